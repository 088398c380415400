import { isTrue, kindOf, typeOf, deepEqual } from '../template/values.js';
import { at, text, type Family } from './arguments.js';

/** sprig's defaults and reflection. https://masterminds.github.io/sprig/defaults.html */
export const defaultFunctions: Family = {
  default: (args) => (args.length > 1 && isTrue(at(args, 1)) ? at(args, 1) : at(args, 0)),
  empty: (args) => !isTrue(at(args, 0)),
  coalesce: (args) => args.find(isTrue) ?? null,
  all: (args) => args.every(isTrue),
  any: (args) => args.some(isTrue),
  ternary: (args) => (at(args, 2) === true ? at(args, 0) : at(args, 1)),
  kindOf: (args) => kindOf(at(args, 0)),
  kindIs: (args) => text(args, 0) === kindOf(at(args, 1)),
  typeOf: (args) => typeOf(at(args, 0)),
  typeIs: (args) => text(args, 0) === typeOf(at(args, 1)),
  typeIsLike: (args) => [typeOf(at(args, 1)), typeOf(at(args, 1)).replace(/^\*/, '')].includes(text(args, 0)),
  deepEqual: (args) => deepEqual(at(args, 0), at(args, 1)),
};

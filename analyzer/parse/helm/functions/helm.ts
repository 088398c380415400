import { TemplateError } from '../template/errors.js';
import { at, text, type Family } from './arguments.js';

/** What Helm adds to sprig. There is no cluster to look anything up in: `lookup` finds nothing, as in `helm template`. */
export const helmFunctions: Family = {
  include: (args, call) => ({ result: call.include(text(args, 0), at(args, 1)) }),
  tpl: (args, call) => ({ result: call.tpl(text(args, 0), at(args, 1), call.origins[0]) }),
  required: (args, call) => {
    const value = at(args, 1);
    if (value === null || value === '') throw new TemplateError(`a required value is missing: ${text(args, 0)}`);
    return { result: { value, origin: call.origins[1] } };
  },
  fail: (args) => {
    throw new TemplateError(`the chart refuses these values: ${text(args, 0).trim()}`);
  },
  lookup: () => new Map(),
};

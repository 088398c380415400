import { ts } from 'ts-morph';
import { librariesOf } from '../clients/index.js';
import type { Library, Operation, Source } from '../clients/library.js';
import { pathPattern } from '../clients/pattern.js';
import type { Context } from '../evaluate/context.js';
import { signature, type Call, type Reference, type Value } from '../evaluate/value.js';
import { readValue } from './source.js';

/** A value that a library's entry recognises: an instance being made, or an operation on one. */
export interface Match {
  readonly library: Library;
  /** The call that made the instance; undefined for operations of the package itself. */
  readonly made: Call | undefined;
  /** Undefined when the reference is the instance itself. */
  readonly operation: { readonly spec: Operation; readonly call: Call; readonly name: string } | undefined;
}

export function matchReference(context: Context, reference: Reference, depth = 0): Match | undefined {
  const last = reference.steps.at(-1);
  if (!last || !('call' in last)) return undefined;
  for (const library of librariesOf(reference.package)) {
    const match = matchLibrary(context, library, reference, last);
    if (match) return match.made && library.over && depth < MAX_LAYERS ? beneath(context, match, match.made, library.over, depth) : match;
  }
  return undefined;
}

/** Code that makes an instance over itself does not end otherwise. */
const MAX_LAYERS = 4;

/** The instance that another was made over: `drizzle(pool).select()` is done with the pool, a consumer reads with its client. */
function beneath(context: Context, match: Match, made: Call, over: readonly Source[], depth: number): Match {
  for (const source of over) {
    const inner = instancesIn(context, readValue(context, made, source)?.value, depth + 1)[0];
    if (!inner) continue;
    const { kind, channel } = match.library;
    const making = channel ? { spec: { path: '()', kind, channel }, call: made, name: '' } : undefined;
    return { ...inner, operation: match.operation ?? making };
  }
  return match;
}

/** The instance itself, or those of a list: `links: [loggerLink(), httpBatchLink({..})]`. */
function instancesIn(context: Context, value: Value | undefined, depth: number): Match[] {
  if (depth > MAX_LAYERS) return [];
  if (value?.kind === 'list') return value.elements.flatMap((e) => (ts.isSpreadElement(e) ? [] : instancesIn(context, context.value(e, value.frame), depth + 1)));
  const match = value?.kind === 'reference' ? matchReference(context, value, depth) : undefined;
  return match?.made && !match.operation ? [match] : [];
}

function matchLibrary(context: Context, library: Library, reference: Reference, last: Call): Match | undefined {
  const made = instanceIn(library, reference);
  if (made) {
    const rest = made.prefix + signature(reference).slice(signature(reference, made.end).length);
    if (rest === '') return made.call ? { library, made: made.call, operation: undefined } : undefined;
    return operationIn(context, library, rest, made.call, last, reference);
  }
  return library.make === undefined || library.direct === true ? operationIn(context, library, signature(reference), undefined, last, reference) : undefined;
}

function operationIn(context: Context, library: Library, path: string, made: Call | undefined, last: Call, reference: Reference): Match | undefined {
  const spec = library.operations?.find((o) => pathPattern(o.path).test(path) && (o.given === undefined || isGiven(context, last, o.given)));
  return spec && { library, made, operation: { spec, call: last, name: nameOf(reference) } };
}

/** Whether the call's first argument was made in a certain way. */
function isGiven(context: Context, call: Call, pattern: string): boolean {
  const value = call.arguments[0] && context.value(call.arguments[0], call.frame);
  return value?.kind === 'reference' && pathPattern(pattern).test(signature(value));
}

/** The shortest beginning of the reference that makes an instance; what an injected type stands for counts as made. */
function instanceIn(library: Library, reference: Reference): { readonly call: Call; readonly end: number; readonly prefix: string } | undefined {
  for (let end = 1; end <= reference.steps.length; end++) {
    const step = reference.steps[end - 1]!;
    if (!('call' in step)) continue;
    const path = signature(reference, end);
    if (library.make?.some((pattern) => pathPattern(pattern).test(path))) return { call: step, end, prefix: '' };
    const alias = step.injected && library.types?.[path.slice(0, -2)];
    if (alias) return { call: step, end, prefix: beyondMake(library, alias) };
  }
  return undefined;
}

/** What a type's alias adds to the instance: a channel is `.createChannel()` of a connection. */
function beyondMake(library: Library, alias: string): string {
  for (let end = alias.indexOf('()') + 2; end > 1; end = alias.indexOf('()', end) + 2) {
    if (library.make?.some((pattern) => pathPattern(pattern).test(alias.slice(0, end)))) return alias.slice(end);
  }
  return '';
}

const nameOf = (reference: Reference): string => {
  const before = reference.steps.at(-2);
  return before && 'member' in before ? before.member : '';
};

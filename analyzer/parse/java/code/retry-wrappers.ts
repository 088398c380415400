import type { Place } from '../../../facts/place.js';
import type { ClientSetting } from '../../../facts/types.js';
import { placeOf, textOf, type SourceNode } from '../../source/index.js';
import { callOf, type Call } from './expression.js';
import { plainNumber } from './resilience.js';
import { rootType, type Scope } from './scope.js';

/** A library's object that calls what it is handed again, and the call by which its limit is set. */
interface Wrapper {
  readonly type: RegExp;
  readonly runs: RegExp;
  readonly limit: { readonly type: RegExp; readonly name: RegExp; /** It counts the first attempt too. */ readonly attempts: boolean };
}

const WRAPPERS: readonly Wrapper[] = [
  { type: /^(?:RetryTemplate|RetryOperations)$/, runs: /^execute$/, limit: { type: /^(?:RetryTemplate|SimpleRetryPolicy|MaxAttemptsRetryPolicy)$/, name: /^(?:maxAttempts|setMaxAttempts|SimpleRetryPolicy)$/, attempts: true } },
  { type: /^Retry$/, runs: /^(?:decorate|execute)\w+$/, limit: { type: /^RetryConfig$/, name: /^maxAttempts$/, attempts: true } },
  { type: /^Failsafe$/, runs: /^(?:get|run|getAsync|runAsync|getStageAsync)$/, limit: { type: /^RetryPolicy$/, name: /^withMaxRetries$/, attempts: false } },
];

/** `template.execute(c -> client.get(x))`, `Retry.decorateSupplier(retry, () -> client.get(x))`, `Failsafe.with(policy).get(() -> ...)`. */
export function retriesAround(node: SourceNode, scope: Scope): ClientSetting[] {
  for (let up = node.parent; up; up = up.parent) {
    const call = callOf(up);
    const isArgument = call?.arguments.some((argument) => argument.start <= node.start && argument.end >= node.end);
    const type = call?.receiver && isArgument ? rootType(call.receiver, scope) : undefined;
    const wrapper = type === undefined ? undefined : WRAPPERS.find((one) => one.type.test(type) && one.runs.test(call!.name));
    if (wrapper) return [{ name: 'retriesOnCall', value: limitOf(wrapper, scope) ?? { unknown: textOf(call!.receiver!).slice(0, 80), at: placeOf(call!.node) } }, conditionOf(wrapper, scope, placeOf(call!.node))];
  }
  return [];
}

/** All of them repeat every exception, unless something in the module says which. */
function conditionOf({ limit }: Wrapper, { program, file }: Scope, at: Place): ClientSetting {
  const isFiltered = program.files.some(({ module, text }) => module === file.module && FILTERS.test(text) && /Retry/.test(text) && limit.type.source.includes('Retry'));
  return { name: 'retryCondition', value: isFiltered ? { unknown: 'a filter', at } : { value: 'everything', at } };
}

const FILTERS = /\b(?:retryOn|notRetryOn|traversingCauses|retryExceptions|ignoreExceptions|retryOnException|ignoreException|retryOnResult|handle(?:If|Result|ResultIf)?|abort(?:On|If|When)|setRetryPolicy|customPolicy|SimpleRetryPolicy\s*\([^()]*,)\s*\(?/;

/** The limit that the module sets, where it sets only one. */
function limitOf({ limit }: Wrapper, scope: Scope): ClientSetting['value'] | undefined {
  const set = scope.program.files.filter(({ module }) => module === scope.file.module).flatMap((file) => scope.program.calls(file).filter((call) => limit.name.test(call.name) && limit.type.test(ownerOf(call, { ...scope, file }) ?? '')).map((call) => ({ call, file })));
  const [only, ...others] = set;
  const argument = only?.call.arguments[0];
  const count = argument && others.length === 0 ? plainNumber(argument, { ...scope, file: only.file }) : undefined;
  return count === undefined ? undefined : { value: Math.max(0, count - (limit.attempts ? 1 : 0)), at: placeOf(argument!) };
}

const ownerOf = (call: Call, scope: Scope): string | undefined => (call.isConstruction ? call.name : call.receiver && rootType(call.receiver, scope));

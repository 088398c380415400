import { placeOf, textOf } from '../source/index.js';
import { repeatedBy, type Repeated } from '../source/failures.js';
import { functionOf, type Program, type Site } from '../source/program/index.js';
import type { ClientSetting } from '../../facts/types.js';

/** A predicate of answers that takes every status of failure, or one that will not change. */
const BY_ANSWER = /!\s*[\w.?!]{1,40}\.IsSuccessStatusCode|IsSuccessStatusCode\s*(?:==|is)\s*false|StatusCode\s*(?:==|is)\s*(?:System\.Net\.)?HttpStatusCode\.(?:NotFound|BadRequest|Forbidden|Conflict|Gone|UnprocessableEntity)|\(int\)[\w.?!]{1,40}StatusCode\s*>=\s*400/;

/** Which failures a retry of Polly repeats, by the source of its chain; undefined where a predicate keeps it for itself. */
export function repeatedByPolicy(chain: string): Repeated | undefined {
  const text = chain.replace(/\s+/g, ' ').slice(0, 2000);
  if (BY_ANSWER.test(text)) return /&&|!=/.test(text) ? undefined : 'answers';
  if (/\bShouldHandle\b/.test(text)) return undefined;
  // https://www.pollydocs.org/strategies/retry.html: anything but a cancelled operation; for HTTP, what may pass.
  if (/^(?!.*Http).*\bAddRetry\(/.test(text)) return 'everything';
  const handled = [...text.matchAll(/\.(?:Handle|Or)(?:Inner)?<([\w.]+)>\(([^)]?)/g)];
  const isResult = /HttpResponseMessage|HandleTransientHttpError|HttpRetryStrategyOptions|\b(?:OrResult|HandleResult)\b/.test(text);
  if (isResult) return /\b(?:OrResult|HandleResult)\(/.test(text) ? undefined : 'transient';
  return handled.length > 0 && handled.every((one) => one[2] === '') ? repeatedBy(handled.map((one) => one[1]).join(', ')) : undefined;
}

const THROWING = /^(?:GetStringAsync|GetFromJsonAsync|GetFromJsonAsAsyncEnumerable|GetByteArrayAsync|GetStreamAsync|DeleteFromJsonAsync)$/;

/** A method that throws by itself, or `EnsureSuccessStatusCode()` in a function that tells no status from another. */
export function statusCheck(program: Program, { node }: Site): ClientSetting[] {
  const call = program.dialect.read(node);
  const around = functionOf(program.dialect, node);
  const text = around ? textOf(around) : '';
  const checks = /\bEnsureSuccessStatusCode\(\)/.test(text) && !/\bStatusCode\b\s*(?:==|!=|is\b|switch\b|>|<)/.test(text);
  return checks || (call.kind === 'call' && THROWING.test(call.name)) ? [{ name: 'failsOnStatus', value: { value: true, at: placeOf(node) } }] : [];
}

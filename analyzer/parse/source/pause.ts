import type { ClientSetting } from '../../facts/types.js';
import { placeOf, textOf, type SourceNode } from './node.js';

/** What a node only makes and does not run. */
export const FUNCTIONS = /^(?:method|constructor|function)_declaration$|^(?:lambda|anonymous_method|arrow)(?:_\w+)?$|^local_function_statement$|^anonymous_function\w*$|^func_literal$|^function_definition$/;

/** `Thread.sleep(100)`, `await Task.Delay(wait)`, `time.Sleep(d)`, `<-time.After(d)`. */
const WAITS = /^(?:[\w\\]{1,40}(?:\.|::|->)){0,3}\$?(?:(?:sleep|usleep|delay|wait|backoff|pause)\w{0,20}|After)\s?\(/i;

/** How a loop that tries again waits between the attempts. */
export function pausesOf(loop: SourceNode): ClientSetting[] {
  const wait = own(loop).find((node) => /invocation|call/.test(node.type) && WAITS.test(node.source.text.slice(node.start, Math.min(node.end, node.start + 80))));
  if (!wait) return [{ name: 'retryBackoff', value: { value: 'none', at: placeOf(loop) } }];
  return [
    { name: 'retryBackoff', value: { value: growthOf(loop), at: placeOf(wait) } },
    { name: 'retryJitter', value: { value: /\brandom|Random\b|\brand\./.test(textOf(loop)), at: placeOf(wait) } },
  ];
}

/** Everything in the node that runs with it. */
export function own(node: SourceNode): SourceNode[] {
  return node.children.flatMap((child) => (FUNCTIONS.test(child.type) ? [] : [child, ...own(child)]));
}

const growthOf = (loop: SourceNode): string => (/\bpow\b|\bPow\b|<<|\*=|\*\*|[Ee]xponential/.test(textOf(loop)) ? 'exponential' : 'fixed');

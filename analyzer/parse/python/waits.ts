import { placeOf, textOf, type SourceNode } from '../source/index.js';
import { abandonedAfter } from '../source/abandoned.js';
import { functionOf, type Flow, type Use } from '../source/flow/index.js';
import type { ClientSetting } from '../../facts/types.js';

/** Waits that end without what they wait for: `wait_for(shield(call), 2)`, `pool.submit(function).result(timeout=2)`. */
export function abandoned(_flow: Flow, { expression }: Use): ClientSetting[] {
  const seconds = shielded(expression.node) ?? submitted(expression.node, functionOf(expression.scope)?.name);
  return seconds === undefined ? [] : abandonedAfter(seconds * 1000, placeOf(expression.node));
}

function shielded(node: SourceNode): number | undefined {
  for (let up = node.parent; up; up = up.parent) {
    const limit = up.type === 'call' ? /^(?:asyncio\.)?wait_for\(\s*(?:asyncio\.)?shield\(.*\)\s*,\s*(?:timeout\s*=\s*)?(\d+(?:\.\d+)?)\s*,?\s*\)$/s.exec(textOf(up))?.[1] : undefined;
    if (limit !== undefined) return Number(limit);
  }
  return undefined;
}

/** A thread of a pool runs the function to its end, whoever still waits for it. */
function submitted(node: SourceNode, name: string | undefined): number | undefined {
  if (name === undefined || !/^\w+$/.test(name)) return undefined;
  const { text } = node.source;
  const future = new RegExp(`\\b(\\w+)\\s*=\\s*\\w+\\.submit\\(\\s*(?:self\\.)?${name}\\b`).exec(text)?.[1];
  const limit = future && new RegExp(`\\b${future}\\.result\\(\\s*(?:timeout\\s*=\\s*)?(\\d+(?:\\.\\d+)?)\\s*\\)`).exec(text)?.[1];
  return limit ? Number(limit) : undefined;
}

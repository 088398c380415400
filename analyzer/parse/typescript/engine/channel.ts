import { ts } from 'ts-morph';
import { compareText } from '../../../facts/place.js';
import { literal, type Template } from '../../../facts/template.js';
import type { Context } from '../evaluate/context.js';
import { plainText, textOf, type Value } from '../evaluate/value.js';
import { nameText } from '../source/syntax.js';

/** A topic as text; a pattern that is an object of plain values, `{ cmd: 'sum' }`, as the framework writes it: JSON with sorted keys. */
export const channelText = (context: Context, value: Value): Template | undefined => textOf(value) ?? patternText(context, value);

function patternText(context: Context, value: Value): Template | undefined {
  if (value.kind !== 'object' || value.node.properties.length === 0) return undefined;
  const entries: [string, string | number][] = [];
  for (const property of value.node.properties) {
    const name = ts.isPropertyAssignment(property) ? nameText(property.name) : undefined;
    const member = ts.isPropertyAssignment(property) ? context.value(property.initializer, value.frame) : undefined;
    const plain = member?.kind === 'number' ? member.value : member && plainText(member);
    if (name === undefined || plain === undefined) return undefined;
    entries.push([name, plain]);
  }
  const sorted = entries.sort(([a], [b]) => compareText(a, b)).map(([name, plain]) => `${JSON.stringify(name)}:${JSON.stringify(plain)}`);
  return literal(`{${sorted.join(',')}}`);
}

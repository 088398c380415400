import type { Template } from '../../../facts/template.js';
import type { Library } from '../clients/library.js';
import type { Context } from '../evaluate/context.js';
import { defaultText, signature, type Call } from '../evaluate/value.js';
import { readValue } from './source.js';

/** The protocol that a client speaks; undefined for a client of no network service (SQLite, an in-memory transport). */
export function protocolOf(context: Context, library: Library, made: Call | undefined, targets: readonly Template[]): string | undefined {
  const rule = library.protocolFrom;
  const given = rule && made && readValue(context, made, { from: 'option', path: rule.option });
  if (!rule) return library.protocol;
  const name = given && (defaultText(given.value) ?? (given.value.kind === 'reference' ? lastName(signature(given.value)) : undefined));
  if (name !== undefined) return Object.hasOwn(rule.values, name) ? rule.values[name] : undefined;
  return schemeProtocol(targets, rule.values) ?? library.protocol;
}

/** `Transport.RMQ` is the reference `.Transport.RMQ`. */
const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

function schemeProtocol(targets: readonly Template[], values: Readonly<Record<string, string>>): string | undefined {
  const first = targets[0]?.[0];
  const scheme = first && 'text' in first ? /^([a-z][\w+.-]*):\/\//i.exec(first.text)?.[1] : undefined;
  return scheme !== undefined && Object.hasOwn(values, scheme) ? values[scheme] : undefined;
}

import { comparePlaces } from '../../../facts/place.js';
import type { RequiredVariableFact } from '../../../facts/types.js';
import type { Service } from '../spring/service.js';
import { canonical, type SettingsDocument } from './entry.js';

/** Placeholders without a default in what is read whatever the profile, `${DB_HOST}`: what no property of the file is called is a variable. */
export function requiredVariables(services: readonly Service[], local: ReadonlyMap<string, readonly SettingsDocument[]>): RequiredVariableFact[] {
  return services.flatMap(({ module: { root } }) => {
    const documents = local.get(root) ?? [];
    const elsewhere = new Set(documents.filter(({ profile }) => profile !== undefined).flatMap(({ entries }) => entries.map(({ key }) => canonical(key))));
    const named = new Set(documents.flatMap(({ entries }) => entries.map(({ key }) => key)));
    const always = documents.filter(({ path, profile }) => profile === undefined && /(?:^|\/)src\/main\/resources\/(?:config\/)?application\.(?:ya?ml|properties)$/.test(path)).flatMap(({ entries }) => entries);
    const facts = always.filter(({ key }) => !elsewhere.has(canonical(key))).flatMap(({ key, raw, at }) =>
      placeholdersIn(raw).filter((name) => !named.has(name)).map((name): RequiredVariableFact => ({ kind: 'required-variable', packages: [root], name, reader: key, property: key, at })));
    return facts.sort((a, b) => comparePlaces(a.at, b.at));
  });
}

/** Names in capitals that no default stands in for; those inside of another's default are asked for only without it. */
function placeholdersIn(raw: string): string[] {
  const found: string[] = [];
  let depth = 0;
  for (const { 0: piece, 1: name } of raw.matchAll(/\$\{([A-Z][A-Z0-9_]*)\}|\$\{|\}/g)) {
    if (name !== undefined) found.push(...(depth === 0 ? [name] : []));
    else depth = Math.max(0, depth + (piece === '}' ? -1 : 1));
  }
  return found;
}

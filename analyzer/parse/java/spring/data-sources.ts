import { canonical, type Entry } from '../settings/entry.js';
import type { Service } from './service.js';
import { starters } from './starters.js';

const DATABASE = /(?:^|[:{])(?:(?:jdbc|r2dbc):[a-z]|mongodb(?:\+srv)?:\/\/)/i;
/** Migrations run against the database that the program has anyway. */
const MIGRATION = /flyway|liquibase/;
const KNOWN = new Set(starters.flatMap(({ targets }) => [...JSON.stringify(targets).matchAll(/"property":"([^"]+)"/g)].map((found) => canonical(found[1]!))));

/** Addresses of databases under keys of the program's own: it has several, and makes each by hand. The first of each key. */
export function otherDataSources(service: Service): readonly { readonly entry: Entry; readonly library: 'hikaricp' | 'mongodb-java' }[] {
  const found = new Map<string, Entry>();
  for (const entry of service.own) {
    const key = canonical(entry.key);
    if (DATABASE.test(entry.raw) && !KNOWN.has(key) && !MIGRATION.test(key) && !found.has(key)) found.set(key, entry);
  }
  return [...found.values()].map((entry) => ({ entry, library: /mongodb(?:\+srv)?:/i.test(entry.raw) ? 'mongodb-java' : 'hikaricp' }));
}

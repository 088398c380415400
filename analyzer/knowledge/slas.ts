import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';

/** What a provider promises in public. */
export interface PublishedSla {
  /** Percentage of a month. */
  readonly percentage: number;
  /** `Amazon RDS, Multi-AZ: https://aws.amazon.com/rds/sla/ (2024-01-22)`. */
  readonly source: string;
}

export type Told = number | string | boolean | null | undefined;

/** The promise for a resource of this type, by the graph's settings or its own arguments; undefined where nothing is promised, or nobody can tell. */
export function publishedSla(type: string, told: (name: string) => Told): PublishedSla | undefined {
  slas ??= new Map((load(readFileSync(new URL('./slas.yaml', import.meta.url), 'utf8')) as readonly Entry[]).map((entry) => [entry.type, entry]));
  const entry = slas.get(type);
  const found = entry?.tiers.find(({ when }) => Object.entries(when).every(([name, wanted]) => holds(told(name), wanted)));
  return entry && found ? { percentage: found.percentage, source: `${entry.service}, ${found.tier}: ${entry.source} (${entry.as_of})` } : undefined;
}

interface Entry {
  readonly type: string;
  readonly service: string;
  readonly tiers: readonly { readonly when: Readonly<Record<string, Told>>; readonly tier: string; readonly percentage: number }[];
  readonly source: string;
  readonly as_of: string;
}

let slas: ReadonlyMap<string, Entry> | undefined;

function holds(value: Told, wanted: Told): boolean {
  if (wanted === 'absent') return value === undefined;
  return typeof wanted === 'string' ? typeof value === 'string' && value.startsWith(wanted) : value === wanted;
}

import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { check } from '../analyzer/check/index.js';
import { toConfig } from '../analyzer/config/config.js';
import { discover } from '../analyzer/discover/index.js';
import type { FactKind, UnitFacts } from '../analyzer/facts/types.js';
import { link } from '../analyzer/link/index.js';
import { parseAll } from '../analyzer/parse/all.js';
import { parsers } from '../analyzer/parse/index.js';
import { analyze } from '../analyzer/propagation/index.js';
import { rules } from './index.js';

const systems = ['shop', 'python-shop', 'go-shop', 'dotnet-shop', 'terraform-shop'];
const config = toConfig();

interface Said {
  readonly rule: string;
  /** Every place that shows it: a component may be known by another name when a part of its facts is gone. */
  readonly places: readonly string[];
}

/** What all rules say about the facts that are left. */
function saidOf(units: readonly UnitFacts[]): readonly Said[] {
  const system = link(units, config, { files: {}, units: {} });
  const kinds = new Set(units.flatMap(({ facts }) => facts.map(({ kind }) => kind)));
  const { findings } = check({ system, analysis: analyze(system), config, rules, kinds, texts: [] });
  return findings.map(({ rule, place, related }) => ({ rule, places: [place, ...related.map(({ at }) => at)].map(({ file, line }) => `${file}:${line}`) }));
}

/**
 * A call counts as hard until code shows that it has a fallback, so without the code a single point of failure may take more with
 * it. The rule's page says so, and the finding names the hops.
 */
const assumed = (rule: string, kind: FactKind): boolean => rule === 'single-point-of-failure' && (kind === 'client' || kind === 'package');

/** As if the objects of a kind stood in files that could not be read: the units that had them say so. */
const without = (units: readonly UnitFacts[], kind: FactKind): readonly UnitFacts[] =>
  units.map((unit) => {
    const facts = unit.facts.filter((fact) => fact.kind !== kind);
    if (facts.length === unit.facts.length) return unit;
    const file = unit.unit.files[0] ?? unit.unit.root;
    return { ...unit, facts, problems: [...unit.problems, { code: 'yaml-syntax', file, line: 1, column: 1, severity: 'error' as const, message: 'could not be read' }] };
  });

describe.each(systems)('what could not be read of %s makes nobody say that it is missing', async (name) => {
  const { tree } = discover([fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))], {});
  const { units } = await parseAll(tree, parsers);
  const all = saidOf(units);
  const kinds = [...new Set(units.flatMap(({ facts }) => facts.map(({ kind }) => kind)))].sort();

  it.each(kinds)('%s', (kind) => {
    const known = new Set(all.flatMap(({ rule, places }) => places.map((place) => `${rule} ${place}`)));
    const isNew = ({ rule, places }: Said): boolean => !assumed(rule, kind) && !places.some((place) => known.has(`${rule} ${place}`));
    expect(saidOf(without(units, kind)).filter(isNew).map(({ rule, places }) => `${rule} ${places[0]}`)).toEqual([]);
  });
});

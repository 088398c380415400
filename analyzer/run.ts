import type { Rule } from '../rules/define.js';
import { check } from './check/index.js';
import { toConfig, type Config } from './config/config.js';
import { memoryTree, type Tree } from './discover/index.js';
import type { UnitFacts } from './facts/types.js';
import type { Environment } from './graph/document.js';
import { link } from './link/index.js';
import type { StackFacts } from './link/stacks.js';
import { parseAll, type Parsed } from './parse/all.js';
import type { UnitCache } from './parse/unit-cache.js';
import { parsers } from './parse/index.js';
import { analyze } from './propagation/index.js';
import type { Analysis } from './propagation/analysis.js';
import type { Result } from './report/result.js';
import type { System } from './system/system.js';

/** Called before each stage, and for each unit that is parsed: for progress on a terminal. */
export type OnStage = (stage: 'parse' | 'link' | 'check', done?: number, total?: number) => void;

export interface RunOptions {
  readonly config?: Partial<Config>;
  /** Rules to run; none gives a result with the graph and its impact only. */
  readonly rules?: readonly Rule[];
  /** Ids of all rules, where `rules` is a selection. */
  readonly knownRules?: readonly string[];
  /** Ignores that were written for other tools count, too. */
  readonly honorPeerIgnores?: boolean;
  /** What several stacks show alike stays a finding of each; always so with `checkAs`. */
  readonly eachStack?: boolean;
  /** Files are read as tools read them that know no systems: see `LinkOptions`. */
  readonly literal?: boolean;
  /** Checks every stack as if it were deployed as this: what rules ask of production is asked of all, so that stacks can be compared. */
  readonly checkAs?: Environment;
  readonly onStage?: OnStage;
  /** Facts of units whose inputs are what they were in an earlier run are taken from there. */
  readonly cache?: UnitCache;
}

export interface Linked {
  readonly units: readonly UnitFacts[];
  readonly system: System;
}

export interface Run extends Linked {
  readonly analysis: Analysis;
  readonly result: Result;
}

/** The whole pipeline over a discovered tree. */
export async function analyzeTree(tree: Tree, options: RunOptions = {}): Promise<Run> {
  const config = toConfig(options.config);
  return analyzeLinked(await linkTree(tree, config, options.onStage, options.cache, options.literal), tree.texts(), options);
}

/** The rest of the pipeline, for a system that is linked already. `texts` are searched for comments that hide findings. */
export function analyzeLinked(linked: Linked, texts: Iterable<readonly [path: string, text: string]>, options: RunOptions): Run {
  const config = toConfig(options.config);
  const system = options.checkAs === undefined ? linked.system : deployedAs(linked.system, options.checkAs);
  const analysis = analyze(system);
  options.onStage?.('check');
  const kinds = new Set(linked.units.flatMap(({ facts }) => facts.map(({ kind }) => kind)));
  const { rules = [], knownRules, honorPeerIgnores, eachStack = options.checkAs !== undefined } = options;
  const result = check({ system, analysis, config, rules, ...(knownRules ? { knownRules } : {}), ...(honorPeerIgnores ? { honorPeerIgnores } : {}), eachStack, kinds, texts });
  return { ...linked, analysis, result };
}

const deployedAs = (system: System, environment: Environment): System => ({
  ...system,
  document: { ...system.document, stacks: system.document.stacks.map((stack) => ({ ...stack, environment })) },
  stacks: system.stacks.map((view) => ({ ...view, environment, stack: { ...view.stack, environment } })),
});

/** As far as the graph: all that `faultline graph` needs. */
export async function linkTree(tree: Tree, config: Config, onStage?: OnStage, cache?: UnitCache, literal = false): Promise<Linked> {
  const { units, coverage } = await parseTree(tree, onStage, cache);
  onStage?.('link');
  return { units, system: link(units, config, coverage, [], { literal }) };
}

/** As far as the facts: for those who link them with others. */
export const parseTree = (tree: Tree, onStage?: OnStage, cache?: UnitCache): Promise<Parsed> => parseAll(tree, parsers, (done, total) => onStage?.('parse', done, total), cache);

export interface Stacks {
  /** What stands beside the stacks: code, images, configuration files. */
  readonly shared: readonly UnitFacts[];
  readonly stacks: readonly StackFacts[];
  readonly coverage: Parsed['coverage'];
  readonly texts: Iterable<readonly [path: string, text: string]>;
}

/** The pipeline over stacks that were put together elsewhere: what is declared, or what runs in its place. */
export function analyzeStacks({ shared, stacks, coverage, texts }: Stacks, options: RunOptions): Run {
  options.onStage?.('link');
  const system = link(shared, toConfig(options.config), coverage, stacks);
  const given = stacks.map(({ stack, facts }) => ({ unit: { id: stack.id, parser: 'stack', root: stack.root, files: [] }, facts, problems: [] }));
  return analyzeLinked({ units: [...shared, ...given], system }, texts, options);
}

/** The same over texts at hand: path -> content. */
export const analyzeFiles = (files: Readonly<Record<string, string>>, config?: Partial<Config>, rules: readonly Rule[] = []): Promise<Run> =>
  analyzeTree(memoryTree(files), { ...(config ? { config } : {}), rules });

import type { Rule } from '../../rules/define.js';
import type { Config } from '../config/config.js';
import { comparePlaces, compareText } from '../facts/place.js';
import type { FactKind } from '../facts/types.js';
import type { GraphProblem } from '../graph/document.js';
import type { Analysis } from '../propagation/analysis.js';
import type { Result } from '../report/result.js';
import type { System } from '../system/system.js';
import { version } from '../version.js';
import { joinStacks } from './across-stacks.js';
import { annotationIgnores } from './annotations.js';
import { budgetsOf } from './budgets.js';
import { commentIgnores } from './comments.js';
import { evaluate, infosOf } from './evaluate.js';
import { faultsOf } from './faults.js';
import { findingsOf } from './findings.js';
import { configIgnores } from './ignores.js';
import { impactOf } from './impact.js';
import { peerIgnores } from './peer-ignores/index.js';
import { suppress } from './suppress.js';

export interface CheckInput {
  readonly system: System;
  readonly analysis: Analysis;
  readonly config: Config;
  /** Rules to run. */
  readonly rules: readonly Rule[];
  /** Ids of all rules that exist, so that an ignore of one that is left out is not called unknown. */
  readonly knownRules?: readonly string[];
  /** Kinds of facts that were found: rules that need others are not evaluated. */
  readonly kinds: ReadonlySet<FactKind>;
  /** Ignores that were written for other tools count, too. */
  readonly honorPeerIgnores?: boolean;
  /** What several stacks show alike stays a finding of each, for those who look at stacks one by one. */
  readonly eachStack?: boolean;
  /** Texts that were read, for ignore comments. */
  readonly texts: Iterable<readonly [path: string, text: string]>;
}

/** Runs the rules over the analysed system and sorts what they report. */
export function check({ system, analysis, config, rules, knownRules, kinds, texts, honorPeerIgnores = false, eachStack = false }: CheckInput): Result {
  const evaluated = [...rules].sort((a, b) => compareText(a.id, b.id)).map((rule) => evaluate(rule, system, analysis, kinds, config));
  const read = [...texts];
  const ignores = [...[...commentIgnores(read), ...annotationIgnores(system)].sort((a, b) => comparePlaces(a.at, b.at)), ...configIgnores(config), ...(honorPeerIgnores ? peerIgnores(system, read, rules) : [])];
  const { findings, suppressed, problems } = suppress(findingsOf(evaluated, system), ignores, evaluated, knownRules ?? rules.map(({ id }) => id));
  return {
    schema: 'faultline/result@1',
    tool: { name: 'faultline', version },
    graph: { ...system.document, problems: [...system.document.problems, ...problems].sort(compareProblems) },
    findings: eachStack ? findings : joinStacks(findings),
    suppressed,
    rules: infosOf(evaluated),
    impact: impactOf(system, analysis),
    faults: faultsOf(system, analysis),
    budgets: budgetsOf(system, analysis),
  };
}

const compareProblems = (a: GraphProblem, b: GraphProblem): number =>
  comparePlaces({ ...a, length: 0 }, { ...b, length: 0 }) || compareText(a.code, b.code) || compareText(a.message, b.message);

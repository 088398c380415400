import type { Report, Rule } from '../../rules/define.js';
import type { Config, RuleSetting } from '../config/config.js';
import type { FactKind } from '../facts/types.js';
import { severityRank, SWITCHED_OFF, type RuleInfo, type Severity } from '../report/result.js';
import type { Analysis } from '../propagation/analysis.js';
import { type StackView, type System } from '../system/system.js';

export interface Evaluated {
  readonly rule: Rule;
  readonly info: RuleInfo;
  /** With the severity that counts. */
  readonly reports: readonly (Report & { readonly severity: Severity })[];
}

/** Runs one rule, or says why it was not run. */
export function evaluate(rule: Rule, system: System, analysis: Analysis, kinds: ReadonlySet<FactKind>, config: Config): Evaluated {
  const setting = settingOf(rule, config);
  if (setting.severity === 'off') return { rule, info: infoOf(rule, rule.severity, 0, SWITCHED_OFF), reports: [] };
  const highest = setting.severity ?? rule.severity;
  if (rule.needs.length > 0 && !rule.needs.some((kind) => kinds.has(kind)))
    return { rule, info: infoOf(rule, highest, 0, `no ${rule.needs.join(' or ')} found`), reports: [] };
  const reports: (Report & { severity: Severity })[] = [];
  let looked = 0;
  rule.check({
    system, analysis, options: setting.options, stacks: usersFirst(system.stacks),
    looked: (count = 1) => void (looked += count),
    report: (report) => void reports.push({ ...report, severity: severityOf(rule, report, highest) }),
  });
  return { rule, info: infoOf(rule, highest, looked, looked === 0 && reports.length === 0 ? 'nothing that it applies to' : undefined), reports };
}

/** A configured severity is the highest that the rule may report; what it holds to be less stays less. */
function severityOf(rule: Rule, report: Report, highest: Severity): Severity {
  const own = report.severity ?? rule.severity;
  if (own === rule.severity) return highest;
  return severityRank[own] < severityRank[highest] ? own : highest;
}

function settingOf(rule: Rule, config: Config): { readonly severity?: Severity | 'off'; readonly options: Rule['options'] } {
  const setting: RuleSetting | undefined = Object.hasOwn(config.rules, rule.id) ? config.rules[rule.id] : undefined;
  if (setting === undefined) return { ...(rule.off ? { severity: 'off' as const } : {}), options: rule.options };
  if (typeof setting === 'string') return { severity: setting, options: rule.options };
  const { severity, ...options } = setting;
  return { ...(severity === undefined ? {} : { severity }), options: { ...rule.options, ...options } as Rule['options'] };
}

const infoOf = (rule: Rule, severity: Severity, evaluated: number, notEvaluated: string | undefined): RuleInfo => ({
  id: rule.id, theme: rule.theme, severity, ...(rule.version === undefined ? {} : { version: rule.version }), summary: rule.summary, rationale: rule.rationale, fix: rule.fix, references: rule.references,
  page: `docs/rules/${rule.id}.md`, evaluated, ...(notEvaluated === undefined ? {} : { notEvaluated }),
});

/** One for each rule: it may have run more than once, with other options. */
export function infosOf(evaluated: readonly Evaluated[]): readonly RuleInfo[] {
  const byId = new Map<string, RuleInfo>();
  for (const { info: { notEvaluated, ...info } } of evaluated) {
    const before = byId.get(info.id);
    const ran = notEvaluated === undefined || (before !== undefined && before.notEvaluated === undefined);
    byId.set(info.id, { ...info, evaluated: info.evaluated + (before?.evaluated ?? 0), ...(ran ? {} : { notEvaluated }) });
  }
  return [...byId.values()];
}

const SERVED_FIRST = ['production', 'unknown', 'staging', 'test', 'development'] as const;

/** The order that `RuleContext.stacks` promises: what serves users, then the rest. */
const usersFirst = (stacks: readonly StackView[]): readonly StackView[] =>
  [...stacks].sort((a, b) => SERVED_FIRST.indexOf(a.environment) - SERVED_FIRST.indexOf(b.environment));

import type { GraphProblem } from '../analyzer/graph/document.js';
import type { Finding, Result, RuleInfo, Severity } from '../analyzer/report/result.js';
import { worstFirst } from './causes.js';
import { plain } from './plain.js';
import { level, type SarifObject, toSarifResult, uriOf } from './sarif/result.js';
import { onDisk } from './subject.js';

/** What GitHub takes of one run; it keeps the first 5,000, so the worst come first. */
const RESULTS = 25_000;

/** SARIF 2.1.0, one run; `results` is there also when there is none. */
export function sarif(result: Result): string {
  const findings = [...result.findings, ...result.suppressed].sort(worstFirst);
  const kept = findings.slice(0, RESULTS);
  const rules = rulesOf(result, kept);
  const index = new Map(rules.map((rule, position) => [rule.id, position]));
  const run = {
    tool: { driver: driver(result, rules) },
    automationDetails: { id: 'faultline/' },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the analysed tree.' } } },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications(result, findings.length - kept.length) }],
    results: kept.map((finding) => toSarifResult(finding, index.get(finding.rule) ?? -1, result.baseline !== undefined)),
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

const driver = (result: Result, rules: readonly RuleInfo[]): SarifObject => ({
  name: 'Faultline',
  version: result.tool.version,
  semanticVersion: result.tool.version,
  rules: rules.map(descriptor),
});

// A finding of a rule that the result does not describe still needs a descriptor to point at.
function rulesOf(result: Result, findings: readonly Finding[]): RuleInfo[] {
  const known = new Set(result.rules.map((rule) => rule.id));
  const strangers = findings.filter((finding) => !known.has(finding.rule));
  const described = new Map(strangers.map(({ rule, theme, severity, fix }) => [rule, { id: rule, theme, severity, summary: rule, rationale: '', fix: fix.text, references: [], page: '', evaluated: 0 }]));
  return [...result.rules, ...described.values()];
}

/** GitHub shows 1,024 characters of a description. */
const DESCRIPTION = 1024;

const descriptor = (rule: RuleInfo): SarifObject => ({
  id: rule.id,
  name: rule.id.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase()),
  shortDescription: { text: rule.summary.slice(0, DESCRIPTION) },
  fullDescription: { text: (rule.rationale || rule.summary).slice(0, DESCRIPTION) },
  help: { text: [rule.summary, rule.rationale, rule.fix].filter(Boolean).join('\n\n'), markdown: help(rule) },
  ...(/^https?:\/\//.test(rule.page) ? { helpUri: rule.page } : {}),
  defaultConfiguration: { level: level(rule.severity) },
  properties: { tags: ['reliability', rule.theme], precision: 'high', 'problem.severity': problemSeverity[rule.severity] },
});

const problemSeverity: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'recommendation' };

function help(rule: RuleInfo): string {
  const references = rule.references.map((reference) => `- ${reference}`).join('\n');
  return [`**${rule.summary}**`, rule.rationale, rule.fix && `## How to mend it\n\n${rule.fix}`, references && `## References\n\n${references}`].filter(Boolean).join('\n\n');
}

function notifications(result: Result, left: number): SarifObject[] {
  const { graph, rules } = result;
  const idle = rules.filter((rule) => rule.notEvaluated !== undefined).map((rule) => note(`${rule.id} was not evaluated: ${rule.notEvaluated}`));
  const known = result.baseline ? [note(`${result.baseline.known} findings are known to the baseline ${result.baseline.file} and left out.`)] : [];
  const cut = left > 0 ? [{ level: 'warning', message: { text: `${left} further results are left out: a run holds ${RESULTS}.` } }] : [];
  return [...graph.problems.map(problem), ...idle, ...known, ...cut];
}

const note = (text: string): SarifObject => ({ level: 'note', message: { text: plain(text) } });

const problem = ({ code, file, line, column, message, severity }: GraphProblem): SarifObject => ({
  level: level(severity),
  descriptor: { id: code },
  message: { text: plain(message) },
  locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(onDisk({ file, line }).file), uriBaseId: '%SRCROOT%' }, region: { startLine: Math.max(1, line), startColumn: Math.max(1, column) } } }],
});

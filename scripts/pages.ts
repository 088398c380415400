import { compareText } from '../analyzer/facts/place.js';
import { peersOf, type Rule } from '../rules/define.js';
import { withoutExpectations, type Fixture } from './fixtures.js';

/** The page of a rule. Its example is the fixture called `example` of either kind, so the page cannot be wrong about it. */
export function rulePage(rule: Rule, before: Fixture | undefined, after: Fixture | undefined): string {
  return `${[
    `# ${rule.id}`,
    `> ${rule.summary}`,
    `Theme: ${rule.theme}. Severity: up to ${rule.severity}${rule.off ? '; off until the configuration turns it on' : ''}.`,
    '## Why it hurts',
    rule.rationale.trim(),
    '## How to mend it',
    rule.fix.trim(),
    ...(before ? ['Before:', ...blocks(changed(after?.files ?? {}, before.files))] : []),
    ...(after ? ['After:', ...blocks(changed(before?.files ?? {}, after.files))] : []),
    '## Options',
    options(rule),
    '## What it does not see',
    rule.limits.trim(),
    '## Allowing it',
    `A comment \`faultline-ignore ${rule.id} -- reason\` above the place, or on its line, hides the finding and keeps the reason.`,
    ...peers(rule),
    '## References',
    rule.references.map((url) => `- <${url}>`).join('\n'),
  ].join('\n\n')}\n`;
}

/** The table of all rules. */
export function rulesTable(rules: readonly Rule[]): string {
  const rows = [...rules].sort((a, b) => compareText(order(a), order(b)));
  return `# Rules

Written by \`npm run docs\` from the rules themselves.

| rule | theme | severity | what it reports |
|---|---|---|---|
${rows.map(({ id, theme, severity, summary }) => `| [${id}](${id}.md) | ${theme} | ${severity} | ${summary} |`).join('\n')}
`;
}

const order = ({ theme, id }: Rule): string => `${theme}/${id}`;

function options({ id, options: values, optionDocs }: Rule): string {
  const names = Object.keys(values).sort();
  if (names.length === 0) return 'None.';
  const rows = names.map((name) => `| \`${name}\` | \`${JSON.stringify(values[name])}\` | ${optionDocs[name]} |`);
  return `Set under \`rules: { ${id}: { ... } }\` in \`faultline.config.yaml\`.\n\n| option | default | meaning |\n|---|---|---|\n${rows.join('\n')}`;
}

/** The checks of other tools, and the options that give what each of them looks for. */
function peers(rule: Rule): string[] {
  const rows = peersOf(rule).map(({ id, options }) => {
    const set = Object.entries(options).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    return `- \`${id}\`${set.length === 0 ? '' : `, with \`{ ${set.join(', ')} }\``}`;
  });
  return rows.length === 0 ? [] : ['## In other tools', `\`--rule peer:ID\` runs it for the check that it stands for.\n\n${rows.join('\n')}`];
}

/** The files of `own` that are not the same in `other`: the rest of an example is scenery. */
const changed = (other: Fixture['files'], own: Fixture['files']): Fixture['files'] =>
  Object.fromEntries(Object.entries(own).filter(([path, text]) => !Object.hasOwn(other, path) || withoutExpectations(other[path]!) !== withoutExpectations(text)));

const blocks = (files: Fixture['files']): string[] => Object.entries(files).map(([path, text]) => `\`${path}\`:\n\n\`\`\`${language(path)}\n${withoutExpectations(text).trimEnd()}\n\`\`\``);

const LANGUAGES: Readonly<Record<string, string>> = { yaml: 'yaml', yml: 'yaml', ts: 'typescript', js: 'javascript', json: 'json', tf: 'hcl' };

const language = (path: string): string => LANGUAGES[path.slice(path.lastIndexOf('.') + 1)] ?? '';

import { peersOf, type Rule } from '../../rules/define.js';
import { pad, wrap } from '../../reporters/wrap.js';
import { allRules } from '../rules.js';
import { widthOf, type Terminal } from '../terminal.js';

/** The list of rules. */
export async function rules(format: 'text' | 'json', terminal: Terminal): Promise<number> {
  const all = await allRules();
  terminal.stdout.write(format === 'json' ? `${JSON.stringify(all.map(plainRule), null, 2)}\n` : table(all, widthOf(terminal.stdout)));
  return 0;
}

const plainRule = (rule: Rule) => ({ id: rule.id, theme: rule.theme, severity: rule.severity, enabled: rule.off !== true, summary: rule.summary, options: rule.options, peers: peersOf(rule).map(({ id }) => id) });

function table(all: readonly Rule[], width: number): string {
  const idWidth = Math.max(...all.map(({ id }) => id.length)) + 2;
  return all.flatMap((rule) => {
    const [first = '', ...rest] = wrap(rule.summary, Math.max(30, width - idWidth - 9));
    return [`${pad(rule.id, idWidth)}${pad(rule.off ? 'off' : rule.severity, 9)}${first}`, ...rest.map((line) => `${' '.repeat(idWidth + 9)}${line}`)];
  }).join('\n') + '\n\n"faultline explain RULE" says why each matters and how to mend it.\n';
}

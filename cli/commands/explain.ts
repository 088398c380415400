import type { Rule } from '../../rules/define.js';
import { wrap } from '../../reporters/wrap.js';
import { allRules, findRule } from '../rules.js';
import { widthOf, type Terminal } from '../terminal.js';

/** One rule's page, as text. */
export async function explain(id: string, terminal: Terminal): Promise<number> {
  const rule = findRule(await allRules(), id);
  terminal.stdout.write(page(rule, Math.min(100, widthOf(terminal.stdout))));
  return 0;
}

function page(rule: Rule, width: number): string {
  const options = Object.entries(rule.options).map(([name, value]) => `- ${name} (default ${JSON.stringify(value)}): ${rule.optionDocs[name] ?? ''}`);
  const sections: readonly (readonly [string, string])[] = [
    ['Why it hurts', rule.rationale], ['How to mend it', rule.fix], ['What it does not see', rule.limits],
    ['Options', options.join('\n')], ['References', rule.references.map((reference) => `- ${reference}`).join('\n')],
    ['How to ignore it', `    # faultline-ignore ${rule.id} -- why this one is fine`],
  ];
  const head = `${rule.id}  (${rule.theme}, ${rule.off ? 'off by default' : rule.severity})\n\n${paragraph(rule.summary, width)}\n`;
  return head + sections.filter(([, text]) => text.trim() !== '').map(([title, text]) => `\n${title}\n${'-'.repeat(title.length)}\n${paragraph(text, width)}\n`).join('');
}

/** Wraps prose; leaves code blocks and indented lines as they are. */
function paragraph(markdown: string, width: number): string {
  let code = false;
  return markdown.trim().split('\n').flatMap((line) => {
    if (line.startsWith('```')) code = !code;
    return code || line.startsWith('```') || /^\s{2,}/.test(line) ? [line] : wrap(line, width);
  }).join('\n');
}

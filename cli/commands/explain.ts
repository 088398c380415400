import { peersOf, type Rule } from '../../rules/define.js';
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
    ['Options', options.join('\n')], ['In other tools', peersOf(rule).map(({ id }) => `- ${id}`).join('\n')], ['References', rule.references.map((reference) => `- ${reference}`).join('\n')],
    ['How to ignore it', `    # faultline-ignore ${rule.id} -- why this one is fine`],
  ];
  const head = `${rule.id}  (${rule.theme}, ${rule.off ? 'off by default' : rule.severity})\n\n${paragraph(rule.summary, width)}\n`;
  return head + sections.filter(([, text]) => text.trim() !== '').map(([title, text]) => `\n${title}\n${'-'.repeat(title.length)}\n${paragraph(text, width)}\n`).join('');
}

/** Fills paragraphs and list items to the width; code stays as it is. */
function paragraph(markdown: string, width: number): string {
  const lines: string[] = [];
  let open: string | undefined;
  let code = false;
  const close = (): void => {
    if (open !== undefined) lines.push(...fill(open, width));
    open = undefined;
  };
  for (const line of markdown.replace(/^\n+|\s+$/g, '').split('\n')) {
    const fence = line.startsWith('```');
    if (fence || code || line.trim() === '' || line.startsWith('    ')) {
      close();
      lines.push(line);
      if (fence) code = !code;
    } else if (open === undefined || line.startsWith('- ')) {
      close();
      open = line;
    } else open += ` ${line.trim()}`;
  }
  close();
  return lines.join('\n');
}

/** Lines after the first of a list item stand under its text. */
function fill(text: string, width: number): string[] {
  const item = text.startsWith('- ');
  return wrap(item ? text.slice(2) : text, item ? width - 2 : width).map((line, index) => (!item ? line : index === 0 ? `- ${line}` : `  ${line}`));
}

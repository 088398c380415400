import { describe, expect, it } from 'vitest';
import { fence } from './markdown/escape.js';
import { markdown } from './markdown.js';
import { component, finding, graph, HOSTILE, place, result, rule, singlePoint } from './testing/result.js';

describe('markdown', () => {
  it('begins with the verdict and the worst, then a table', () => {
    const blocks = markdown(result()).split('\n\n');
    expect(blocks.slice(0, 2)).toEqual(['# Faultline report', '**1 error, 1 warning, 0 info; 0 suppressed.** The worst: if redis fails, 2 of 2 services stop serving: cart, storefront.']);
    expect(blocks[2]?.split('\n')[2]).toBe('| error | if redis fails, 2 of 2 services stop serving: cart, storefront | <code>deploy/redis.yaml:8</code> | <code>single-point-of-failure</code> |');
  });

  it('opens each finding to its path, fix and lines', () => {
    const output = markdown(result({ findings: [singlePoint] }));
    expect(output).toContain('<details><summary>error: if redis fails, 2 of 2 services stop serving: cart, storefront</summary>\n\n');
    expect(output).toContain('2. <code>cart</code> reads redis <code>src/store.ts:3</code>');
    expect(output).toContain('**Fix:** Run a second replica with failover.\n\n```yaml\nspec:\n  replicas: 2\n```');
  });

  it('draws the graph where it is small, and leaves it out where it is not', () => {
    expect(markdown(result())).toContain('```mermaid\nflowchart LR\n');
    const components = Array.from({ length: 41 }, (_, index) => component(`c${index}`));
    expect(markdown(result({ graph: graph({ components, dependencies: [] }) }))).not.toContain('```mermaid');
  });

  it('says what was read and what had nothing to look at', () => {
    const output = markdown(result({ rules: [rule('hidden-state', { notEvaluated: 'no code' })] }));
    expect(output).toContain('## Coverage\n\n3 components, 2 dependencies, 1 stack; 7 files (4 kubernetes, 2 typescript, 1 ignored).');
    expect(output).toContain('- no code: <code>hidden-state</code>');
  });

  it('says plainly that nothing was found', () => {
    expect(markdown(result({ findings: [] }))).toContain('**0 errors, 0 warnings, 0 info; 0 suppressed.** No rule found anything to report.');
  });

  it('holds no markup that came from the input', () => {
    const step = { component: HOSTILE, text: HOSTILE, at: place(HOSTILE, 1) };
    const hostile = finding({ severity: 'error', subject: { component: HOSTILE }, stack: HOSTILE, message: HOSTILE, place: step.at, path: [step], related: [{ at: step.at, text: HOSTILE }], fix: { text: HOSTILE, suggestion: { language: 'yaml', text: HOSTILE } } });
    const output = markdown(
      result({
        findings: [hostile],
        graph: graph({ components: [component(HOSTILE)], dependencies: [], problems: [{ code: 'x', file: HOSTILE, line: 1, column: 1, severity: 'error', message: HOSTILE }] }),
        impact: [{ component: HOSTILE, lost: [HOSTILE], degraded: [], entryPoints: [HOSTILE] }],
        rules: [rule(HOSTILE, { notEvaluated: HOSTILE })],
      }),
      { title: HOSTILE },
    );
    const [prose, fenced] = withoutFences(output);
    expect(new Set([...prose.matchAll(/<[^>]*>/g)].map(([tag]) => tag))).toEqual(new Set(['<code>', '</code>', '<details>', '<summary>', '</summary>', '</details>']));
    // GitHub looks for mentions everywhere but in code.
    expect(prose.replace(/^#+ /gm, '').replaceAll('**', '').replace(/<code>.*?<\/code>/g, '')).not.toMatch(/[`*~[\]\\]|@all/);
    for (const row of prose.split('\n').filter((line) => line.startsWith('| error'))) expect(row.split('|')).toHaveLength(6);
    expect(fenced).toHaveLength(2);
    expect(output).not.toMatch(/[^\x20-\x7e\n\u2060·…]/);
  });
});

it('fences with more backticks than the content has in a row', () => {
  expect(fence('yaml', 'a\n````\nb\n')).toBe('`````yaml\na\n````\nb\n`````');
});

/** Splits as CommonMark does: a fence ends at a line of at least as many backticks. */
function withoutFences(output: string): [string, string[]] {
  const prose: string[] = [];
  const fenced: string[] = [];
  let ticks = '';
  for (const line of output.split('\n')) {
    const run = /^`{3,}/.exec(line)?.[0] ?? '';
    if (ticks === '' && run !== '') [ticks] = [run, fenced.push('')];
    else if (ticks !== '' && run.length >= ticks.length && line === run) ticks = '';
    else if (ticks === '') prose.push(line);
    else fenced[fenced.length - 1] += `${line}\n`;
  }
  return [prose.join('\n'), fenced];
}

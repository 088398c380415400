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

  it('says how a failure spreads: what repeats, comes too late, feeds itself, is shared and runs out', () => {
    const at = place('deploy/cart.yaml', 7);
    const output = markdown(
      result({
        impact: [{ component: 'redis', lost: ['cart'], degraded: [], entryPoints: [], attempts: 12, repeats: [{ by: 'web', to: 'cart', attempts: 4 }, { by: 'cart', to: 'redis', attempts: 3 }] }],
        budgets: [{ component: 'cart', granted: { ms: 1500, by: 'web', answerOf: 'cart' }, waits: [{ to: 'redis', ms: 2400, late: true, at }, { to: 'stock', ms: 100, late: false, at }] }],
        faults: {
          causes: [{ stack: 's', id: 'zone a', when: 'restart', members: [{ component: 'cart', at }, { component: 'redis', at }], entryPoints: ['web'] }, { stack: 's', id: 'zone b', when: 'now', members: [{ component: 'cart', at }, { component: 'redis', at }], entryPoints: [] }],
          pairs: [], morePairs: 0,
          loops: [{ stack: 's', component: 'redis', members: [{ mechanism: 'restart', component: 'cart', at }, { mechanism: 'retries', component: 'web', to: 'cart', value: 3, at }] }],
          connections: [{ stack: 's', store: 'redis', limit: 100, most: 120, clients: [] }, { stack: 's', store: 'mongo', limit: null, most: 7, clients: [] }],
          objectives: [{ stack: 's', component: 'web', objective: 99.95, at, product: 99.8, promises: [] }],
        },
      }),
    );
    const c = (text: string) => `<code>${text}</code>`;
    expect(output.match(/^- .*$/gm)).toEqual([
      `- ${c('redis')} gets 12: ${c('web')} asks ${c('cart')} up to 4 times, ${c('cart')} asks ${c('redis')} up to 3 times`,
      `- ${c('cart')} waits 2.4 s for ${c('redis')}, but ${c('web')} gives up after 1.5 s ${c('deploy/cart.yaml:7')}`,
      `- when ${c('redis')} is slow: restart of ${c('cart')}, then retries of ${c('web')} ${c('deploy/cart.yaml:7')}`,
      `- ${c('zone a')}, at the next start, takes ${c('cart')}, ${c('redis')} and with them ${c('web')}`,
      `- ${c('redis')} accepts 100 and is asked for up to 120 in ${c('s')}`,
      `- ${c('web')} promises 99.95 %, and what it cannot do without leaves 99.8 % ${c('deploy/cart.yaml:7')}`,
    ]);
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
        impact: [{ component: HOSTILE, lost: [HOSTILE], degraded: [], entryPoints: [HOSTILE], attempts: 2, repeats: [{ by: HOSTILE, to: HOSTILE, attempts: 2 }] }],
        budgets: [{ component: HOSTILE, granted: { ms: 1, by: HOSTILE, answerOf: HOSTILE }, waits: [{ to: HOSTILE, ms: null, late: true, at: step.at }] }],
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

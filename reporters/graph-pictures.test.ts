import { describe, expect, it } from 'vitest';
import { dot } from './dot.js';
import { mermaid } from './mermaid.js';
import { component, dependency, graph, HOSTILE, result, singlePoint, finding } from './testing/result.js';

const large = (components: number, dependencies: number, group: (index: number) => string | undefined, name = 'service') =>
  result({
    findings: [],
    graph: graph({
      components: Array.from({ length: components }, (_, index) => {
        const at = group(index);
        return component(`${name}${index}`, at === undefined ? {} : { group: at });
      }),
      dependencies: Array.from({ length: dependencies }, (_, index) => dependency(`${name}${index % components}`, `${name}${(index * 7 + 1 + Math.floor(index / components)) % components}`)),
    }),
  });

const within = (text: string) => {
  expect(text.length).toBeLessThan(50_000);
  expect(text.match(/^ +n\d+ (-->|-\.->)/gm)?.length ?? 0).toBeLessThan(500);
  expect(text.match(/^ +n\d+[[({]/gm)?.length ?? 0).toBeLessThanOrEqual(100);
};

describe('mermaid', () => {
  it('draws groups, shapes by kind, what is not waited for dashed, and what has findings marked', () => {
    expect(mermaid(result({ findings: [singlePoint, finding()], graph: graph({ dependencies: [dependency('cart', 'redis', { strength: 'soft' }), dependency('storefront', 'cart')] }) }))).toBe(
      [
        'flowchart LR',
        '  subgraph g0["shop"]',
        '    n0["cart"]',
        '    n1[("redis · 1 error")]',
        '    n2["storefront"]',
        '  end',
        '  n0 -.-> n1',
        '  n2 --> n0',
        '  classDef error stroke:#b3261e,stroke-width:3px',
        '  class n1 error',
        '  linkStyle 1 stroke:#9a6700,stroke-width:2px',
        '',
      ].join('\n'),
    );
  });

  it('turns every character of a hostile name that means something into an entity', () => {
    const output = mermaid(result({ findings: [], graph: graph({ components: [component(HOSTILE, { group: HOSTILE })], dependencies: [] }) }));
    const labels = [...output.matchAll(/\["(.*)"\]/g)].map(([, label]) => label);
    expect(labels).toHaveLength(2);
    for (const label of labels) expect(label?.replace(/#\d+;/g, '')).toMatch(/^[\w ./…-]*$/);
    expect(output.split('\n')).toHaveLength(5);
  });

  it('draws one arrow for several dependencies of a pair', () => {
    const output = mermaid(result({ graph: graph({ dependencies: [dependency('cart', 'redis', { kind: 'publishes' }), dependency('cart', 'redis', { kind: 'caches' })] }) }));
    expect(output.match(/n0 .*n1/g)).toEqual(['n0 --> n1']);
  });

  it.each([
    ['101 components', large(101, 50, (index) => `g${index % 5}`), 5],
    ['600 dependencies', large(60, 600, (index) => `g${index % 6}`), 6],
    ['300 groups', large(600, 4000, (index) => `g${index % 300}`), 100],
    ['groups that all depend on each other', large(1000, 30_000, (index) => `g${index % 100}`), 20],
    ['no groups at all', large(400, 900, () => undefined), 1],
    ['hostile names in 300 groups', large(600, 900, (index) => `${index % 300}${HOSTILE}`, HOSTILE), undefined],
  ])('collapses %s by group, says so, and stays within what Mermaid renders', (_, input, boxes) => {
    const output = mermaid(input);
    within(output);
    expect(output).toMatch(/^flowchart LR\n {2}%% \d+ components and \d+ dependencies are more than Mermaid draws/);
    if (boxes !== undefined) expect(output.match(/^ +n\d+\["/gm)).toHaveLength(boxes);
  });
});

describe('dot', () => {
  it('draws clusters, and quotes what a label would read as its own', () => {
    const output = dot(result({ findings: [singlePoint], graph: graph({ components: [component('a\\N"b&amp;\n', { group: 'shop' }), component('redis', { kind: 'external' })], dependencies: [dependency('redis', 'a\\N"b&amp;\n', { kind: 'consumes' })] }) }));
    expect(output).toContain('  subgraph cluster_0 {\n    label="shop";\n    n0 [label="a\\\\N\\"b&amp;amp;\\\\n"];\n  }\n');
    expect(output).toContain('  n1 [label="redis · 1 error", style="rounded,dashed", color="#b3261e", penwidth=3];');
    expect(output).toContain('  n1 -> n0 [style=dashed];');
  });

  it('has balanced quotes and one statement a line, whatever the names are', () => {
    const output = dot(result({ findings: [], graph: graph({ components: [component(HOSTILE, { group: HOSTILE })], dependencies: [] }) }));
    for (const line of output.split('\n')) expect(line.replace(/\\./g, '').split('"').length % 2, line).toBe(1);
    expect(output.split('\n')).toHaveLength(9);
  });
});

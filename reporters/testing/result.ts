import type { Component, Dependency, Evidence, GraphDocument } from '../../analyzer/graph/document.js';
import type { Place } from '../../analyzer/facts/place.js';
import type { Finding, Result, RuleInfo } from '../../analyzer/report/result.js';

/** Hand-made results for the reporters' tests. */
export const place = (file: string, line: number, column = 1, length = 4): Place => ({ file, line, column, length });

const evidence = (file: string, line: number, mechanism: Evidence['mechanism']): Evidence => ({ ...place(file, line), mechanism });

export const component = (id: string, more: Partial<Component> = {}): Component => ({
  id,
  name: id,
  kind: 'service',
  aliases: [],
  stacks: ['production'],
  evidence: [evidence(`deploy/${id}.yaml`, 4, 'workload')],
  ...more,
});

export const dependency = (from: string, to: string, more: Partial<Dependency> = {}): Dependency => ({
  from,
  to,
  kind: 'calls',
  strength: 'hard',
  phase: 'request',
  stacks: ['production'],
  evidence: [evidence(`deploy/${from}.yaml`, 20, 'env')],
  ...more,
});

export const graph = (more: Partial<GraphDocument> = {}): GraphDocument => ({
  schema: 'faultline/graph@1',
  stacks: [{ id: 'production', kind: 'kubernetes', root: 'deploy', environment: 'production' }],
  components: [
    component('cart', { group: 'shop' }),
    component('redis', { group: 'shop', kind: 'cache', technology: 'redis' }),
    component('storefront', { group: 'shop', entry: { stacks: ['production'], evidence: [evidence('deploy/ingress.yaml', 9, 'route')] } }),
  ],
  dependencies: [dependency('cart', 'redis', { kind: 'caches' }), dependency('storefront', 'cart')],
  settings: [{ on: 'redis', name: 'replicas', value: 1, origin: 'explicit', evidence: evidence('deploy/redis.yaml', 8, 'workload') }],
  coverage: { files: { kubernetes: 4, typescript: 2, ignored: 1 }, units: { kubernetes: 1 }, unresolved: [] },
  problems: [],
  ...more,
});

export const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: 'missing-timeout',
  theme: 'timeouts',
  severity: 'warning',
  subject: { from: 'storefront', to: 'cart' },
  stack: 'production',
  environment: 'production',
  message: 'storefront calls cart without a deadline; if cart hangs, storefront hangs with it',
  place: place('src/cart.ts', 12, 7, 9),
  path: [],
  related: [],
  fix: { text: 'Give the call a timeout.' },
  fingerprint: '00000000000000a1',
  ...more,
});

export const singlePoint = finding({
  rule: 'single-point-of-failure',
  theme: 'redundancy',
  severity: 'error',
  subject: { component: 'redis' },
  object: { kind: 'StatefulSet', name: 'redis', namespace: 'shop' },
  message: 'if redis fails, 2 of 2 services stop serving: cart, storefront',
  place: place('deploy/redis.yaml', 8, 3, 11),
  path: [
    { component: 'storefront', text: 'calls cart', at: place('src/cart.ts', 12, 7, 9) },
    { component: 'cart', text: 'reads redis', at: place('src/store.ts', 3, 15, 9) },
    { component: 'redis', text: 'one replica', at: place('deploy/redis.yaml', 8, 3, 11) },
  ],
  fix: { text: 'Run a second replica with failover.', suggestion: { language: 'yaml', text: 'spec:\n  replicas: 2' } },
  blast: { lost: ['cart', 'storefront'], degraded: [], of: 2 },
  fingerprint: '00000000000000b2',
});

export const rule = (id: string, more: Partial<RuleInfo> = {}): RuleInfo => ({
  id,
  theme: 'timeouts',
  severity: 'warning',
  summary: `Summary of ${id}.`,
  rationale: 'Because a small failure grows.',
  fix: 'Mend it.',
  references: ['https://example.org/paper'],
  page: `https://example.org/rules/${id}`,
  evaluated: 3,
  ...more,
});

export const result = (more: Partial<Result> = {}): Result => ({
  schema: 'faultline/result@1',
  tool: { name: 'faultline', version: '1.2.3' },
  graph: graph(),
  findings: [singlePoint, finding()],
  suppressed: [],
  rules: [rule('missing-timeout'), rule('single-point-of-failure', { theme: 'redundancy', severity: 'error' })],
  impact: [{ component: 'redis', lost: ['cart', 'storefront'], degraded: [], entryPoints: ['storefront'] }],
  faults: { causes: [], pairs: [], morePairs: 0, loops: [], connections: [], objectives: [] },
  budgets: [],
  ...more,
});

export const options = { width: 80, colour: false } as const;

/** A name with what a terminal, HTML, Markdown, Mermaid, Graphviz or a workflow command would act on. */
export const HOSTILE = 'x</script><img src=a onerror=b>`|"\'\\\n::error::\u001b[31m\u009b2J\u202e%%{init}%% #quot; [a](b) @all\r]] --> {{ ``` *b* ~~~';

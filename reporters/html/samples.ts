import type { Component, ComponentKind, Dependency, Environment, Evidence, GraphDocument, Setting } from '../../analyzer/graph/document.js';
import { impactOf } from '../../analyzer/propagation/impact.js';
import type { Finding, Result, Severity } from '../../analyzer/report/result.js';

/** Results made by hand, for tests of the reporters that draw. */

const at = (file: string, line: number): Evidence => ({ file, line, column: 3, length: 12, mechanism: 'env', note: 'env' });

export function component(id: string, kind: ComponentKind, group?: string, more: Partial<Component> = {}): Component {
  return { id, name: id, kind, ...(group === undefined ? {} : { group }), aliases: [], stacks: ['deploy/production'], evidence: [at(`deploy/${group ?? 'base'}.yaml`, 4 + id.length)], ...more };
}

export function dependency(from: string, to: string, kind: Dependency['kind'] = 'calls', more: Partial<Dependency> = {}): Dependency {
  return { from, to, kind, strength: 'hard', phase: 'request', stacks: ['deploy/production'], evidence: [at(`services/${from}/src/client.ts`, 12)], ...more };
}

function setting(on: Setting['on'], name: string, value: Setting['value'], origin: Setting['origin'] = 'explicit'): Setting {
  return { on, name, value, origin, ...(origin === 'default' ? { source: 'library documentation' } : {}), evidence: at('deploy/settings.yaml', 9) };
}

export function finding(rule: string, severity: Severity, subject: Finding['subject'], message: string, more: Partial<Finding> = {}): Finding {
  const fingerprint = [...`${rule}${JSON.stringify(subject)}${message}`].reduce((hash, sign) => (hash * 31n + BigInt(sign.codePointAt(0)!)) % 2n ** 64n, 7n).toString(16).padStart(16, '0');
  return { rule, theme: 'redundancy', severity, subject, environment: 'production', stack: 'deploy/production', message, place: at(`deploy/${'component' in subject ? subject.component : subject.from}.yaml`, 21), path: [], related: [], fix: { text: 'Run at least two replicas.' }, fingerprint, ...more };
}

export function result(components: readonly Component[], dependencies: readonly Dependency[], settings: readonly Setting[] = [], findings: readonly Finding[] = []): Result {
  const stack = (id: string, environment: Environment) => ({ id, kind: 'kubernetes' as const, root: id, environment });
  const graph: GraphDocument = {
    schema: 'faultline/graph@1',
    stacks: [stack('deploy/production', 'production'), stack('deploy/staging', 'staging')],
    components, dependencies, settings,
    coverage: { files: { kubernetes: 12 }, units: {}, unresolved: [] }, problems: [],
  };
  const rules = [...new Set(findings.map(({ rule }) => rule))].map((id) => ({ id, theme: 'redundancy', severity: 'error' as const, summary: `What ${id} means.`, rationale: '', fix: '', references: [], page: `docs/rules/${id}.md`, evaluated: 1 }));
  return { schema: 'faultline/result@1', tool: { name: 'faultline', version: '0.0.0' }, graph, findings, suppressed: [], rules, impact: [], faults: { causes: [], pairs: [], morePairs: 0, loops: [], connections: [], objectives: [] }, budgets: [] };
}

/** A shop: twelve services in three namespaces, stores, a broker, an external payment provider. */
export function shop(): Result {
  const both = { stacks: ['deploy/production', 'deploy/staging'] };
  const entry = { entry: { stacks: ['deploy/production'], evidence: [at('deploy/ingress.yaml', 11)] } };
  const platform = ['account', 'notification', 'search', 'recommendation'];
  const components = [
    component('ingress', 'gateway', 'shop', entry),
    ...['storefront', 'cart', 'catalog', 'pricing', 'inventory', 'order'].map((id) => component(id, 'service', 'shop', both)),
    ...['payment-adapter', 'fraud-check'].map((id) => component(id, 'service', 'payments')),
    ...platform.map((id) => component(id, 'service', 'platform')),
    component('redis', 'cache', 'shop', { technology: 'redis', ...both }),
    component('orders-db', 'datastore', 'shop', { technology: 'postgresql' }),
    component('search-index', 'datastore', 'platform', { technology: 'elasticsearch' }),
    component('kafka', 'broker', 'platform', { technology: 'kafka' }),
    component('api.stripe.example', 'external'),
  ];
  const soft = { strength: 'soft' as const };
  const dependencies = [
    dependency('ingress', 'storefront', 'routes'),
    dependency('storefront', 'cart', 'calls', both), dependency('storefront', 'catalog', 'calls', both), dependency('storefront', 'account'), dependency('storefront', 'search', 'calls', soft),
    dependency('storefront', 'recommendation', 'calls', soft), dependency('storefront', 'order'),
    dependency('cart', 'redis', 'caches', both), dependency('cart', 'pricing', 'calls', both), dependency('cart', 'inventory'),
    dependency('catalog', 'redis', 'caches', soft), dependency('catalog', 'pricing'), dependency('pricing', 'redis', 'caches'),
    dependency('inventory', 'orders-db', 'stores'), dependency('order', 'orders-db', 'stores'), dependency('order', 'payment-adapter'), dependency('order', 'kafka', 'publishes', soft),
    dependency('order', 'inventory', 'calls', { phase: 'startup' }),
    dependency('payment-adapter', 'api.stripe.example'), dependency('payment-adapter', 'fraud-check'),
    dependency('notification', 'kafka', 'consumes', soft), dependency('recommendation', 'kafka', 'consumes', soft), dependency('search', 'search-index', 'stores'), dependency('account', 'orders-db', 'stores'),
  ];
  const replicas: Readonly<Record<string, number>> = { redis: 1, 'orders-db': 1, kafka: 3, storefront: 3, cart: 3, order: 2, catalog: 2, 'payment-adapter': 1, pricing: 2 };
  const settings = [
    ...Object.entries(replicas).map(([id, value]) => setting(id, 'replicas', value)),
    setting('cart', 'hasReadinessProbe', false), setting('cart', 'memoryLimit', '256Mi'), setting('storefront', 'workloadKind', 'Deployment'),
    setting({ from: 'storefront', to: 'cart' }, 'timeoutOnCall', null, 'default'), setting({ from: 'order', to: 'payment-adapter' }, 'timeoutOnCall', null, 'default'),
    setting({ from: 'cart', to: 'pricing' }, 'timeoutOnCall', 1500), setting({ from: 'cart', to: 'pricing' }, 'retriesOnCall', 3),
  ];
  return withFindings(result(components, dependencies, settings));
}

function withFindings(base: Result): Result {
  const step = (id: string, text: string, line: number) => ({ component: id, text, at: at(`services/${id}/src/client.ts`, line) });
  const lossOf = (id: string) => {
    const { lost, degraded, of } = impactOf(base.graph, id);
    return { blast: { lost, degraded, of } };
  };
  const says = (id: string) => `If ${id} fails, ${impactOf(base.graph, id).lost.length} services stop serving: ${impactOf(base.graph, id).lost.join(', ')}.`;
  const path = [step('redis', 'runs as one replica', 8), step('pricing', 'reads prices from redis and has no fallback', 31), step('cart', 'calls pricing for every line', 44), step('storefront', 'calls cart to render the page', 12)];
  const findings = [
    finding('single-point-of-failure', 'error', { component: 'redis' }, says('redis'), { path, ...lossOf('redis'), fix: { text: 'Run redis with a replica and Sentinel.', suggestion: { language: 'yaml', text: 'spec:\n  replicas: 3\n' } } }),
    finding('single-point-of-failure', 'error', { component: 'orders-db' }, says('orders-db'), lossOf('orders-db')),
    finding('missing-timeout', 'error', { from: 'storefront', to: 'cart' }, 'storefront calls cart with no deadline; if cart hangs, storefront waits until the caller gives up.', { theme: 'timeouts', path: [step('cart', 'hangs', 3), step('storefront', 'waits without a deadline', 12)] }),
    finding('missing-timeout', 'warning', { from: 'order', to: 'payment-adapter' }, 'order calls payment-adapter with no deadline.', { theme: 'timeouts' }),
    finding('single-replica', 'warning', { component: 'payment-adapter' }, 'payment-adapter runs as one replica; every rollout and node drain stops payments.', lossOf('payment-adapter')),
    finding('missing-readiness-probe', 'warning', { component: 'cart' }, 'cart takes traffic before it is ready.', { theme: 'probes' }),
    finding('missing-readiness-probe', 'warning', { component: 'cart' }, 'cart takes traffic before it is ready.', { theme: 'probes', stack: 'deploy/staging', environment: 'staging', fingerprint: '00000000000000aa', place: at('deploy/staging.yaml', 40) }),
    finding('mutable-image-tag', 'info', { component: 'search' }, 'search runs an image by a tag that can move.', { theme: 'versions' }),
  ];
  return { ...base, ...result(base.graph.components, base.graph.dependencies, base.graph.settings, findings) };
}

/** `size` components in groups, calling inside their group and groups of later tiers; the same numbers every time. */
export function large(size: number, perGroup = 10, tiers = 4): Result {
  let seed = 42;
  const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const name = (index: number) => `service-${String(index).padStart(3, '0')}`;
  const groupOf = (index: number) => Math.floor(index / perGroup);
  const isLeaf = (index: number) => index % perGroup === perGroup - 1;
  const components = Array.from({ length: size }, (_, index) => component(name(index), isLeaf(index) ? 'datastore' : 'service', `team-${String(groupOf(index)).padStart(2, '0')}`));
  const pairs = new Set<string>();
  for (let index = 0; index < size; index++) {
    if (isLeaf(index)) continue;
    for (let call = 0; call < 2; call++) {
      const inside = Math.min(size - 1, index + 1 + random(perGroup - 1 - (index % perGroup)));
      const outside = random(size);
      const leaves = random(10) < 2 && groupOf(outside) % tiers > groupOf(index) % tiers;
      if (leaves || inside !== index) pairs.add(`${name(index)} ${name(leaves ? outside : inside)}`);
    }
  }
  return result(components, [...pairs].sort().map((pair) => dependency(...(pair.split(' ') as [string, string]))));
}

/** Names as an attacker would choose them. */
export function hostile(): Result {
  const evil = ['</script><script>alert(1)</script>', '<img src=x onerror=alert(2)>', '"><svg onload=alert(3)>', '__proto__', 'constructor', "'; alert(4); //", '\u2028\u2029\u202egnp.exe', '<!--<script>', ']]>&amp;&#60;'];
  const components = evil.map((id, index) => component(id, 'service', index % 2 === 0 ? '<b>bold</b>' : '${7*7}{{7*7}}'));
  const dependencies = evil.slice(1).map((id, index) => dependency(evil[index]!, id, 'calls', { evidence: [at('<i>file</i>.yaml', 1)] }));
  const findings = evil.map((id) => finding('single-replica', 'error', { component: id }, `If ${id} fails, <b>all</b> stops`, { fix: { text: '<script>alert(5)</script>', suggestion: { language: 'yaml', text: '</pre><script>alert(6)</script>' } } }));
  return result(components, dependencies, evil.map((id) => setting(id, '<u>name</u>', '<u>value</u>')), findings);
}

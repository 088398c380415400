import type { EnvoyPatch, MeshPolicyFact } from '../../../analyzer/facts/mesh.js';
import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'fragile-envoy-filter',
  theme: 'traffic',
  severity: 'info',
  summary: 'A patch of an EnvoyFilter is applied in an order that nothing fixes, or by an operation that has no effect there.',
  rationale: `
EnvoyFilters of one proxy are applied by their age, unless they have a \`priority\`. A patch that stands before, after or in place of
another filter finds it or not, depending on which object was created first, which a new cluster turns round. Operations that do not
fit what they are applied to (ADD to a route configuration, REPLACE of a cluster) are dropped without a word.`,
  fix: 'Give the EnvoyFilter a `priority`, and use operations that exist for what is patched (MERGE for routes).',
  limits: 'Off by default: who writes EnvoyFilters usually knows. Patches are judged by operation and target alone, not by their content.',
  references: ['https://istio.io/latest/docs/reference/config/networking/envoy-filter/', 'https://istio.io/latest/docs/reference/config/analysis/ist0151/'],
  needs: ['mesh-policy'],
  options: { checks: ['relative', 'versioned', 'replace', 'add', 'remove'] as readonly string[] },
  optionDocs: { checks: 'What is reported: relative operations without priority, the same for one version of the proxy, REPLACE, ADD and REMOVE where they do nothing.' },
  off: true,
  peers: [
    { id: 'istio/IST0151', options: { checks: ['relative'] } }, { id: 'istio/IST0152', options: { checks: ['replace'] } }, { id: 'istio/IST0153', options: { checks: ['add'] } },
    { id: 'istio/IST0154', options: { checks: ['remove'] } }, { id: 'istio/IST0155', options: { checks: ['versioned'] } },
  ],
  check(context) {
    for (const view of clusters(context)) {
      const versioned = new Set<string>();
      for (const fact of view.declared('mesh-policy')) {
        if (fact.patches === undefined) continue;
        context.looked();
        for (const [index, patch] of fact.patches.all.entries()) {
          const check = problemOf(fact.patches, patch, versioned);
          if (patch.proxyVersion) versioned.add(patch.name ?? '');
          if (check === undefined || !context.options.checks.includes(check)) continue;
          const relative = check === 'relative' || check === 'versioned';
          reportLost(context, view, {
            object: fact.ref,
            severity: 'info',
            message: relative ? `where ${patch.operation} of EnvoyFilter ${fact.ref.name} applies depends on which filter is older: it has no priority` : `${patch.operation} of EnvoyFilter ${fact.ref.name} does nothing: it does not exist for ${patch.applyTo}`,
            place: patch.at,
            fix: { text: relative ? 'Give the EnvoyFilter a priority.' : 'Use MERGE, or patch what holds it.' },
            what: `patch ${index}`,
          });
        }
      }
    }
  },
});

const ROUTES = new Set(['ROUTE_CONFIGURATION', 'HTTP_ROUTE']);
const REPLACEABLE = new Set(['NETWORK_FILTER', 'HTTP_FILTER', 'VIRTUAL_HOST']);

/** `versioned`: names of filters that patches before it are about, for one version of the proxy. */
function problemOf({ priority }: NonNullable<MeshPolicyFact['patches']>, { operation, applyTo, name = '' }: EnvoyPatch, versioned: ReadonlySet<string>): string | undefined {
  if (operation === 'ADD') return ROUTES.has(applyTo) ? 'add' : undefined;
  if (operation === 'REMOVE' && ROUTES.has(applyTo)) return 'remove';
  if (operation === 'REPLACE' && !REPLACEABLE.has(applyTo)) return 'replace';
  if (!['REMOVE', 'REPLACE', 'INSERT_BEFORE', 'INSERT_AFTER'].includes(operation) || priority) return undefined;
  return versioned.has(name) ? 'versioned' : 'relative';
}

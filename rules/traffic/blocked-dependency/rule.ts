import { push } from '../../../analyzer/facts/groups.js';
import type { Dependency } from '../../../analyzer/graph/document.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { blockedByNetwork, type Block } from '../../support/blocks.js';
import { blockedByAccess } from '../../support/mesh/access.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';
import { hopPlace } from '../../support/places.js';

export const rule = defineRule({
  id: 'blocked-dependency',
  theme: 'traffic',
  severity: 'warning',
  summary: 'A NetworkPolicy or AuthorizationPolicy keeps out a caller that code or configuration says is there.',
  rationale: `
A policy that selects a pod denies everybody whom it does not list. Packets that a NetworkPolicy denies are dropped, so the caller hangs
until its timeout and holds a thread or a connection for that long: one forgotten line in a policy turns into a slow caller, and then
into a slow page. An AuthorizationPolicy answers 403, which is at least quick.`,
  fix: 'List the caller in the policy, or remove the call.',
  limits: `
- Only calls between workloads of one stack that the graph knows from code, configuration or routes, and only policies whose every
  peer can be judged: address blocks, and namespaces whose labels are not declared, may let the caller in.
- Access is judged by the caller's service account and namespace; what goes by paths, addresses or claims of a request may let it in, and
  a DENY for some paths or methods keeps nobody out. Whether the cluster's network carries out NetworkPolicies is not known.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/', 'https://istio.io/latest/docs/reference/config/security/authorization-policy/'],
  needs: ['network-policy', 'mesh-policy'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of clusters(context)) {
      if (view.networkPolicies.length + view.declared('mesh-policy').length === 0) continue;
      const workloads = new Map<string, Workload[]>();
      for (const workload of view.workloads) if (workload.fact.platform === 'kubernetes') push(workloads, workload.component, workload);
      for (const from of workloads.keys())
        for (const dependency of context.system.out(from)) {
          const to = workloads.get(dependency.to);
          if (to === undefined || dependency.to === from || !dependency.stacks.includes(view.stack.id) || dependency.kind === 'observes' || dependency.kind === 'mounts') continue;
          context.looked();
          const block = blockBetween(context, view, workloads.get(from)!, to);
          if (block) report(context, view, workloads.get(from)![0]!, to[0]!, dependency, block);
        }
    }
  },
});

/** Something that keeps every workload of the one from every workload of the other. */
function blockBetween(context: RuleContext, view: StackView, from: readonly Workload[], to: readonly Workload[]): Block | undefined {
  const blocks = from.flatMap((caller) => to.map((callee) => blockedByNetwork(context.system, view, caller, callee) ?? blockedByAccess(context.system, view, caller, callee)));
  return blocks.every((block) => block !== undefined) ? blocks[0] : undefined;
}

const report = (context: RuleContext, view: StackView, from: Workload, to: Workload, dependency: Dependency, { policy, consequence, direction }: Block): void =>
  reportLost(context, view, {
    object: policy.ref,
    component: dependency.to,
    severity: dependency.strength === 'hard' ? 'warning' : 'info',
    message: `calls of ${from.fact.ref.name} to ${to.fact.ref.name} ${consequence}: ${policy.ref.kind} ${policy.ref.name} does not let ${direction === 'in' ? `${from.fact.ref.name} in` : `it out to ${to.fact.ref.name}`}`,
    place: policy.at,
    related: [{ at: hopPlace(dependency, view), text: `${from.fact.ref.name} calls ${to.fact.ref.name}` }],
    fix: { text: `Add ${direction === 'in' ? `${from.fact.ref.name} to the callers` : `${to.fact.ref.name} to the targets`} that ${policy.ref.kind} ${policy.ref.name} allows.` },
    what: `${dependency.from} to ${dependency.to}`,
  });

import type { AccessRule, AccessSource, MeshPolicyFact } from '../../../analyzer/facts/mesh.js';
import { matchesSelector } from '../../../analyzer/facts/selectors.js';
import { isUnknown, knownOf } from '../../../analyzer/facts/value.js';
import type { StackView, System, Workload } from '../../../analyzer/system/system.js';
import type { Block } from '../blocks.js';
import { inMesh } from './injection.js';

/** Where policies are for the whole mesh, unless it was installed elsewhere. */
const ROOT = 'istio-system';

/**
 * Istio: what a DENY policy is about is refused; ALLOW policies add up, and with one of them nobody else gets in.
 * https://istio.io/latest/docs/concepts/security/#implicit-enablement
 */
export function blockedByAccess(system: System, view: StackView, from: Workload, to: Workload): Block | undefined {
  if (!inMesh(system, to.fact, to.namespace) || isUnknown(from.fact.serviceAccount)) return undefined;
  const policies = policiesOf(view, to);
  const block = (policy: MeshPolicyFact): Block => ({ policy, direction: 'in', consequence: 'get 403' });
  const denying = policies.find(({ access }) => access!.action === 'DENY' && access!.rules.some((rule) => rule.partly === undefined && isAbout(rule, from) === true));
  if (denying !== undefined) return block(denying);
  const allowing = policies.filter(({ access }) => access!.action === 'ALLOW');
  const blocked = allowing.length > 0 && allowing.every(({ access }) => access!.rules.every((rule) => isAbout(rule, from) === false));
  return blocked ? block(allowing.find(({ ref }) => view.namespaceOf(ref) === to.namespace) ?? allowing[0]!) : undefined;
}

const known = new WeakMap<Workload, readonly MeshPolicyFact[]>();

function policiesOf(view: StackView, workload: Workload): readonly MeshPolicyFact[] {
  const found = known.get(workload) ?? view.declared('mesh-policy').filter(({ ref, access, targets, selector }) =>
    access !== undefined && targets.length === 0 && [workload.namespace, ROOT].includes(view.namespaceOf(ref)) && (selector === undefined || matchesSelector(selector, workload.fact.podLabels)));
  known.set(workload, found);
  return found;
}

/** Whether a rule is about a caller; undefined where nobody can say. */
function isAbout({ from }: AccessRule, caller: Workload): boolean | undefined {
  if (from === undefined) return true;
  const found = from.map((source) => isSource(source, caller));
  return found.includes(true) ? true : found.every((one) => one === false) ? false : undefined;
}

/** One condition that fails is enough; for the rest all have to be known. */
function isSource({ principals, notPrincipals, namespaces, notNamespaces, more }: AccessSource, { fact, namespace }: Workload): boolean | undefined {
  const account = `ns/${namespace}/sa/${knownOf(fact.serviceAccount) ?? 'default'}`;
  const isCaller = (text: string): boolean | undefined => (text === '*' ? true : isPattern(text) ? undefined : text === account || text.endsWith(`/${account}`));
  const isNamespace = (text: string): boolean | undefined => (text === '*' ? true : isPattern(text) ? undefined : text === namespace);
  const among = (list: readonly { readonly text: string }[] | undefined, is: (text: string) => boolean | undefined): boolean | undefined => {
    const found = list?.map(({ text }) => is(text)) ?? [true];
    return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
  };
  const not = (list: readonly { readonly text: string }[] | undefined, is: (text: string) => boolean | undefined): boolean | undefined => {
    const found = list === undefined ? false : among(list, is);
    return found === undefined ? undefined : !found;
  };
  const all = [among(principals, isCaller), not(notPrincipals, isCaller), among(namespaces, isNamespace), not(notNamespaces, isNamespace), ...(more ? [undefined] : [])];
  return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
}

const isPattern = (text: string): boolean => /[*$]|\{\{/.test(text);

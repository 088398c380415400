import { push } from '../../analyzer/facts/groups.js';
import { matchesLabels, matchesSelector } from '../../analyzer/facts/selectors.js';
import type { Labels, ObjectRef, Selector, WorkloadFact } from '../../analyzer/facts/types.js';
import type { LinkedService, StackView } from '../../analyzer/system/system.js';
import type { RuleContext } from '../define.js';
import { isTemplated } from './text.js';

const CLUSTER: ReadonlySet<string> = new Set(['kubernetes', 'kustomize', 'helm']);

/** Stacks of cluster objects that were read in full: in the others what seems missing may be there. */
export const clusters = (context: Pick<RuleContext, 'stacks'>): readonly StackView[] => context.stacks.filter((view) => CLUSTER.has(view.stack.kind) && !view.partial);

export interface Pods {
  readonly fact: WorkloadFact;
  readonly namespace: string;
}

const pods = new WeakMap<StackView, readonly Pods[]>();

/** Every pod template of a stack, also those of hooks and of fragments: whatever has the labels may be meant by a selector. */
export function podsOf(view: StackView): readonly Pods[] {
  const known = pods.get(view) ?? view.declared('workload').filter(({ platform }) => platform === 'kubernetes').map((fact) => ({ fact, namespace: view.namespaceOf(fact.ref) }));
  pods.set(view, known);
  return known;
}

const labelled = new WeakMap<StackView, ReadonlyMap<string, readonly Pods[]>>();

/** Pods that have one of the labels, the one that fewest have: all that a selector has to be tried on. */
function candidates(view: StackView, labels: Labels): readonly Pods[] {
  let index = labelled.get(view);
  if (index === undefined) {
    const lists = new Map<string, Pods[]>();
    for (const pod of podsOf(view)) for (const [key, value] of Object.entries(pod.fact.podLabels)) push(lists, `${key}=${value}`, pod);
    labelled.set(view, (index = lists));
  }
  return Object.entries(labels).map(([key, value]) => index.get(`${key}=${value}`) ?? []).reduce((best, list) => (list.length < best.length ? list : best), podsOf(view));
}

/** Pods with these labels; without a namespace those of all. */
export const podsWith = (view: StackView, labels: Labels, namespace?: string): readonly Pods[] =>
  candidates(view, labels).filter((pod) => (namespace === undefined || pod.namespace === namespace) && matchesLabels(labels, pod.fact.podLabels));

export const podsSelected = (view: StackView, selector: Selector, namespace?: string): readonly Pods[] =>
  candidates(view, selector.matchLabels).filter((pod) => (namespace === undefined || pod.namespace === namespace) && matchesSelector(selector, pod.fact.podLabels));

const services = new WeakMap<StackView, ReadonlyMap<string, LinkedService>>();

export function serviceNamed(view: StackView, namespace: string, name: string): LinkedService | undefined {
  const known = services.get(view) ?? new Map(view.services.map((service) => [`${service.namespace}/${service.fact.ref.name}`, service]));
  services.set(view, known);
  return known.get(`${namespace}/${name}`);
}

/** A namespace that is meant, and whether it is written: else it is whatever the manifest is deployed to. */
export interface Home {
  readonly namespace: string;
  readonly sure: boolean;
}

export const homeOf = (view: StackView, object: ObjectRef, written?: string): Home => ({ namespace: written ?? view.namespaceOf(object), sure: written !== undefined || isPlaced(view, object) });

/** It is known which namespace the object is in: it is written, or files are read literally. */
export const isPlaced = (view: Pick<StackView, 'literal'>, { namespace }: ObjectRef): boolean => view.literal === true || namespace !== undefined;

/** A Service of any stack of the tree: what one folder names, another may bring. A namespace that nobody wrote fits any. */
export function serviceAnywhere({ stacks }: Pick<RuleContext, 'stacks'>, { namespace, sure }: Home, name: string): LinkedService | undefined {
  const exact = stacks.map((view) => serviceNamed(view, namespace, name)).find((found) => found !== undefined);
  return exact ?? stacks.flatMap((view) => (CLUSTER.has(view.stack.kind) ? view.services.map((service) => ({ service, placed: isPlaced(view, service.fact.ref) })) : [])).find(({ service, placed }) => service.fact.ref.name === name && (!sure || !placed))?.service;
}

/** True when another stack of the tree has it. */
export const inOtherStack = (context: Pick<RuleContext, 'stacks'>, own: StackView, has: (view: StackView) => boolean): boolean => context.stacks.some((view) => view !== own && view.stack.kind !== 'compose' && has(view));

/** Custom resources whose operator may make what is missing: their name is part of its name or labels. */
export const operatorMayMake = (view: StackView, words: readonly string[]): boolean => !view.literal && view.objects.some(({ ref }) => isCustom(ref) && !SETS_UP.test(ref.kind) && words.some((word) => word.includes(ref.name)));

/** Kinds that are about pods or Services, and never make any. */
const SETS_UP = /(?:Secret|Certificate|Issuer|Policy|Monitor|Rule|Dashboard|Route)$/;

/** Labels that an operator puts on pods while they run: of the domain of the kinds that the stack defines, or that name who made the pod. */
export const operatorMayLabel = (view: StackView, labels: Labels): boolean => !view.literal && Object.entries(labels).some(([key, value]) => (key === 'app.kubernetes.io/managed-by' ? value !== 'Helm' : definesGroup(view, key.split('/')[0]!)));

const definesGroup = (view: StackView, domain: string): boolean => domain.includes('.') && view.objects.some(({ ref }) => ref.kind === 'CustomResourceDefinition' && ref.name.endsWith(`.${domain}`));

function isCustom({ apiVersion = '' }: ObjectRef): boolean {
  const group = apiVersion.split('/')[0]!;
  return group.includes('.') && !/(^|\.)(k8s|istio)\.io$/.test(group);
}

/** True when some pod of the namespace is declared: then a selector that finds none there is a mistake, and otherwise the pods may come from elsewhere. */
export const hasPods = (context: Pick<RuleContext, 'stacks'>, namespace: string): boolean => context.stacks.some((view) => podsOf(view).some((pod) => pod.namespace === namespace)) && !isHalfRead(context, namespace);

export const hasServices = (context: Pick<RuleContext, 'stacks'>, { namespace, sure }: Home): boolean => context.stacks.some((view) => view.services.some((service) => !sure || service.namespace === namespace)) && !(sure && isHalfRead(context, namespace));

/** Something that puts objects there was not read: a part of a stack, or a chart that is not in the tree. It may bring what is missing. */
export const isHalfRead = ({ stacks }: Pick<RuleContext, 'stacks'>, namespace: string): boolean =>
  stacks.some((view) => (view.partial && view.manifests.some((object) => object.namespace === namespace)) || view.declared('delivery').some(({ chart, ref, namespace: into = view.namespaceOf(ref) }) => chart !== undefined && into === namespace));

/** `app=cart, tier=web`, for messages. */
export const labelText = (labels: Labels): string => Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(', ') || 'any labels';

export function selectorText({ matchLabels, matchExpressions }: Selector): string {
  const terms = matchExpressions.map(({ key, operator, values }) => `${key} ${operator}${values.length > 0 ? ` ${values.join('|')}` : ''}`);
  return [...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`), ...terms].join(', ') || 'any labels';
}

/** A tool fills in a part of the selector before it is used. */
export const selectorIsTemplated = ({ matchLabels, matchExpressions }: Selector): boolean => [...Object.entries(matchLabels).flat(), ...matchExpressions.flatMap(({ key, values }) => [key, ...values])].some(isTemplated);

export const labelsAreTemplated = (labels: Labels): boolean => Object.entries(labels).flat().some(isTemplated);

/** A gap between two objects is the same finding whatever the line. */
export const objectKey = (view: StackView, ref: ObjectRef): string => `${ref.kind}/${view.namespaceOf(ref)}/${ref.name}`;

import type { ObjectRef } from '../../analyzer/facts/types.js';
import type { StackView, Workload } from '../../analyzer/system/system.js';
import { servesUsers, type Report, type RuleContext } from '../define.js';
import { workloadsOf } from './by-component.js';
import { requestServices } from './ports.js';
import { judgedStacks, matters } from './stacks.js';
import { isOfKind, keyOf, onKubernetes } from './workloads.js';

/** A workload that a rule about manifests looks at. */
export interface Judged {
  readonly view: StackView;
  readonly workload: Workload;
  /** For messages: its component's name, or its own where the component has several workloads (versions, variants). */
  readonly name: string;
  /** `warning` where somebody notices when its pods misbehave; else it is hygiene. */
  readonly severity: 'warning' | 'info';
}

/** Every workload on Kubernetes, in the stacks that count: of these kinds, if the rule has such an option. */
export function* judgedWorkloads(context: RuleContext, kinds: readonly string[] = []): Generator<Judged> {
  for (const view of judgedStacks(context))
    for (const workload of view.workloads)
      if (onKubernetes(workload) && isOfKind(kinds, workload.fact)) yield judge(context, view, workload);
}

export const judge = (context: Pick<RuleContext, 'system'>, view: StackView, workload: Workload): Judged => ({
  view, workload, name: workloadsOf(view, workload.component).length > 1 ? workload.fact.ref.name : context.system.component(workload.component).name, severity: isAtStake(context, view, workload) ? 'warning' : 'info',
});

/** A Service sends its pods requests, users enter there, or something needs it to answer; where users are served. */
function isAtStake({ system }: Pick<RuleContext, 'system'>, view: StackView, workload: Workload): boolean {
  const { component: id, fact } = workload;
  const component = system.component(id);
  if (!servesUsers(view) || !matters(component) || fact.role !== 'serve') return false;
  return requestServices(workload).length > 0 || component.entry?.stacks.includes(view.stack.id) === true || system.in(id).some(({ from, phase, stacks }) => from !== id && phase === 'request' && stacks.includes(view.stack.id));
}

/** What a rule says of an object, without what identifies it. */
export type Said = Pick<Report, 'message' | 'place' | 'fix' | 'related' | 'severity' | 'path' | 'blast'> & { readonly of?: string };

/** A finding about a workload; `of` tells several about one workload apart. Its severity is the workload's, unless said otherwise. */
export function reportWorkload(context: Pick<RuleContext, 'report'>, { view, workload, severity }: Judged, { of, ...said }: Said): void {
  const { component, fact } = workload;
  context.report({ subject: { component }, stack: view.stack.id, object: fact.ref, discriminator: of === undefined ? keyOf(fact) : `${keyOf(fact)} ${of}`, severity, ...said });
}

/** A finding about another object: of the component that it acts on, else of itself. */
export function reportObject(context: Pick<RuleContext, 'report'>, view: StackView, object: { readonly ref: ObjectRef; readonly namespace: string }, { of = '', ...said }: Said, component: string = object.ref.name): void {
  const { kind, name } = object.ref;
  context.report({ subject: { component }, stack: view.stack.id, object: object.ref, discriminator: `${kind}/${object.namespace}/${name} ${of}`.trimEnd(), severity: 'info', ...said });
}

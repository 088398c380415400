import { groupBy } from '../facts/groups.js';
import type { ObjectRef } from '../facts/types.js';
import type { Finding } from '../report/result.js';
import type { StackView, System } from '../system/system.js';

/** What declares the subject of a finding whose rule names no object: its one workload, else its one resource of a cloud. Of a dependency it is the caller's. */
export function declaredObjects(system: System): (finding: Pick<Finding, 'stack' | 'subject'>) => ObjectRef | undefined {
  const declared = new Map(system.stacks.map((view) => [view.stack.id, declaredIn(view)]));
  return ({ stack, subject }) => {
    const component = 'component' in subject ? subject.component : subject.from;
    const stacks = stack === undefined ? [...declared.values()] : [declared.get(stack)];
    const refs = new Map(stacks.flatMap((objects) => objects?.get(component) ?? []).map(({ fact: { ref } }) => [`${ref.kind} ${ref.name}`, ref]));
    return refs.size === 1 ? [...refs.values()][0] : undefined;
  };
}

type Declaration = StackView['workloads'][number] | NonNullable<StackView['cloud']>[number];

const declaredIn = ({ workloads, cloud = [] }: StackView): ReadonlyMap<string | undefined, readonly Declaration[]> =>
  new Map([...groupBy<Declaration, string | undefined>(cloud, ({ component }) => component), ...groupBy<Declaration, string | undefined>(workloads, ({ component }) => component)]);

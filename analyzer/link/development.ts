import { knownOf } from '../facts/value.js';
import type { WorkloadFact } from '../facts/types.js';
import { isEmulatorImage, isEmulatorName } from '../knowledge/emulators.js';
import { ofKind } from './facts.js';
import type { StackFacts } from './stacks.js';

/**
 * A Compose project without a name for what it is for says so by what is in it: beside an emulator of a cloud or a mock nobody
 * serves users, and a stage for developers is built to develop in.
 */
export function asDevelopment(project: StackFacts): StackFacts {
  const { stack, facts } = project;
  return stack.environment === 'unknown' && isForDevelopment(ofKind(facts, 'workload')) ? { ...project, stack: { ...stack, environment: 'development' } } : project;
}

/** Services with a profile only run when they are asked for. */
function isForDevelopment(workloads: readonly WorkloadFact[]): boolean {
  const started = workloads.filter(({ compose }) => compose !== undefined && compose.profiles.length === 0);
  const targets = started.flatMap(({ compose }) => (compose!.build ? [compose!.build.target ?? ''] : []));
  const forDevelopers = targets.filter((target) => /^dev(?:elopment)?$/i.test(target));
  return started.some(standsIn) || forDevelopers.length * 2 > targets.length;
}

function standsIn({ ref, compose, containers }: WorkloadFact): boolean {
  const { context = '', dockerfile = '' } = compose?.build ?? {};
  const folders = [...context.split('/'), ...dockerfile.split('/')];
  return [ref.name, ...folders].some(isEmulatorName) || containers.some(({ image, command, args }) => isEmulatorImage(knownOf(image) ?? '') || [...command, ...args].some((word) => /\baws-lambda-rie\b/.test(knownOf(word) ?? '')));
}

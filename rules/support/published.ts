import type { StackView, Workload } from '../../analyzer/system/system.js';
import type { RuleContext } from '../define.js';
import { replicasPlace } from './workloads.js';

/**
 * A chart that is there for others to install: nothing in the tree deploys it, builds an image of it, or says what it is for. How
 * many replicas a value of it asks for is what they get until they say otherwise, and nobody here knows whether they do.
 */
export const leavesReplicasOpen = (context: Pick<RuleContext, 'system'>, view: StackView, workload: Workload): boolean =>
  view.stack.kind === 'helm' && !view.stack.id.includes('#') && view.environment === 'unknown' && replicasPlace(workload).from !== undefined && !buildsSome(context, view);

const buildsSome = ({ system }: Pick<RuleContext, 'system'>, { components }: StackView): boolean =>
  components.some((id) => system.component(id).evidence.some(({ mechanism }) => mechanism === 'build' || mechanism === 'image'));

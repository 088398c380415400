import { groupBy } from '../../analyzer/facts/groups.js';
import { comparePlaces, type Place } from '../../analyzer/facts/place.js';
import type { StackView } from '../../analyzer/system/system.js';
import type { Report, RuleContext } from '../define.js';
import type { Judged } from './judged.js';

/** What a rule says of a service of a Compose project, or of several that lack the same. */
export type SayOfServices = (names: readonly string[], view: StackView) => Pick<Report, 'severity' | 'message' | 'fix'>;

interface Lacking {
  readonly judged: Judged;
  readonly place: Place;
}

export const EACH_SERVICE_DOC = 'A finding for each service of a Compose file, not one for the file.';

/** A Compose file that forgets something forgets it for each service: one finding for the file, at the first, with the others beside it. */
export function reportByFile(context: Pick<RuleContext, 'report'>, all: readonly Lacking[], say: SayOfServices, eachService = false): void {
  const files = groupBy(all, (one) => `${one.judged.view.stack.id} ${one.place.file}${eachService ? ` ${one.judged.name}` : ''}`);
  for (const lacking of files.values()) {
    const [first, ...others] = lacking.sort((a, b) => comparePlaces(a.place, b.place));
    const { view, workload } = first!.judged;
    const related = others.map(({ judged, place }) => ({ at: place, text: judged.name }));
    context.report({ ...say(lacking.map(({ judged }) => judged.name), view), subject: { component: eachService ? workload.component : first!.place.file }, stack: view.stack.id, ...(others.length === 0 ? { object: workload.fact.ref } : {}), place: first!.place, related });
  }
}

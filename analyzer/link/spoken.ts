import { schemeOf } from '../knowledge/protocols.js';
import { technologyOf } from '../knowledge/technologies.js';
import type { Candidate } from './candidates.js';
import { evidence } from './evidence.js';
import type { Tools } from './tools.js';

const HOLDS_DATA: ReadonlySet<string> = new Set(['datastore', 'cache', 'broker']);

/**
 * An image of the team's own that programs talk to with a database's client, and with nothing else, is that database: `orders-db`
 * with its schema baked in, whose Dockerfile lies elsewhere. Runs before kinds of dependencies are asked for.
 */
export function recogniseBySpoken({ world, collected }: Tools): void {
  for (const { id, candidates } of world.identities) {
    const technology = soleOf(collected.spoken.get(id));
    if (technology === undefined || !candidates.every(isUnknownImage) || collected.edges.some((edge) => edge.from === id)) continue;
    const { kind, role } = technologyOf(technology)!;
    for (const candidate of candidates) {
      Object.assign(candidate, { kind, technology, ...(role ? { role } : {}) });
      const edge = collected.edges.find(({ to }) => to === id)!;
      candidate.evidence.push(evidence(edge.evidence[0]!, 'code-call', `its callers speak ${technology}`));
    }
  }
}

const isUnknownImage = ({ kind, technology, packages, resource }: Candidate): boolean => kind === 'service' && technology === undefined && packages.length === 0 && resource === undefined;

/** The product that all of them mean. */
function soleOf(spoken: ReadonlySet<string> | undefined): string | undefined {
  const [only, ...others] = spoken ?? [];
  const technology = only === undefined || others.length > 0 ? undefined : schemeOf(only)?.technology;
  return technology !== undefined && HOLDS_DATA.has(technologyOf(technology)?.kind ?? '') ? technology : undefined;
}

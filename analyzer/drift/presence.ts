import type { SideSource } from './side.js';

/** How it is said that only one side has a component: what exists is held against what is declared, and does not come after it. */
interface Presence {
  readonly came: string;
  readonly went: string;
}

const RUNS: Presence = { came: 'runs and is declared nowhere (unmanaged)', went: 'is declared and does not run (missing)' };
const OBSERVED: Partial<Readonly<Record<SideSource, Presence>>> = {
  cluster: RUNS,
  dump: RUNS,
  'terraform-state': { came: 'exists and is declared nowhere (unmanaged)', went: 'is declared and does not exist (missing)' },
  telemetry: { came: 'was seen and is declared nowhere', went: 'is declared and was not seen' },
};

/** Undefined where one side follows the other. */
export const presenceIn = (head: { readonly source: SideSource }): Presence | undefined => OBSERVED[head.source];

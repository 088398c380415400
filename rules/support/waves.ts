import type { ObjectFact } from '../../analyzer/facts/types.js';

type Annotated = Pick<ObjectFact, 'annotations'>;

/** Before (-1), with (0) or after (1) the release itself; a label where a hook says so. */
export interface Phase {
  readonly rank: -1 | 0 | 1;
  readonly tool: 'helm' | 'argo';
  readonly label?: string;
}

/** Hooks of Helm and of Argo CD. A hook that also runs before upgrades finds what is there by then; one that runs at installation does not. */
function phaseOf({ annotations }: Annotated): Phase {
  const helm = hooksOf(annotations['helm.sh/hook']?.value);
  if (helm.length > 0) {
    const first = helm.includes('pre-install') ? 'a pre-install hook' : undefined;
    return { rank: first ? -1 : helm.includes('pre-upgrade') ? 0 : helm.includes('crd-install') ? -1 : 1, tool: 'helm', label: first ?? `a ${helm[0]} hook` };
  }
  const argo = hooksOf(annotations['argocd.argoproj.io/hook']?.value);
  if (argo.length === 0) return { rank: 0, tool: 'argo' };
  return { rank: argo.includes('PreSync') ? -1 : argo.includes('Sync') ? 0 : 1, tool: 'argo', label: `a ${argo[0]} hook` };
}

const hooksOf = (text = ''): string[] => text.split(',').map((hook) => hook.trim()).filter(Boolean);

/** Argo CD's wave or Helm's weight; 0 where none is given. */
function waveOf({ annotations }: Annotated): number {
  const value = Number(annotations['argocd.argoproj.io/sync-wave']?.value ?? annotations['helm.sh/hook-weight']?.value ?? 0);
  return Number.isInteger(value) ? value : 0;
}

/** An object with what says when it is applied. */
export type Applied = Pick<ObjectFact, 'annotations' | 'ref' | 'at'>;

/** True when the second is applied only after the first has to be healthy, or done. */
export function later(first: Applied, second: Applied): boolean {
  const [a, b] = [phaseOf(first), phaseOf(second)];
  return a.rank < b.rank || (a.rank === b.rank && a.tool === b.tool && waveOf(first) < waveOf(second));
}

/** `in wave 2`, `as a pre-install hook`: for messages. */
export const when = (fact: Applied): string => say(phaseOf(fact), waveOf(fact));
const say = ({ label }: Phase, wave: number): string => (label === undefined ? `in wave ${wave}` : `as ${label}${wave === 0 ? '' : ` (${wave})`}`);

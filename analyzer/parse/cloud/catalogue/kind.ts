import type { CloudPart, CloudReference } from '../../../facts/types.js';

/** What is known of one resource type: an entry of the tables beside this file. */
export interface ResourceKind {
  readonly component: CloudPart['component']['kind'];
  readonly technology?: string;
  /** The argument that tells the technology, by words in its value. */
  readonly technologyBy?: string;
  /** Arguments that hold its own name. Paths as `field` reads them. */
  readonly names?: string;
  readonly settings?: readonly SettingRule[];
  /** Arguments whose values lead to what it needs. */
  readonly uses?: readonly UseRule[];
  /** User traffic enters: always, or unless an argument says that it is internal. */
  readonly entry?: { readonly unless?: string; readonly is?: readonly string[] };
  /** Only with an argument whose text begins so. */
  readonly when?: { readonly argument: string; readonly begins: readonly string[] };
  /** Its own name says what it is better than its label, as with what runs. */
  readonly namedBySelf?: boolean;
  /** It runs the team's code: where its containers and variables are. */
  readonly runs?: RunRule;
}

export interface SettingRule {
  readonly name: string;
  readonly from: string;
  /** `number`, `flag` and `text` as they are; `present` whether it is there; `size` how many elements; `words` by a table. */
  readonly as: 'number' | 'flag' | 'text' | 'present' | 'size' | 'words';
  readonly words?: Readonly<Record<string, boolean | string | number>>;
  /** The argument that leads to another resource, which has it. */
  readonly of?: string;
  /** What the number is multiplied by: `0.001` where it is written in milliseconds. */
  readonly times?: number;
  /** What holds when nobody says: the value and where that is documented. */
  readonly otherwise?: { readonly value: number | string | boolean | null; readonly source: string };
}

export interface UseRule {
  readonly from: string;
  readonly via: CloudReference['via'];
  readonly dependency?: CloudReference['dependency'];
  readonly strength?: 'soft';
}

/** What the platform has as a resource of its own, and is part of a component: a queue's subscription, a database on a server. */
export interface PartKind {
  /** The argument that leads to the component. */
  readonly of: string;
  readonly settings: readonly SettingRule[];
}

/** Machines that a cluster runs its workloads on: they fail together. */
export const nodePool = (cluster: string, names: string, settings: readonly SettingRule[]): ResourceKind => ({ component: 'other', technology: 'node-pool', names, namedBySelf: true, settings, uses: [{ from: cluster, via: 'argument', dependency: 'registers', strength: 'soft' }] });

export interface RunRule {
  /** The list of containers, or the one thing that has the image and the variables. */
  readonly containers: string;
  /** The argument that leads to another resource that has the containers. */
  readonly definition?: string;
  readonly replicas?: string;
  /** Percentages of the wanted tasks that a rollout may have at most, and has to keep. */
  readonly rollout?: { readonly most: string; readonly least: string };
  readonly job?: boolean;
}

export const number = (name: string, from: string, otherwise?: SettingRule['otherwise']): SettingRule => ({ name, from, as: 'number', ...(otherwise ? { otherwise } : {}) });
export const flag = (name: string, from: string, otherwise?: SettingRule['otherwise']): SettingRule => ({ name, from, as: 'flag', ...(otherwise ? { otherwise } : {}) });
export const text = (name: string, from: string): SettingRule => ({ name, from, as: 'text' });
export const present = (name: string, from: string, source: string): SettingRule => ({ name, from, as: 'present', otherwise: { value: false, source } });
export const size = (name: string, from: string): SettingRule => ({ name, from, as: 'size' });
export const words = (name: string, from: string, table: NonNullable<SettingRule['words']>, otherwise?: SettingRule['otherwise']): SettingRule => ({ name, from, as: 'words', words: table, ...(otherwise ? { otherwise } : {}) });

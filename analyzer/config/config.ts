import type { Place } from '../facts/place.js';
import type { ComponentKind, Environment } from '../graph/document.js';
import type { Severity } from '../report/result.js';

/**
 * What a team tells Faultline about its system: `faultline.config.yaml`, checked and with every list present. Plain data; the
 * command line loads it, the analyzer only reads it. Globs are relative to the analysed root.
 */
export interface Config {
  /** Systems outside the repository that the code may name. */
  readonly externals: readonly ExternalConfig[];
  /** Components where user traffic enters, besides those that the manifests show. */
  readonly entryPoints: readonly string[];
  /** Tier name -> components, as globs over names: `{ critical: [checkout, 'payment-*'] }`. */
  readonly tiers: Readonly<Record<string, readonly string[]>>;
  /** Owner name -> components, as globs over names. */
  readonly owners: Readonly<Record<string, readonly string[]>>;
  /** Path glob -> environment; the last one that matches decides. */
  readonly environments: Readonly<Record<string, Environment>>;
  /** Patterns in the syntax of `.gitignore`. */
  readonly exclude: readonly string[];
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly suppress: readonly SuppressConfig[];
  /** Merge hints: names of one thing that the evidence alone does not join. */
  readonly components: readonly ComponentConfig[];
  /** Teaches an expression that could not be resolved. */
  readonly targets: readonly TargetConfig[];
}

export interface ExternalConfig {
  readonly name: string;
  /** Host names, as globs: `*.payments.example.com`. Absent: the name itself. */
  readonly hosts?: readonly string[];
  readonly kind?: ComponentKind;
  readonly technology?: string;
  readonly owner?: string;
  readonly tier?: string;
}

/** A severity, `off`, or a map with `severity` and the rule's own options beside it. */
export type RuleSetting = Severity | 'off' | Readonly<{ severity?: Severity | 'off' } & Record<string, number | string | boolean | readonly string[]>>;

export interface SuppressConfig {
  /** A rule's id or a glob over ids. */
  readonly rule: string;
  readonly component?: string;
  /** `Kind/name` or `name`. */
  readonly object?: string;
  readonly path?: string;
  readonly reason: string;
  /** Day after which the entry no longer counts, `2027-01-31`; the command line drops those that are over. */
  readonly until?: string;
  /** Where the entry is written, for messages; absent where it was not read from a file. */
  readonly at?: Place;
}

export interface ComponentConfig {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly kind?: ComponentKind;
  /** Folders of source that this component runs, relative to the root. */
  readonly packages?: readonly string[];
}

export interface TargetConfig {
  /** As shown under "unresolved": `${CART_URL}` or the code's expression. */
  readonly expression: string;
  readonly file?: string;
  readonly component: string;
}

const emptyConfig: Config = {
  externals: [], entryPoints: [], tiers: {}, owners: {}, environments: {}, exclude: [], rules: {}, suppress: [], components: [], targets: [],
};

/** A whole configuration from the parts that are given. */
export const toConfig = (parts: Partial<Config> = {}): Config => ({ ...emptyConfig, ...parts });

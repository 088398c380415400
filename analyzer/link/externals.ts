import picomatch from 'picomatch';
import type { ExternalConfig } from '../config/config.js';
import type { ComponentKind, Evidence } from '../graph/document.js';

/** A component outside the system: known by its host name, or declared by the configuration for several hosts. */
export interface External {
  readonly id: string;
  readonly kind: ComponentKind;
  readonly technology?: string;
  readonly evidence: Evidence[];
  readonly stacks: Set<string>;
}

/** Collects the hosts that references lead to; every external has the evidence of who named it. */
export class Externals {
  private readonly byId = new Map<string, External>();

  private readonly matchers: readonly { readonly external: ExternalConfig; readonly matches: (host: string) => boolean }[];

  constructor(declared: readonly ExternalConfig[]) {
    this.matchers = declared.map((external) => ({ external, matches: picomatch([...(external.hosts ?? [external.name])], { nocase: true }) }));
  }

  /** The configuration knows this host by one of its globs. */
  declaredFor(host: string): ExternalConfig | undefined {
    return this.matchers.find((m) => m.matches(host))?.external;
  }

  /** The external's component id; made on first sight. */
  add(host: string, stack: string, evidence: readonly Evidence[], technology?: { readonly kind: ComponentKind; readonly technology: string }): string {
    const declared = this.declaredFor(host);
    const id = declared?.name ?? host.toLowerCase();
    const known = this.byId.get(id) ?? { id, kind: declared?.kind ?? 'external', ...technologyOf(declared, technology), evidence: [], stacks: new Set<string>() };
    known.evidence.push(...evidence);
    known.stacks.add(stack);
    this.byId.set(id, known);
    return id;
  }

  /** Ids of what is known by now to be of a technology. */
  of(technology: string): readonly string[] {
    return this.all().filter((external) => external.technology === technology).map(({ id }) => id);
  }

  all(): External[] {
    return [...this.byId.values()];
  }
}

const technologyOf = (declared: ExternalConfig | undefined, guessed: { readonly technology: string } | undefined): { readonly technology?: string } => {
  const technology = declared?.technology ?? guessed?.technology;
  return technology === undefined ? {} : { technology };
};

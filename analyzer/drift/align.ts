import type { GraphDocument, Setting } from '../graph/document.js';
import { pairComponents } from './pair/components.js';
import { pairStacks } from './pair/stacks.js';
import type { Side } from './side.js';

/** Both sides in the head's names. */
export interface Aligned {
  readonly base: Side;
  readonly head: Side;
  /** Id in the head -> id in the base, of components that changed their name. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Stacks that both have. */
  readonly stacks: ReadonlySet<string>;
}

/** What only the base has keeps its name. */
export function align(base: Side, head: Side): Aligned {
  const components = pairComponents(base, head);
  const stacks = pairStacks(base.graph, head.graph, (id) => components.get(id), base.source === 'environment' && head.source === 'environment');
  const component = (id: string): string => components.get(id) ?? id;
  const stack = (id: string): string => stacks.get(id) ?? id;
  const renamed = new Map([...components].flatMap(([from, to]) => (from === to ? [] : [[to, from] as const])));
  return { base: rename(base, component, stack), head, renamed, stacks: new Set(stacks.values()) };
}

type Name = (id: string) => string;

function rename(side: Side, component: Name, stack: Name): Side {
  const subject = (of: Side['findings'][number]['subject']): Side['findings'][number]['subject'] => ('component' in of ? { component: component(of.component) } : { from: component(of.from), to: component(of.to) });
  return {
    ...side,
    graph: renameGraph(side.graph, component, stack),
    traits: Object.fromEntries(Object.entries(side.traits).map(([id, traits]) => [component(id), traits])),
    findings: side.findings.map((finding) => ({ ...finding, subject: subject(finding.subject), ...(finding.stack === undefined ? {} : { stack: stack(finding.stack) }) })),
  };
}

function renameGraph(graph: GraphDocument, component: Name, stack: Name): GraphDocument {
  const on = (of: Setting['on']): Setting['on'] => (typeof of === 'string' ? component(of) : { from: component(of.from), to: component(of.to) });
  return {
    ...graph,
    stacks: graph.stacks.map((one) => ({ ...one, id: stack(one.id) })),
    components: graph.components.map((one) => ({ ...one, id: component(one.id), stacks: one.stacks.map(stack), ...(one.entry ? { entry: { ...one.entry, stacks: one.entry.stacks.map(stack) } } : {}) })),
    dependencies: graph.dependencies.map((one) => ({ ...one, from: component(one.from), to: component(one.to), stacks: one.stacks.map(stack) })),
    settings: graph.settings.map((one) => ({ ...one, on: on(one.on), ...(one.stack === undefined ? {} : { stack: stack(one.stack) }) })),
  };
}

import { compareText } from '../facts/place.js';
import type { Component, Dependency, Evidence, GraphDocument } from '../graph/document.js';
import type { HiddenCall, Observed } from './compare.js';

/** The graph as it is once the hidden calls are in it, with those who take part in them and are declared nowhere. `file`: where they were seen. */
export function withHidden(graph: GraphDocument, { hidden, strangers }: Observed, file: string): GraphDocument {
  const stacksOf = new Map(graph.components.map(({ id, stacks }) => [id, stacks]));
  const callsOf = byEnd(hidden);
  const near = (name: string): readonly string[] => stacksOf.get(name) ?? (callsOf.get(name) ?? []).flatMap(({ from, to }) => stacksOf.get(from === name ? to : from) ?? []);
  const added = strangers.map((name): Component => {
    const calls = callsOf.get(name) ?? [];
    return { id: name, name, kind: calls.find((call) => call.to === name)?.kind ?? 'service', aliases: [], stacks: sorted(near(name)), evidence: [evidence(file, calls[0])] };
  });
  const calls = hidden.map((call): Dependency => ({ from: call.from, to: call.to, kind: kindOf(call), strength: 'hard', phase: 'request', stacks: sorted(shared(near(call.from), near(call.to))), evidence: [evidence(file, call)] }));
  return {
    ...graph,
    components: [...graph.components, ...added].sort((a, b) => compareText(a.id, b.id)),
    dependencies: [...graph.dependencies, ...calls].sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.kind, b.kind)),
  };
}

function byEnd(hidden: readonly HiddenCall[]): ReadonlyMap<string, readonly HiddenCall[]> {
  const calls = new Map<string, HiddenCall[]>();
  for (const call of hidden) for (const end of [call.from, call.to]) (calls.get(end) ?? calls.set(end, []).get(end)!).push(call);
  return calls;
}

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort(compareText);
/** Both run in these; where nothing is known of one, in the other's. */
const shared = (a: readonly string[], b: readonly string[]): readonly string[] => {
  const both = a.filter((stack) => b.includes(stack));
  return both.length > 0 ? both : a.length > 0 ? a : b;
};
const kindOf = ({ kind }: HiddenCall): Dependency['kind'] => (kind === 'datastore' ? 'stores' : kind === 'broker' ? 'publishes' : 'calls');
const evidence = (file: string, call: HiddenCall | undefined): Evidence => ({ file, line: 1, column: 1, length: 1, mechanism: 'telemetry', ...(call === undefined ? {} : { note: `${call.from} called ${call.to}` }) });

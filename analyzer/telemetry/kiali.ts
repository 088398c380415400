import { push } from '../facts/groups.js';
import { countOf, field, isRecord, listIn, nameIn } from './json.js';
import type { SeenCall, SeenEnd, TelemetryReader } from './seen.js';

interface Edge {
  readonly source: string;
  readonly target: string;
  readonly count: number;
}

/**
 * Kiali's graph, `/api/namespaces/graph`: `{ elements: { nodes: [{ data }], edges: [{ data }] } }`.
 * https://github.com/kiali/kiali/blob/master/graph/config/common/common.go
 */
export const readKiali: TelemetryReader = (value) => {
  const elements = field(value, 'elements');
  if (!Array.isArray(field(elements, 'nodes')) || !Array.isArray(field(elements, 'edges'))) return undefined;
  const nodes = new Map(listIn(elements, 'nodes').flatMap((node) => nodeOf(field(node, 'data'))));
  const edges = listIn(elements, 'edges').flatMap((edge) => edgeOf(field(edge, 'data')));
  const behind = new Map<string, SeenEnd[]>();
  for (const { source, target } of edges) {
    const end = nodes.get(target);
    if (!nodes.get(source)?.between || end === undefined) continue;
    push(behind, source, ended(end));
  }
  return { source: 'Kiali\'s graph', seesPassive: true, calls: edges.flatMap((edge) => callsOf(edge, nodes, behind)) };
};

interface Node extends SeenEnd {
  /** A Service drawn between those who call it and the workloads behind it. */
  readonly between: boolean;
}

function nodeOf(data: unknown): [string, Node][] {
  const id = nameIn(data, 'id');
  const type = field(data, 'nodeType');
  const names = ['workload', 'app', 'service'].flatMap((name) => nameIn(data, name) ?? []);
  if (id === undefined || names.length === 0 || type === 'unknown' || type === 'box') return [];
  const namespace = nameIn(data, 'namespace');
  const outside = isRecord(field(data, 'isServiceEntry')) || field(data, 'isEgressCluster') === true;
  return [[id, { names, ...(namespace === undefined ? {} : { namespace }), ...(outside ? { kind: 'external' } : {}), between: type === 'service' }]];
}

function edgeOf(data: unknown): Edge[] {
  const [source, target] = [nameIn(data, 'source'), nameIn(data, 'target')];
  if (source === undefined || target === undefined) return [];
  const rates = field(field(data, 'traffic'), 'rates');
  // The rates are by protocol, each with percentages beside it; an edge without any is an idle one.
  const count = isRecord(rates) ? Math.max(0, ...['http', 'grpc', 'tcp'].map((protocol) => countOf(rates[protocol]))) : 0;
  return count === 0 ? [] : [{ source, target, count }];
}

/** A call of a Service is one of what is behind it, or of the Service where nothing is drawn behind. */
function callsOf({ source, target, count }: Edge, nodes: ReadonlyMap<string, Node>, behind: ReadonlyMap<string, readonly SeenEnd[]>): SeenCall[] {
  const [from, to] = [nodes.get(source), nodes.get(target)];
  if (from === undefined || to === undefined || from.between) return [];
  return (behind.get(target) ?? [ended(to)]).map((end) => ({ from: ended(from), to: end, count }));
}

const ended = ({ between: _, ...end }: Node): SeenEnd => end;

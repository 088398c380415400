import { countOf, field, isRecord, listIn, nameIn } from './json.js';
import type { SeenCall, SeenEnd, TelemetryReader } from './seen.js';

/** One series of a query's result: its labels and its last value. https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats */
interface Series {
  readonly labels: unknown;
  readonly value: number;
}

function seriesOf(value: unknown): readonly Series[] | undefined {
  const data = field(value, 'status') === 'success' ? field(value, 'data') : undefined;
  const type = field(data, 'resultType');
  if (type !== 'vector' && type !== 'matrix') return undefined;
  return listIn(data, 'result').map((series) => ({ labels: field(series, 'metric'), value: valueOf(series) }));
}

/** A vector has one sample, a matrix several: the largest says whether there ever was one. */
function valueOf(series: unknown): number {
  const samples = [field(series, 'value'), ...listIn(series, 'values')].filter(Array.isArray);
  return Math.max(0, ...samples.slice(0, 20_000).map((sample: readonly unknown[]) => countOf(sample[1])));
}

/**
 * `traces_service_graph_request_total` of Tempo, of the OpenTelemetry Collector's servicegraph connector and of Alloy: labels `client`,
 * `server`, `connection_type`. https://grafana.com/docs/tempo/latest/metrics-from-traces/service_graphs/
 */
export const readServiceGraph: TelemetryReader = (value) => {
  const series = seriesOf(value);
  if (series === undefined || !series.some(({ labels }) => isRecord(labels) && 'client' in labels && 'server' in labels)) return undefined;
  return { source: 'a service graph of traces', seesPassive: true, calls: series.flatMap(({ labels, value: count }) => {
    const [client, server, type] = [nameIn(labels, 'client'), nameIn(labels, 'server'), nameIn(labels, 'connection_type')];
    // The processor writes `user` for whoever sent no span.
    return client === undefined || server === undefined || client === 'user' || count === 0 ? [] : [{ from: { names: [client] }, to: { names: [server], ...kindOf(type) }, count }];
  }) };
};

const CONNECTIONS: Readonly<Record<string, NonNullable<SeenEnd['kind']>>> = { database: 'datastore', messaging_system: 'broker', virtual_node: 'external' };
const kindOf = (type: string | undefined): Pick<SeenEnd, 'kind'> => (type !== undefined && Object.hasOwn(CONNECTIONS, type) ? { kind: CONNECTIONS[type]! } : {});

/** `istio_requests_total`, with or without `sum by`. https://istio.io/latest/docs/reference/config/metrics/ */
export const readIstio: TelemetryReader = (value) => {
  const series = seriesOf(value);
  if (series === undefined || !series.some(({ labels }) => isRecord(labels) && Object.keys(labels).some((label) => label.startsWith('destination_')))) return undefined;
  return { source: 'Istio\'s request metrics', seesPassive: false, calls: series.flatMap(({ labels, value: count }): SeenCall[] => {
    const [from, to] = [istioEnd(labels, 'source'), istioEnd(labels, 'destination')];
    return from === undefined || to === undefined || count === 0 ? [] : [{ from, to, count }];
  }) };
};

function istioEnd(labels: unknown, side: 'source' | 'destination'): SeenEnd | undefined {
  const names = ['workload', 'service_name', 'canonical_service', 'app', 'service'].flatMap((label) => nameIn(labels, `${side}_${label}`) ?? []);
  const namespace = nameIn(labels, `${side}_workload_namespace`) ?? nameIn(labels, `${side}_service_namespace`);
  return names.length === 0 ? undefined : { names, ...(namespace === undefined ? {} : { namespace }) };
}

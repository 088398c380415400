import { countOf, field, isRecord, nameIn } from './json.js';
import type { Seen, SeenCall, TelemetryReader } from './seen.js';

/**
 * Jaeger's `/api/dependencies`: `{ data: [{ parent, child, callCount }] }`.
 * https://www.jaegertracing.io/docs/latest/architecture/apis/#service-dependencies-graph-internal
 */
export const readJaeger: TelemetryReader = (value) => linksOf('Jaeger dependencies', field(value, 'data'));

/** Zipkin's `/api/v2/dependencies`: `[{ parent, child, callCount, errorCount }]`. https://zipkin.io/zipkin-api/#/default/get_dependencies */
export const readZipkin: TelemetryReader = (value) => linksOf('Zipkin dependencies', value);

function linksOf(source: string, list: unknown): Seen | undefined {
  if (!Array.isArray(list) || !list.every((link) => isRecord(link) && 'parent' in link && 'child' in link)) return undefined;
  return { source, seesPassive: false, calls: list.flatMap(linkOf) };
}

function linkOf(link: unknown): SeenCall[] {
  const [parent, child, count] = [nameIn(link, 'parent'), nameIn(link, 'child'), countOf(field(link, 'callCount'))];
  return parent === undefined || child === undefined || count === 0 ? [] : [{ from: { names: [parent] }, to: { names: [child] }, count }];
}

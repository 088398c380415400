/** JSON of whatever shape, read with care: a file may hold anything. */
export type Json = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
export const field = (value: unknown, name: string): unknown => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined);
/** A field that is a list; of anything else none. */
export const listIn = (value: unknown, name: string): readonly unknown[] => {
  const list = field(value, name);
  return Array.isArray(list) ? list : [];
};

/** Longer than any name of a service. */
const MAX_NAME = 253;

/** A field that can be a name; undefined when it is empty, no text, or what telemetry writes where it does not know. */
export function nameIn(value: unknown, name: string): string | undefined {
  const text = field(value, name);
  return typeof text === 'string' && text !== '' && text.length <= MAX_NAME && !NOBODY.has(text) ? text : undefined;
}

const NOBODY: ReadonlySet<string> = new Set(['unknown', 'PassthroughCluster', 'BlackHoleCluster', 'InboundPassthroughClusterIpv4', '-']);

/** A count as JSON or Prometheus writes it (`"12"`); zero for what is none. */
export function countOf(value: unknown): number {
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof count === 'number' && Number.isFinite(count) && count > 0 ? count : 0;
}

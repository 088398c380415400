/** One end of a call as telemetry names it. */
export interface SeenEnd {
  /** What it may be called in the graph, the surest first. */
  readonly names: readonly string[];
  readonly namespace?: string;
  /** What the telemetry takes it for, where it says. */
  readonly kind?: 'datastore' | 'broker' | 'external';
}

/** Somebody called somebody, this often in the time that the source covers. */
export interface SeenCall {
  readonly from: SeenEnd;
  readonly to: SeenEnd;
  /** Calls, or calls a second: more than zero. */
  readonly count: number;
}

/** What a source of telemetry saw. */
export interface Seen {
  /** `Jaeger dependencies`: for messages. */
  readonly source: string;
  readonly calls: readonly SeenCall[];
  /** True where also what takes part by itself in no trace is seen: databases, brokers, hosts outside. */
  readonly seesPassive: boolean;
}

/** Reads one format; undefined when the value is of another. Pure, and throws on nothing. */
export type TelemetryReader = (value: unknown) => Seen | undefined;

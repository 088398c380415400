import { safeEnvTemplate } from '../../facts/secrets.js';
import type { ScalerTarget } from '../../facts/types.js';
import { get, placeOf, unknownValue, type YamlMap } from '../yaml/index.js';
import { mapIn, textIn, type Problems } from './fields.js';

interface Scaler {
  readonly dependency: ScalerTarget['dependency'];
  /** Fields that hold the address; each may be `…FromEnv`, the name of a variable of the workload. */
  readonly fields: readonly string[];
}

const queue = (...fields: string[]): Scaler => ({ dependency: 'consumes', fields });
const database = (...fields: string[]): Scaler => ({ dependency: 'stores', fields });

/** https://keda.sh/docs/latest/scalers/ : who is scaled by the length of a queue empties it. */
const SCALERS: ReadonlyMap<string, Scaler> = new Map([
  ...['kafka', 'apache-kafka'].map((type) => [type, queue('bootstrapServers')] as const),
  ['rabbitmq', queue('host')],
  ...['redis', 'redis-streams'].map((type) => [type, queue('address', 'host')] as const),
  ['aws-sqs-queue', queue('queueURL')],
  ['postgresql', database('host', 'connection')],
  ['mysql', database('host', 'connectionString')],
  ['mssql', database('host', 'connectionString')],
  ['prometheus', { dependency: 'observes', fields: ['serverAddress'] }],
]);

/** What a trigger asks, where its address is in it or in a variable of the workload; other authentication objects may hold it, too. */
export function readTrigger(problems: Problems, trigger: YamlMap): ScalerTarget[] {
  const type = textIn(problems, trigger, 'type') ?? '';
  const scaler = SCALERS.get(type);
  const metadata = mapIn(problems, trigger, 'metadata');
  for (const field of scaler === undefined || metadata === undefined ? [] : scaler.fields) {
    const node = get(metadata, field) ?? get(metadata, `${field}FromEnv`);
    const text = textIn(problems, metadata, field);
    const variable = textIn(problems, metadata, `${field}FromEnv`);
    if (node === undefined || (text ?? variable) === undefined) continue;
    const hidden = [{ unknown: field }];
    const address = text === undefined ? [{ env: variable! }] : unknownValue(node) === undefined ? (safeEnvTemplate(field, text) ?? hidden) : hidden;
    return [{ trigger: type, address, dependency: scaler!.dependency, at: placeOf(node) }];
  }
  return [];
}

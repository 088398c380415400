import type { CloudSetting } from '../../facts/types.js';
import { field, stringOf } from './field.js';
import type { CloudResource } from './value.js';

const SOURCE = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections';

/** Memory that one connection is reckoned with, in bytes, and the most that are accepted: `LEAST({DBInstanceClassMemory/9531392},5000)`. */
const FORMULAS: readonly (readonly [engine: RegExp, bytes: number, most: number])[] = [[/^postgres$/, 9_531_392, 5000], [/^(?:mysql|mariadb)$/, 12_582_880, 16_000]];

/** Memory of instance classes, in GiB, by family and size. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html */
const BURSTABLE: Readonly<Record<string, number>> = { micro: 1, small: 2, medium: 4, large: 8, xlarge: 16, '2xlarge': 32 };
const LARGE: Readonly<Record<string, number>> = { t: 8, m: 8, r: 16 };

/**
 * How many connections an RDS instance accepts where no parameter group could say otherwise. The formula takes what the system
 * leaves of the memory, so this is the most that it can be. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html
 */
export function connectionLimit(resource: CloudResource): CloudSetting[] {
  if (resource.type !== 'aws_db_instance' || resource.source !== undefined || field(resource, 'parameter_group_name|db_parameter_group_name') !== undefined) return [];
  const [engine, size] = ['engine', 'instance_class|db_instance_class'].map((name) => { const entry = field(resource, name); return entry && stringOf(entry); });
  const memory = size && 'value' in size ? gibibytesOf(size.value) : undefined;
  const formula = engine && 'value' in engine ? FORMULAS.find(([pattern]) => pattern.test(engine.value)) : undefined;
  if (memory === undefined || formula === undefined || !size) return [];
  return [{ name: 'maxConnections', value: { value: Math.min(Math.floor((memory * 1024 ** 3) / formula[1]), formula[2]), at: size.at }, source: SOURCE }];
}

function gibibytesOf(instanceClass: string): number | undefined {
  const [, family, size] = /^db\.([tmr])\d\w*\.(\w+)$/.exec(instanceClass) ?? [];
  if (family === undefined || size === undefined) return undefined;
  if (family === 't') return Object.hasOwn(BURSTABLE, size) ? BURSTABLE[size] : undefined;
  const times = size === 'large' ? 1 : /^\d*xlarge$/.test(size) ? 2 * (Number.parseInt(size, 10) || 1) : undefined;
  return times === undefined ? undefined : LARGE[family]! * times;
}

import type { Place } from '../../../facts/place.js';
import type { ClientSetting } from '../../../facts/types.js';

interface Option {
  readonly setting: string;
  readonly name: string;
  /** Milliseconds in one of its unit. */
  readonly factor: number;
}

const option = (setting: string, name: string, factor: number): Option => ({ setting, name, factor });

/** What drivers read from their address: https://jdbc.postgresql.org/documentation/use/, Connector/J's and the SQL Server driver's connection properties. */
const DRIVERS: readonly (readonly [driver: RegExp, options: readonly Option[]])[] = [
  [/^jdbc:postgresql:/i, [option('timeoutOnCall', 'socketTimeout', 1000), option('connectTimeout', 'connectTimeout', 1000), option('connectTimeout', 'loginTimeout', 1000)]],
  [/^jdbc:(?:mysql|mariadb)(?:\+srv|:replication|:loadbalance|:aurora|:sequential)?:/i, [option('timeoutOnCall', 'socketTimeout', 1), option('connectTimeout', 'connectTimeout', 1)]],
  [/^jdbc:sqlserver:/i, [option('timeoutOnCall', 'queryTimeout', 1000), option('timeoutOnCall', 'socketTimeout', 1), option('connectTimeout', 'loginTimeout', 1000)]],
];

/** Limits that stand in a database's address; zero is none. */
export function jdbcUrlSettings(url: string, at: Place): ClientSetting[] {
  const options = DRIVERS.find(([driver]) => driver.test(url))?.[1] ?? [];
  const found = options.flatMap(({ setting, name, factor }): ClientSetting[] => {
    const digits = new RegExp(`[?&;]${name}=(\\d{1,9})(?=[&;]|$)`, 'i').exec(url)?.[1];
    return digits === undefined || Number(digits) === 0 ? [] : [{ name: setting, value: { value: Number(digits) * factor, at } }];
  });
  return found.filter((setting, index) => found.findIndex(({ name }) => name === setting.name) === index);
}

import type { ClientSetting } from '../../../facts/types.js';
import type { Place } from '../../../facts/place.js';
import { canonical } from '../settings/entry.js';
import { settingOf, type Service } from './service.js';

/** By library: the prefix of what is imported from it, and the property that says whether the start fails without it. */
const SOURCES: Readonly<Record<string, readonly [scheme: string, failFast: string]>> = {
  'spring-cloud-config-client': ['configserver:', 'spring.cloud.config.fail-fast'],
  'vault-client': ['vault:', 'spring.cloud.vault.fail-fast'],
};

/**
 * `requiredAtStart`: whether a service starts only while its configuration server or its Vault answers; absent where nobody says.
 * https://docs.spring.io/spring-cloud-config/reference/client.html
 */
export function startNeeds(service: Service, library: string): ClientSetting[] {
  if (!Object.hasOwn(SOURCES, library)) return [];
  const [scheme, key] = SOURCES[library]!;
  const failFast = settingOf(service, [key], 'own');
  if (failFast?.raw.trim() === 'true') return [required(true, failFast.at)];
  const imported = service.own.find((entry) => /^spring\.config\.import(?:\[\d+\])?$/.test(canonical(entry.key)) && entry.raw.includes(scheme));
  if (imported) return [required(!imported.raw.includes(`optional:${scheme}`), imported.at)];
  return failFast?.raw.trim() === 'false' ? [required(false, failFast.at)] : [];
}

const required = (value: boolean, at: Place): ClientSetting => ({ name: 'requiredAtStart', value: { value, at } });

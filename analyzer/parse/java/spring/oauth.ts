import type { ClientMeaning } from '../../../facts/types.js';
import { canonical, type Entry } from '../settings/entry.js';
import type { Service } from './service.js';

const PROVIDER = /^spring\.security\.oauth2\.client\.provider\.([^.]+)\.(?:issueruri|tokenuri|jwkseturi|userinfouri)$/;

/** One address of each provider that users sign in with: the provider's name is part of the key. */
export function providerEntries(service: Service): Entry[] {
  const found = new Map<string, Entry>();
  for (const entry of [...service.own, ...service.shared]) {
    const provider = PROVIDER.exec(canonical(entry.key))?.[1];
    if (provider !== undefined && !found.has(provider)) found.set(provider, entry);
  }
  return [...found.values()];
}

const OAUTH = /oauth2|^keycloak\./;

/** Who issues the tokens; Keycloak's addresses show a realm. https://www.keycloak.org/securing-apps/oidc-layers */
export const issuer = (service: Service): ClientMeaning => {
  const isKeycloak = [...service.own, ...service.shared].some(({ key, raw }) => OAUTH.test(canonical(key)) && (/\/realms\/[^/]/.test(raw) || canonical(key).startsWith('keycloak.')));
  return { role: 'identity', ...(isKeycloak ? { technology: 'keycloak' } : {}) };
};

import type { Place } from '../../../facts/place.js';
import type { Template } from '../../../facts/template.js';
import { safeTemplate } from '../../../facts/secrets.js';
import { placeholders } from '../../source/index.js';

/** One value of a configuration file, its key with dots and `[0]` for positions in lists. */
export interface Entry {
  readonly key: string;
  /** As written; never leaves the parser, because it may be a secret. */
  readonly raw: string;
  /** Undefined when it may be a secret. */
  readonly value: Template | undefined;
  readonly at: Place;
}

/** A file, or one document of it, with the profiles that it is for. */
export interface SettingsDocument {
  readonly path: string;
  readonly at: Place;
  readonly profile: string | undefined;
  readonly entries: readonly Entry[];
}

export const entry = (key: string, raw: string, at: Place): Entry => ({ key, raw, value: safeTemplate(key, placeholders(raw)), at });

/** Spring and MicroProfile take `serviceUrl`, `service-url` and `service_url` for one name. */
export const canonical = (key: string): string => key.toLowerCase().replace(/[-_]/g, '');

const PROFILE_KEYS = new Set(['spring.config.activate.onprofile', 'spring.profiles', 'spring.config.activate.onprofile[0]', 'spring.profiles[0]']);

/** The profile that a document's content says it is for. */
export const profileIn = (entries: readonly Entry[]): string | undefined => entries.find(({ key }) => PROFILE_KEYS.has(canonical(key)))?.raw.trim();

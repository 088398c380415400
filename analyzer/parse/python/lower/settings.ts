import { addObject, outsideName, type Expression, type Position } from '../../source/flow/index.js';
import type { SourceNode } from '../../source/index.js';

/** Names of settings that frameworks read, which are clients by being set. */
const SETTINGS: ReadonlySet<string> = new Set([
  'SQLALCHEMY_DATABASE_URI', 'SQLALCHEMY_DATABASE_URL', 'CELERY_BROKER_URL', 'BROKER_URL', 'broker_url', 'CELERY_RESULT_BACKEND', 'result_backend', 'MONGO_URI', 'MONGODB_HOST', 'MONGODB_SETTINGS', 'REDIS_URL', 'CACHE_REDIS_URL', 'CACHE_REDIS_HOST', 'SESSION_REDIS', 'ELASTICSEARCH_DSL', 'RQ_REDIS_URL',
]);

/** `DATABASES` and `CACHES` of Django: one client an entry; other settings of frameworks: their value. */
export function settingAssigned(at: Position, name: string, value: Expression, node: SourceNode): void {
  if (name === 'DATABASES' || name === 'CACHES' || name === 'CHANNEL_LAYERS') {
    const entries = value.is === 'object' ? value.entries.map((e) => e.value) : [];
    for (const entry of entries) addObject(at, entry.node, outsideName(node, `settings.${name}`, at.scope), entry.is === 'object' ? entry.entries : [{ key: 'url', value: entry }]);
  } else if (SETTINGS.has(name)) addObject(at, value.node ?? node, outsideName(node, `settings.${name}`, at.scope), [{ key: 'value', value }]);
}

import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { clientDefaults, clientLibraries } from './clients.js';
import { imageTechnology, repositoryPath } from './images.js';
import { distinctive, official, published } from './image-names.js';
import { dependencyOn, schemeOf, technologyOfPort } from './protocols.js';
import { technologyOf } from './technologies.js';

describe('images', () => {
  it.each([
    ['postgres:16', 'datastore', 'postgresql'],
    ['docker.io/library/postgres:16-alpine', 'datastore', 'postgresql'],
    ['bitnami/postgresql@sha256:0123', 'datastore', 'postgresql'],
    ['postgis/postgis:16-3.4', 'datastore', 'postgresql'],
    ['localhost:5000/mirror/mysql:8', 'datastore', 'mysql'],
    ['mcr.microsoft.com/mssql/server:2022-latest', 'datastore', 'sqlserver'],
    ['amazon/dynamodb-local', 'datastore', 'dynamodb'],
    ['redis', 'cache', 'redis'],
    ['REDIS:alpine', 'cache', 'redis'],
    ['valkey/valkey:8', 'cache', 'valkey'],
    ['confluentinc/cp-kafka:7.6.0', 'broker', 'kafka'],
    ['apache/kafka', 'broker', 'kafka'],
    ['docker.redpanda.com/redpandadata/redpanda:v24', 'broker', 'redpanda'],
    ['nats:2', 'broker', 'nats'],
    ['rabbitmq:3-management', 'broker', 'rabbitmq'],
    ['nginx:1.27', 'gateway', 'nginx'],
    ['envoyproxy/envoy:v1.30', 'gateway', 'envoy'],
    ['quay.io/keycloak/keycloak:24', 'service', 'keycloak'],
    ['zookeeper:3.9', 'discovery', 'zookeeper'],
  ])('%s is a %s of %s', (image, kind, technology) => {
    expect(imageTechnology(image)).toMatchObject({ kind, technology });
  });

  it.each([
    ['prom/prometheus', 'prometheus', 'monitoring'],
    ['otel/opentelemetry-collector-contrib:0.100.0', 'opentelemetry-collector', 'monitoring'],
    ['oliver006/redis_exporter', 'exporter', 'monitoring'],
    ['bitnami/redis-exporter', 'exporter', 'monitoring'],
    ['grafana/k6', 'k6', 'load-generator'],
    ['hashicorp/vault:1.16', 'vault', 'config-server'],
  ])('%s is %s with the role %s', (image, technology, role) => {
    expect(imageTechnology(image)).toMatchObject({ technology, role });
  });

  it.each(['rediscommander/redis-commander', 'dpage/pgadmin4', 'adminer', 'provectuslabs/kafka-ui:latest'])('%s is a tool', (image) => {
    expect(imageTechnology(image)).toEqual({ kind: 'other', technology: expect.any(String) });
  });

  it.each([
    'my-redis-exporter', 'acme/redis-proxy', 'acme/postgres-backup', 'acme/invoice-exporter', 'acme/vault', 'acme/tempo', 'acme/gateway', 'acme/mysql/api', 'node:20',
    'registry.example.com/mongo-sync:1', '', ':', '@', '/', '__proto__', 'constructor/toString', '${IMAGE}',
  ])('%s is not known', (image) => {
    expect(imageTechnology(image)).toBeUndefined();
  });

  it('splits registry, publisher, name and tag', () => {
    expect(repositoryPath('registry.example.com:5000/team/shop/api:1.2@sha256:00')).toEqual(['team', 'shop', 'api']);
    expect(repositoryPath('library/redis')).toEqual(['redis']);
    expect(repositoryPath('localhost/redis')).toEqual(['redis']);
  });

  it('names only technologies that are described', () => {
    const names = [...distinctive.values(), ...official.values(), ...published.values()];
    expect(names.filter((name) => technologyOf(name) === undefined)).toEqual([]);
  });
});

describe('protocols', () => {
  it.each([
    ['postgres', 'postgresql', 'stores', 'postgresql'],
    ['postgresql+asyncpg://', 'postgresql', 'stores', 'postgresql'],
    ['jdbc:mysql:', 'mysql', 'stores', 'mysql'],
    ['jdbc:mysql://', 'mysql', 'stores', 'mysql'],
    ['mongodb+srv://', 'mongodb', 'stores', 'mongodb'],
    ['rediss', 'redis', 'caches', 'redis'],
    ['amqps://', 'amqp', 'publishes', 'rabbitmq'],
    ['r2dbc:pool:postgresql', 'postgresql', 'stores', 'postgresql'],
    ['https:', 'http', 'calls', undefined],
  ])('%s speaks %s, %s, %s', (scheme, protocol, dependency, technology) => {
    const found = schemeOf(scheme);
    expect([found?.protocol, found?.dependency, found?.technology]).toEqual([protocol, dependency, technology]);
  });

  it('does not guess from an unknown scheme or an ambiguous port', () => {
    expect(schemeOf('acme')).toBeUndefined();
    expect(schemeOf('__proto__')).toBeUndefined();
    for (const port of [80, 443, 3000, 8080, 9090]) expect(technologyOfPort(port)).toBeUndefined();
  });

  it('knows default ports and the kind of dependency towards a technology', () => {
    expect(technologyOfPort(5432)).toMatchObject({ technology: 'postgresql', kind: 'datastore', dependency: 'stores' });
    expect(technologyOfPort(4317)).toMatchObject({ role: 'monitoring', dependency: 'observes' });
    expect([dependencyOn('redis'), dependencyOn('kafka'), dependencyOn('jaeger'), dependencyOn(undefined), dependencyOn('acme')]).toEqual(['caches', 'publishes', 'observes', 'calls', 'calls']);
  });
});

describe('client defaults', () => {
  const redis = (version: string, locked = true, name = 'redis') => ({ name, version, locked, at: { file: 'package.json', line: 1, column: 1, length: 0 } });
  const newest = redis('999.0.0');

  it('cuts the file into the same entries that a full parse gives', () => {
    const full = load(readFileSync(new URL('./clients.yaml', import.meta.url), 'utf8')) as { entries: { id: string; verified: boolean; install?: string[]; by_version?: { range: string; of?: string }[]; retries: { default: unknown; counts?: string } }[] };
    expect(clientLibraries()).toEqual(full.entries.map((entry) => entry.id));
    for (const entry of full.entries) {
      const defaults = clientDefaults(entry.id, newest);
      expect(defaults?.verified, entry.id).toBe(entry.verified);
      expect(defaults?.retries, entry.id).toBe(typeof entry.retries.default === 'number' && entry.retries.counts !== 'reconnections' ? entry.retries.default : undefined);
      expect(defaults?.source, entry.id).not.toBe('');
    }
  });

  it('reads the defaults', () => {
    expect(clientDefaults('axios')).toMatchObject({ timeout: null, timeoutScope: 'total', retries: 0, backoff: 'none', jitter: false, verified: true });
    expect(clientDefaults('ioredis')).toMatchObject({ timeout: null, connectTimeout: 10000, retries: undefined, backoff: undefined, jitter: undefined, reconnects: true });
    expect(clientDefaults('pg')).toMatchObject({ timeout: null, connectTimeout: null, pool: 10 });
    expect(clientDefaults('ky')).toMatchObject({ timeout: 10000, retries: 2, jitter: false });
    expect(clientDefaults('aws-sdk-js-v3')).toMatchObject({ timeout: undefined, retries: 2 });
    expect(clientDefaults('httpurlconnection')).toMatchObject({ connectTimeout: null });
  });

  it('reads them in the version that is built', () => {
    const timeouts = (library: string, ...versions: string[]) => versions.map((version) => clientDefaults(library, redis(version))?.timeout);
    expect(timeouts('node-redis', '3.1.2', '4.6.7', '5.8.2', '6.0.0', '6.1.0-rc.1')).toEqual([null, null, null, 5000, 5000]);
    expect(timeouts('redis-py', '5.0.1', '6.2.0', '8.0.0')).toEqual([null, null, 5000]);
    expect(timeouts('elasticsearch-js', '8.15.0', '9.0.1')).toEqual([30_000, null]);
    expect(timeouts('go-redis', '8.11.5', '9.0.2', '9.20.0', '9.22.0')).toEqual([3000, 3000, undefined, 5000]);
    expect([clientDefaults('redis-py', redis('5.0.1'))?.retries, clientDefaults('redis-py', redis('6.0.0'))?.retries, clientDefaults('redis-py', redis('8.0.0'))?.retries]).toEqual([0, 3, 10]);
    expect([clientDefaults('ioredis', redis('5.8.2'))?.jitter, clientDefaults('ioredis', redis('6.0.0'))?.jitter]).toEqual([false, true]);
    expect(timeouts('mongodb', '2.2.36', '3.6.2', '3.6.3', '4.0.0')).toEqual([360_000, 360_000, null, null]);
  });

  it('counts as the package counts that was asked for', () => {
    expect([redis('1.6.1', true, '@redis/client'), redis('6.1.0', true, '@redis/client')].map((version) => clientDefaults('node-redis', version)?.timeout)).toEqual([null, 5000]);
  });

  it('says of a range what all its versions do, and of what differs between them that it depends', () => {
    const of = (range: string) => clientDefaults('node-redis', redis(range, false));
    expect([of('^4.6.0')?.timeout, of('^5')?.timeout, of('^6.1')?.timeout]).toEqual([null, null, 5000]);
    for (const depends of [of('*'), of('>=5'), of('5 || 6'), clientDefaults('node-redis')]) {
      expect(depends?.timeout).toBeUndefined();
      expect(depends?.undecided.has('timeout')).toBe(true);
    }
    expect(of('>=5')).toMatchObject({ connectTimeout: 5000, jitter: true });
    expect(clientDefaults('axios')?.undecided.size).toBe(0);
    expect(['>=5', '^4', '*'].map((range) => of(range)?.leastTimeout)).toEqual([5000, null, 5000]);
    expect(clientDefaults('mongodb', redis('^3.5.9', false))).toMatchObject({ timeout: undefined, leastTimeout: 360_000 });
  });

  it('has ranges that node-semver reads, of packages that are named', () => {
    const { entries } = load(readFileSync(new URL('./clients.yaml', import.meta.url), 'utf8')) as { entries: { id: string; install?: string[]; by_version?: { range: string; of?: string }[] }[] };
    for (const { id, install, by_version: bands = [] } of entries)
      for (const { range, of } of bands) {
        expect(semver.validRange(range), `${id} ${range}`).not.toBeNull();
        expect(install, id).toContain(of ?? install?.[0]);
      }
  });

  it('has nothing for what it does not know', () => {
    expect(clientDefaults('__proto__')).toBeUndefined();
    expect(clientDefaults('acme-client')).toBeUndefined();
  });
});

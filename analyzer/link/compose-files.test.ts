import { describe, expect, it } from 'vitest';
import { edges, graphOf, service, WEB } from './testing.js';

describe('one system in several Compose files', () => {
  it('a link, an order and an address lead into the other file', async () => {
    const graph = await graphOf({
      'docker-compose.yml': 'services:\n  shop: { image: example/shop, links: [queue], depends_on: [db] }\n',
      'docker-compose.infra.yml': 'services:\n  db: { image: "postgres:16" }\n  queue: { image: "rabbitmq:3" }\n',
    });
    expect(edges(graph)).toEqual(['shop -stores-> db', 'shop -publishes-> queue']);
  });

  it('not where two files have the name for different things', async () => {
    const graph = await graphOf({
      'docker-compose.yml': 'services:\n  shop: { image: example/shop, links: [data] }\n',
      'a/docker-compose.yml': 'services:\n  data: { image: "postgres:16" }\n',
      'b/docker-compose.yml': 'services:\n  data: { image: "redis:7" }\n',
    });
    expect(edges(graph)).toEqual([]);
  });
});

describe('where Docker sends what a service prints', () => {
  const collector = '  logs: { image: "fluent/fluentd:v1", ports: ["24224:24224"] }\n';
  const of = async (logging: string) => edges(await graphOf({ 'compose.yaml': `services:\n  shop: { image: example/shop, ${logging} }\n${collector}` }));

  it.each([
    ['its own machine', 'logging: { driver: fluentd, options: { fluentd-address: "localhost:24224" } }'],
    ['a number', 'logging: { driver: gelf, options: { gelf-address: "udp://10.0.0.7:24224" } }'],
    ['an address that nobody committed', 'logging: { driver: gelf, options: { gelf-address: "udp://${HOST_IP}:24224" } }'],
    ['the first format', 'log_driver: syslog, log_opt: { syslog-address: "tcp://127.0.0.1:24224" }'],
  ])('%s', async (_, logging) => {
    expect(await of(logging)).toEqual(['shop -observes-> logs']);
  });

  it.each([
    ['a file', 'logging: { driver: json-file, options: { max-size: 1m } }'],
    ['a port that nobody publishes', 'logging: { driver: fluentd, options: { fluentd-address: "localhost:1" } }'],
  ])('nowhere: %s', async (_, logging) => {
    expect(await of(logging)).toEqual([]);
  });
});

describe('one store under two names', () => {
  const jpa = (settings = '') => service('orders', [WEB, 'spring-boot-starter-data-jpa'], `server.port: 1\nspring.datasource.url: jdbc:postgresql://localhost/x\n${settings}`);
  const deployment = (name: string, image: string, env = '') => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { selector: { matchLabels: { app: ${name} } }, template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: c, image: "${image}"${env} }] } } }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${name} }, ports: [{ port: 5432 }] }\n`;
  const cluster = (more = '') => `${deployment('orders', 'example/orders', ', env: [{ name: SPRING_DATASOURCE_URL, value: "jdbc:postgresql://orders-store/x" }]')}---\n${deployment('orders-store', 'postgres:16')}${more}`;

  it('what is started beside the source by hand is what the cluster has for the program', async () => {
    const graph = await graphOf({ ...jpa(), 'orders/docker-compose.yml': 'services:\n  db: { image: "postgres:16", ports: ["5432:5432"] }\n', 'k8s/all.yaml': cluster() });
    expect(graph.components.map(({ id }) => id)).toEqual(['db', 'orders']);
  });

  it('not a store of another kind, nor one of two', async () => {
    const other = await graphOf({ ...jpa(), 'orders/docker-compose.yml': 'services:\n  db: { image: "mongo:7" }\n', 'k8s/all.yaml': cluster() });
    expect(other.components.map(({ id }) => id)).toEqual(['db', 'orders', 'orders-store']);
    const two = await graphOf({ ...jpa(), 'orders/docker-compose.yml': 'services:\n  db: { image: "postgres:16" }\n  archive: { image: "postgres:16" }\n', 'k8s/all.yaml': cluster() });
    expect(two.components.map(({ id }) => id)).toEqual(['archive', 'db', 'orders', 'orders-store']);
  });

  it('a build file beside a Dockerfile makes no program of a broker', async () => {
    const graph = await graphOf({ ...jpa(), 'broker/build.gradle': '', 'broker/Dockerfile': 'FROM rabbitmq:3-management\n', 'compose.yaml': 'services:\n  queue: { build: broker }\n' });
    expect(graph.components.find(({ id }) => id === 'queue')).toMatchObject({ kind: 'broker', technology: 'rabbitmq' });
  });
});

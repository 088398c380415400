import { describe, expect, it } from 'vitest';
import { edges, EUREKA, graphOf, service, WEB } from './testing.js';

const JPA = 'spring-boot-starter-data-jpa';
const ZIPKIN = 'spring-cloud-starter-zipkin';
const registry = service('registry', ['spring-cloud-starter-netflix-eureka-server'], 'server.port: 8761\n', '@EnableEurekaServer');
const gateway = (uri: string) => service('edge', ['spring-cloud-starter-gateway'], `server.port: 8762\nspring.cloud.gateway.routes:\n- id: anything\n  uri: ${uri}\n  predicates: [Path=/a/**]\n`);

describe('a number of the author\'s own network', () => {
  it.each([
    ['is whoever listens on the port', 'http://192.168.4.7:8901', ['edge -routes-> stock']],
    ['is nobody whom a default port could mean', 'http://192.168.4.7:8080', []],
    ['is nobody when nobody listens', 'http://192.168.4.7:8902', []],
    ['is nobody when it is a public one', 'http://93.184.215.14:8901', []],
    ['is the machine of Docker whatever the port', 'http://192.168.99.100:8080', ['edge -routes-> web']],
  ])('%s', async (_, uri, expected) => {
    expect(edges(await graphOf({ ...gateway(uri), ...service('stock', [WEB], 'server.port: 8901\n'), ...service('web', [WEB], 'server.port: 8080\n') }))).toEqual(expected);
  });

  it('leads a registry\'s client to the registry all the same', async () => {
    const graph = await graphOf({ ...registry, ...service('cart', [WEB, EUREKA], 'server.port: 8081\n'), ...service('shop', [WEB, EUREKA], 'server.port: 8082\neureka.client.service-url.defaultZone: http://10.0.0.3:8081/eureka/\n') });
    expect(edges(graph)).toEqual(['cart -registers-> registry', 'shop -registers-> registry']);
  });
});

describe('a database that nobody declares', () => {
  const database = (folder: string, port: number, host: string) => service(folder, [WEB, JPA], `server.port: ${port}\nspring.datasource.url: jdbc:postgresql://${host}:5432/x\n`);

  it('by a number is the one that others call by its name', async () => {
    expect(edges(await graphOf({ ...database('a', 1, '192.168.4.7'), ...database('b', 2, 'main-db'), ...database('c', 3, 'localhost') }))).toEqual(['a -stores-> main-db', 'b -stores-> main-db', 'c -stores-> main-db']);
  });

  it('stays apart where there are two names, and from a public host', async () => {
    expect(edges(await graphOf({ ...database('a', 1, 'localhost'), ...database('b', 2, 'main-db'), ...database('c', 3, 'other-db') }))).toContain('a -stores-> postgresql');
    expect(edges(await graphOf({ ...database('a', 1, 'localhost'), ...database('b', 2, 'db.example.com') }))).toEqual(['a -stores-> postgresql', 'b -stores-> db.example.com']);
  });
});

describe('a collector that only the library\'s default leads to', () => {
  it('is the one that others name', async () => {
    expect(edges(await graphOf({ ...service('a', [WEB, ZIPKIN], 'server.port: 1\n'), ...service('b', [WEB, ZIPKIN], 'server.port: 2\nspring.zipkin.base-url: http://localhost:9411\n') }))).toEqual(['a -observes-> zipkin', 'b -observes-> zipkin']);
  });

  it.each([
    ['is in use when the configuration says how much is sampled', 'management.tracing.sampling.probability: 1.0', ['a -observes-> zipkin']],
    ['is not when nothing is', 'spring.sleuth.sampler.probability: 0.0', []],
  ])('%s', async (_, setting, expected) => {
    expect(edges(await graphOf(service('a', [WEB, 'zipkin-reporter-brave'], `server.port: 1\n${setting}\n`)))).toEqual(expected);
  });
});

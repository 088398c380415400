import { describe, expect, it } from 'vitest';
import { edges, EUREKA, graphOf, service, WEB } from './testing.js';

const registry = (port: number) => service('registry', ['spring-cloud-starter-netflix-eureka-server'], `server.port: ${port}\n`, '@EnableEurekaServer');

describe('a registry client', () => {
  it('asks the registry, also where something else listens on the port that is written', async () => {
    const graph = await graphOf({
      ...registry(8761),
      ...service('shop', [WEB, EUREKA], 'server.port: 8080\n'),
      ...service('cart', [WEB, EUREKA], 'server.port: 8081\neureka.client.serviceUrl.defaultZone: http://localhost:8080/eureka/\n'),
    });
    expect(edges(graph)).toEqual(['cart -registers-> registry', 'shop -registers-> registry']);
  });
});

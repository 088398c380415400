import { describe, expect, it } from 'vitest';
import { APPLICATION, parseTree, POM, service, shown } from '../testing.js';

describe('routes', () => {
  it('of Spring Cloud Gateway', async () => {
    const { clients, packages } = await service(['spring-cloud-starter-gateway'], 'spring:\n  cloud:\n    gateway:\n      routes:\n        - id: a\n          uri: lb://cart\n        - id: b\n          uri: lb:http://ORDERS\n        - id: c\n          uri: forward:/x\n');
    expect(clients.map(shown)).toEqual(['spring-cloud-gateway lb://cart', 'spring-cloud-gateway http://ORDERS']);
    expect(packages).toMatchObject([{ provides: { kind: 'gateway' } }]);
  });

  it('of Zuul: url, serviceId, the route\'s name, the short form', async () => {
    const { clients } = await service(['spring-cloud-starter-netflix-zuul'], 'zuul:\n  ignoredServices: "*"\n  routes:\n    one: {path: /1/**, url: "http://a:1"}\n    two: {path: /2/**, serviceId: b}\n    three: {path: /3/**}\n    four: /4/**\n', '@EnableZuulProxy');
    expect(clients.map(shown)).toEqual(['spring-cloud-gateway http://a:1', 'spring-cloud-gateway http://b', 'spring-cloud-gateway http://three/', 'spring-cloud-gateway http://four/']);
  });

  it('are none of a program that is no gateway', async () => {
    expect((await service(['spring-boot-starter-web'], 'zuul.routes.a.url: http://a\n')).clients).toEqual([]);
  });

  describe('where none is declared', () => {
    const EUREKA = 'spring-cloud-starter-netflix-eureka-client';
    const module = (name: string, artifacts: readonly string[], annotations = '', yaml = '') => ({
      [`${name}/pom.xml`]: POM(name, ...artifacts),
      [`${name}/src/main/java/app/App.java`]: APPLICATION.replace('@SpringBootApplication', `import org.springframework.cloud.X;\n@SpringBootApplication\n${annotations}`),
      [`${name}/src/main/resources/application.yml`]: `spring.application.name: ${name}-service\n${yaml}`,
    });
    const others = { ...module('cart', [EUREKA]), ...module('admin', [EUREKA], '@EnableAdminServer'), ...module('batch', []) };
    const routes = async (gateway: Readonly<Record<string, string>>) => (await parseTree({ ...others, ...gateway })).clients.filter(({ dependency }) => dependency === 'routes').map(shown);

    it('Zuul passes on to each service of the registry', async () => {
      expect(await routes(module('edge', [EUREKA], '@EnableZuulProxy'))).toEqual(['spring-cloud-gateway http://cart-service/']);
    });

    it('also when its configuration is handed out from here, and says nothing of routes', async () => {
      const server = { ...module('config', ['spring-cloud-config-server'], '@EnableConfigServer', 'spring.cloud.config.server.git: {uri: "https://example.org/shop", search-paths: handed}\n'), 'handed/cart-service.yml': 'a: b\n' };
      expect(await routes({ ...server, ...module('edge', [EUREKA, 'spring-cloud-starter-config'], '@EnableZuulProxy') })).toEqual(['spring-cloud-gateway http://cart-service/']);
    });

    it('but for those that it is told to ignore', async () => {
      const more = { ...module('old-stock', [EUREKA]), ...module('price', [EUREKA]) };
      expect(await routes({ ...more, ...module('edge', [EUREKA], '@EnableZuulProxy', 'zuul.ignoredServices: "price-service, old-*"\n') })).toEqual(['spring-cloud-gateway http://cart-service/']);
    });

    it('not those that it has no route for where it declares some', async () => {
      expect(await routes(module('edge', [EUREKA], '@EnableZuulProxy', 'zuul.routes.stock.path: /stock/**\n'))).toEqual(['spring-cloud-gateway http://stock/']);
    });

    it('and so does the discovery locator, beside what is declared', async () => {
      const declared = 'spring.cloud.gateway:\n  discovery.locator.enabled: true\n  routes: [{id: s, uri: "lb://stock"}]\n';
      expect((await routes(module('edge', [EUREKA, 'spring-cloud-starter-gateway'], '', declared))).sort()).toEqual(['spring-cloud-gateway http://cart-service/', 'spring-cloud-gateway lb://stock']);
    });

    it('and so does the discovery locator', async () => {
      expect(await routes(module('edge', [EUREKA, 'spring-cloud-starter-gateway'], '', 'spring.cloud.gateway.discovery.locator.enabled: true\n'))).toEqual(['spring-cloud-gateway http://cart-service/']);
      expect(await routes(module('edge', [EUREKA, 'spring-cloud-starter-gateway']))).toEqual([]);
    });

    it.each([
      ['it is told to ignore them', [EUREKA], 'zuul.ignored-services: "*"\n'],
      ['it knows no registry', [], ''],
      ['its configuration may be elsewhere', [EUREKA, 'spring-cloud-starter-config'], ''],
    ])('not when %s', async (_, artifacts, yaml) => {
      expect(await routes(module('edge', artifacts, '@EnableZuulProxy', yaml))).toEqual([]);
    });
  });
});

describe('what is a gateway', () => {
  const GATEWAY = 'spring-cloud-starter-gateway';
  const route = 'spring.cloud.gateway.routes: [{id: c, uri: "lb://cart"}]\n';

  it.each([
    ['the starter alone', [GATEWAY], '', ''],
    ['with routes, whatever else it does', [GATEWAY], route, '@RestController'],
    ['its routes may be elsewhere', [GATEWAY, 'spring-cloud-starter-config'], '', '@RestController'],
    ['Zuul that is switched on', ['spring-cloud-starter-zuul'], '', '@EnableZuulProxy'],
  ])('%s', async (_, artifacts, yaml, annotations) => {
    expect((await service(artifacts, yaml, annotations)).packages).toMatchObject([{ provides: { kind: 'gateway' } }]);
  });

  it.each([
    ['a service that happens to have the starter', [GATEWAY], '@RestController'],
    ['Zuul that nothing switches on', ['spring-cloud-starter-zuul'], ''],
  ])('not %s', async (_, artifacts, annotations) => {
    expect((await service(artifacts, '', annotations)).packages[0]!.provides).toBeUndefined();
  });

  it('routes of code make one', async () => {
    const code = 'package app; import org.springframework.cloud.gateway.route.RouteLocator; @RestController class R { RouteLocator r(RouteLocatorBuilder b) { return b.routes().route(r -> r.path("/c").uri("lb://cart")).build(); } }';
    expect((await service([GATEWAY], '', '', { 'src/main/java/app/R.java': code })).packages).toMatchObject([{ provides: { kind: 'gateway' } }]);
  });
});

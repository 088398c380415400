import { describe, expect, it } from 'vitest';
import { edges, graphOf, service, WEB } from './testing.js';

it('a program without a server is a component under the name of an application that talks to something', async () => {
  const worker = (settings: string) => graphOf(service('migrate', ['spring-boot-starter-data-jpa'], settings));
  expect(edges(await worker('spring.application.name: migrate\nspring.datasource.url: jdbc:postgresql://main-db/x\n'))).toEqual(['migrate -stores-> main-db']);
  expect((await worker('spring.application.name: migrate\n')).dependencies).toEqual([]);
  expect((await worker('spring.datasource.url: jdbc:postgresql://main-db/x\n')).components).toEqual([]);
});

it('what the build fills in is no mistake: the rest of the file counts, and its own name', async () => {
  const graph = await graphOf({
    'compose.yaml': 'services:\n  db: { image: "postgres:16" }\n',
    ...service('cart', [WEB, 'spring-boot-starter-data-jpa'], 'spring:\n  application:\n    name: @project.artifactId@\n  profiles:\n    active: @profile@ # by the build\n    include:\n    - @more@\n  datasource:\n    url: jdbc:postgresql://db/x\ninfo.version: @project.version@-SNAPSHOT\n'),
    ...service('shop', [WEB], 'server.port: 2\n', '', { 'src/main/java/C.java': '@FeignClient("cart") interface Cart {}' }),
  });
  expect(edges(graph)).toEqual(['cart -stores-> db', 'shop -calls-> cart']);
  expect(graph.problems).toEqual([]);
});

it('a manifest in a program\'s folder deploys that program', async () => {
  const deployment = (name: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec:\n  template:\n    metadata: { labels: { app: ${name} } }\n    spec: { containers: [{ name: main, image: "acme/all:${name}" }] }\n`;
  const files = { 'compose.yaml': 'services:\n  reg-server: { build: modules/registry }\n', ...service('modules/registry', ['spring-cloud-starter-netflix-eureka-server'], 'server.port: 8761\n', '@EnableEurekaServer') };
  const named = async (more: Readonly<Record<string, string>>) => (await graphOf({ ...files, ...more })).components.map(({ id }) => id);
  expect(await named({ 'modules/registry/k8s/all.yaml': deployment('phonebook') })).toHaveLength(1);
  expect(await named({ 'modules/registry/k8s/all.yaml': `${deployment('phonebook')}---\n${deployment('helper')}` })).toHaveLength(3);
  expect(await named({ 'k8s/all.yaml': deployment('phonebook') })).toHaveLength(2);
});

describe('a service that is called by its registered name', () => {
  const cart = service('carts', [WEB], 'spring.application.name: cart\nserver.port: 1\n');
  const found = async (annotations: string, code: string, settings = 'server.port: 2\n') => edges(await graphOf({ ...cart, ...service('shop', [WEB], settings, annotations, { 'src/main/java/C.java': code }) }));

  it('whose address nobody committed: the Feign client\'s name says it', async () => {
    const feign = (url: string) => `@FeignClient(name = "cart", url = "${url}") interface C { }`;
    expect(await found('', feign('${cart.url}'))).toEqual(['shop -calls-> carts']);
    expect(await found('', feign('${cart.url:}'))).toEqual(['shop -calls-> carts']);
    expect(await found('', feign('${cart.url}'), 'cart.url: https://carts.example.com\n')).toEqual(['shop -calls-> carts.example.com']);
    expect(await found('', feign('${cart.url:https://carts.example.com}'))).toEqual(['shop -calls-> carts.example.com']);
  });

  it.each([
    ['one', '@RibbonClient(name = "cart", configuration = X.class)'],
    ['the newer one', '@LoadBalancerClient("cart")'],
    ['several', '@RibbonClients({ @RibbonClient(name = "cart"), @RibbonClient("nobody") })'],
  ])('through a balancer of the client\'s own: %s', async (_, annotation) => {
    expect(await found(annotation, 'class C {}')).toEqual(['shop -calls-> carts']);
  });

  it('through a gateway for servlets', async () => {
    const routes = (body: string) => `import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;\nclass R { Object r() { return ${body}; } }`;
    const edge = async (body: string) => edges(await graphOf({ ...cart, ...service('edge', ['spring-cloud-starter-gateway-mvc'], 'server.port: 2\n', '', { 'src/main/java/R.java': routes(body) }) }));
    expect(await edge('route("a").GET("/a/**", http("http://localhost:1")).build()')).toEqual(['edge -routes-> carts']);
    expect(await edge('route("a").GET("/a/**", http()).filter(lb("cart")).build()')).toEqual(['edge -routes-> carts']);
  });
});

it('properties that the environment gives as one JSON text beat the file\'s', async () => {
  const call = { 'src/main/java/C.java': 'import org.springframework.web.client.RestTemplate;\nclass C { @Value("${shop.cart.url}") String u; Object f() { return new RestTemplate().getForObject(u + "/x", null); } }' };
  const found = async (json: string) => edges(await graphOf({ 'compose.yaml': `services:\n  cart: { build: cart }\n  old: { image: acme/old }\n  web:\n    build: web\n    environment: { SPRING_APPLICATION_JSON: '${json}' }\n`, ...service('cart', [WEB], ''), ...service('web', [WEB], 'shop.cart.url: http://old\n', '', call) }));
  expect(await found('{"shop": {"cart": {"url": "http://cart:80"}}}')).toContain('web -calls-> cart');
  expect(await found('{"shop.cart.url": "http://cart:80"}')).not.toContain('web -calls-> old');
  expect(await found('{not json')).toContain('web -calls-> old');
});

it('registries, dashboards and coordinators of the Alibaba family', async () => {
  const graph = await graphOf({
    'compose.yaml': 'services:\n  reg: { image: "nacos/nacos-server:2" }\n  zk: { image: "zookeeper:3.9" }\n  board: { image: "acme/sentinel-dashboard" }\n  tc: { image: "acme/seata-server" }\n  a: { build: a }\n',
    ...service('a', [WEB, 'dubbo-spring-boot-starter', 'spring-cloud-starter-alibaba-sentinel', 'seata-spring-boot-starter'], 'dubbo.registry.address: nacos://reg:8848\nspring.cloud.sentinel.transport.dashboard: board:8080\nseata.service.grouplist.default: tc:8091\n'),
  });
  expect(edges(graph)).toEqual(['a -observes-> board', 'a -registers-> reg', 'a -calls-> tc']);
});

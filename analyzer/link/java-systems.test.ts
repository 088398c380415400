import { describe, expect, it } from 'vitest';
import { edges, EUREKA, graphOf, service, WEB } from './testing.js';

describe('a system of services that nothing deploys', () => {
  it('registers at the registry, is configured by the configuration server, calls by registered name and by port', async () => {
    const graph = await graphOf({
      ...service('registry', ['spring-cloud-starter-netflix-eureka-server'], 'server.port: 8761\n', '@EnableEurekaServer'),
      ...service('config', ['spring-cloud-config-server'], 'server.port: 8888\n', '@EnableConfigServer'),
      ...service('cart', [WEB, EUREKA, 'spring-cloud-starter-config'], 'spring.application.name: cart-service\nserver.port: 8081\n'),
      ...service('shop', [WEB, EUREKA], 'spring.application.name: shop-service\nserver.port: 8082\ncart.url: http://localhost:8081\n', '', {
        'src/main/java/Clients.java': 'import org.springframework.web.client.RestTemplate;\n@FeignClient("CART-SERVICE") interface Cart {}\nclass C { @Value("${cart.url}") String u; Object f() { return new RestTemplate().getForObject(u + "/x", null); } }',
      }),
    });
    expect(edges(graph)).toEqual(['cart -configures-> config', 'cart -registers-> registry', 'shop -calls-> cart', 'shop -registers-> registry']);
    expect(graph.components.map(({ id, kind, role }) => [id, kind, role])).toEqual([['cart', 'service', undefined], ['config', 'config-server', 'config-server'], ['registry', 'discovery', 'discovery'], ['shop', 'service', undefined]]);
    expect(graph.components.find(({ id }) => id === 'cart')!.aliases).toEqual(['cart-service']);
  });

  it('a database on the developer\'s machine is one component; an embedded one is none', async () => {
    const graph = await graphOf({
      ...service('a', [WEB, 'spring-boot-starter-data-jpa'], 'server.port: 1\nspring.datasource.url: jdbc:mysql://localhost:3306/a\n'),
      ...service('b', [WEB, 'spring-boot-starter-data-jpa'], 'server.port: 2\nspring.datasource.url: jdbc:mysql://127.0.0.1:3306/b\n'),
      ...service('c', [WEB, 'spring-boot-starter-data-jpa'], 'server.port: 3\nspring.datasource.url: jdbc:h2:mem:c\n'),
      ...service('d', [WEB, 'spring-boot-starter-data-jpa'], 'server.port: 4\n'),
    });
    expect(edges(graph)).toEqual(['a -stores-> mysql', 'b -stores-> mysql']);
    expect(graph.coverage.unresolved).toEqual([]);
  });

  it('a database that only a number leads to is known by what it is', async () => {
    const graph = await graphOf(service('a', [WEB, 'spring-boot-starter-data-jpa'], 'server.port: 1\nspring.datasource.url: jdbc:mysql://10.0.0.7:3306/a\n'));
    expect(edges(graph)).toEqual(['a -stores-> mysql']);
    expect(graph.components.find(({ id }) => id === 'mysql')).toMatchObject({ kind: 'external', technology: 'mysql' });
  });

  it('a database starter that nobody configured needs no database, also where there is one', async () => {
    const compose = 'services:\n  a: { build: a }\n  db: { image: "postgres:16" }\n';
    expect(edges(await graphOf({ 'docker-compose.yml': compose, ...service('a', [WEB, 'spring-boot-starter-data-jpa'], 'server.port: 1\n') }))).toEqual([]);
  });

  it('a tracing starter without a collector anywhere proves nothing', async () => {
    expect(edges(await graphOf(service('a', [WEB, 'spring-cloud-starter-zipkin', EUREKA], 'server.port: 1\n')))).toEqual([]);
  });
});

describe('services in containers', () => {
  const compose = (environment = '') => `services:\n  shop:\n    build: shop\n${environment}  db:\n    image: postgres:16\n  other-db:\n    image: postgres:16\n  eureka:\n    build: registry\n  zk:\n    image: zookeeper:3.9\n`;
  const files = (yaml: string, environment = '') => ({
    'docker-compose.yml': compose(environment),
    ...service('registry', ['spring-cloud-starter-netflix-eureka-server'], 'server.port: 8761\n', '@EnableEurekaServer'),
    ...service('shop', [WEB, EUREKA, 'spring-boot-starter-data-jpa'], yaml),
  });
  const yaml = 'spring.datasource.url: jdbc:postgresql://localhost/x\n---\nspring.config.activate.on-profile: docker\nspring.datasource.url: jdbc:postgresql://db/x\n';

  it('take the profile that is named for containers', async () => {
    expect(edges(await graphOf(files(yaml)))).toEqual(['shop -stores-> db', 'shop -registers-> eureka']);
  });

  it('one of two databases is meant, and nobody knows which', async () => {
    const graph = await graphOf(files('spring.datasource.url: jdbc:postgresql://localhost/x\n'));
    expect(edges(graph)).toEqual(['shop -registers-> eureka']);
    expect(graph.coverage.unresolved).toMatchObject([{ from: 'shop', expression: '${spring.datasource.url}' }]);
    expect(graph.components.map(({ id }) => id)).toEqual(['db', 'eureka', 'other-db', 'shop', 'zk']);
  });

  it('the profile that the environment names decides', async () => {
    const more = `${yaml}---\nspring.config.activate.on-profile: live\nspring.datasource.url: jdbc:postgresql://other-db/x\n`;
    expect(edges(await graphOf(files(more, '    environment: {SPRING_PROFILES_ACTIVE: live}\n')))).toContain('shop -stores-> other-db');
  });

  it('the environment beats the file, also by argument', async () => {
    const byVariable = edges(await graphOf(files(yaml, '    environment: {SPRING_DATASOURCE_URL: "jdbc:postgresql://other-db/x"}\n')));
    const byArgument = edges(await graphOf(files(yaml, '    command: ["java", "-jar", "app.jar", "--spring.datasource.url=jdbc:postgresql://other-db/x"]\n')));
    for (const found of [byVariable, byArgument]) expect(found.filter((edge) => edge.includes('stores'))).toEqual(['shop -stores-> other-db']);
  });

  it('what a configuration server hands out beats what the service has', async () => {
    const graph = await graphOf({
      'docker-compose.yml': compose(),
      ...service('registry', ['spring-cloud-starter-netflix-eureka-server'], 'server.port: 8761\n', '@EnableEurekaServer'),
      ...service('config', ['spring-cloud-config-server'], 'spring.cloud.config.server.native.search-locations: classpath:/files\nserver.port: 8888\n', '@EnableConfigServer', { 'src/main/resources/files/shop.yml': 'spring.datasource.url: jdbc:postgresql://other-db/x\n' }),
      ...service('shop', [WEB, 'spring-boot-starter-data-jpa'], 'spring.application.name: shop\nspring.datasource.url: jdbc:postgresql://db/x\n'),
    });
    expect(edges(graph).filter((edge) => edge.startsWith('shop -stores'))).toEqual(['shop -stores-> other-db']);
  });
});

describe('names of one thing', () => {
  const of = async (compose: string, ...folders: readonly (readonly [string, string])[]) =>
    (await graphOf({ 'docker-compose.yml': compose, ...Object.assign({}, ...folders.map(([folder, name]) => service(folder, [WEB], `spring.application.name: ${name}\nserver.port: 8080\n`))) })).components.map(({ id }) => id);

  it.each([
    ['the name that it registers by', 'services:\n  accounts:\n    image: own/x\n', ['acc', 'accounts']],
    ['a suffix', 'services:\n  cart:\n    image: own/x\n', ['cart-service', 'c1']],
    ['a prefix of the image', 'services:\n  x1:\n    image: own/shop-orders\n', ['orders', 'o1']],
  ] as const)('%s', async (_, compose, folder) => {
    expect((await of(compose, folder)).length).toBe(1);
  });

  it('stay apart where two could be meant', async () => {
    expect(await of('services:\n  cart:\n    image: own/x\n', ['cart-service', 'c1'], ['cart-server', 'c2'])).toEqual(['cart', 'cart-server', 'cart-service']);
  });
});

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

  describe('that is switched off', () => {
    const OFF = 'eureka.client: {registerWithEureka: false, fetch-registry: false}\n';
    const found = async (settings: string, environment = '') => edges(await graphOf({ 'compose.yaml': `services:\n  registry: { build: registry }\n  cart:\n    build: cart\n${environment}`, ...registry(8761), ...service('cart', [WEB, EUREKA], settings) }));

    it.each([
      ['by its configuration', OFF, ''],
      ['by the environment of the stack', '', '    environment: { EUREKA_CLIENT_ENABLED: "false" }\n'],
      ['in the active profile', `---\nspring.profiles: plain\n${OFF}`, '    environment: { SPRING_PROFILES_ACTIVE: plain }\n'],
    ])('%s asks nobody', async (_, settings, environment) => {
      expect(await found(settings, environment)).toEqual([]);
    });

    it.each([
      ['in a profile that is not active', `---\nspring.profiles: plain\n${OFF}`, ''],
      ['for one direction only', 'eureka.client.register-with-eureka: false\n', ''],
      ['by default, and on in the stack', 'eureka.client.enabled: false\n', '    environment: { EUREKA_CLIENT_ENABLED: "true" }\n'],
    ])('%s asks all the same', async (_, settings, environment) => {
      expect(await found(settings, environment)).toEqual(['cart -registers-> registry']);
    });
  });
});

describe('a configuration server that hands out the names, too', () => {
  it('is asked by a name, under which the service is called', async () => {
    const graph = await graphOf({
      ...registry(8761),
      ...service('stock-api', [WEB, EUREKA], 'spring.cloud.config.name: warehouse\nserver.port: 1\n'),
      ...service('shop', [WEB, EUREKA], 'server.port: 2\n', '', { 'src/main/java/C.java': 'import org.springframework.web.client.RestTemplate;\nclass C { Object f() { return new RestTemplate().getForObject("http://warehouse/x", null); } }' }),
    });
    expect(edges(graph)).toContain('shop -calls-> stock-api');
  });
});

it('a template for new projects is no service', async () => {
  const graph = await graphOf({ ...service('a', [WEB], 'server.port: 1\n'), ...service('archetype/src/main/resources/archetype-resources', [WEB, 'spring-kafka'], 'server.port: 2\n') });
  expect(graph.components.map(({ id }) => id)).toEqual(['a']);
});

it('a Keycloak on the developer\'s machine is known by the realm in its address', async () => {
  const graph = await graphOf(service('edge', [WEB, 'spring-boot-starter-oauth2-resource-server'], 'server.port: 1\nsso: http://localhost:8571\nspring.security.oauth2.resourceserver.jwt.jwk-set-uri: ${sso}/realms/shop/certs\n'));
  expect(edges(graph)).toEqual(['edge -calls-> keycloak']);
});

it('the older settings of a collector: host and port apart', async () => {
  const graph = await graphOf({ 'compose.yaml': 'services:\n  a:\n    build: a\n    environment: ["spring.zipkin.host=10.0.0.7"]\n', ...service('a', [WEB, 'spring-cloud-sleuth-zipkin'], 'server.port: 1\n') });
  expect(edges(graph)).toEqual(['a -observes-> zipkin']);
});

describe('a program that sends mail', () => {
  const sends = (more = '') => ({ 'src/main/java/M.java': `import org.springframework.mail.javamail.*;\nclass M { JavaMailSender s; void f(Object m) { s.send(m); } ${more} }` });
  const of = async (settings: string, code: Readonly<Record<string, string>>) => edges(await graphOf({ 'compose.yaml': 'services:\n  shop: { build: shop }\n', ...service('shop', [WEB, 'spring-boot-starter-mail'], settings, '', code) }));

  it('needs a mail server, whether or not its host is committed', async () => {
    expect(await of('', sends())).toEqual(['shop -calls-> smtp']);
    expect(await of('spring.mail.host: smtp.example.com\n', sends())).toEqual(['shop -calls-> smtp.example.com']);
    expect(await of('', sends('JavaMailSenderImpl i() { JavaMailSenderImpl i = new JavaMailSenderImpl(); i.setHost("smtp.example.org"); return i; }'))).toEqual(['shop -calls-> smtp.example.org']);
  });

  it('is none for the library alone', async () => {
    expect(await of('', {})).toEqual([]);
  });
});

describe('a client of the cloud', () => {
  const code = { 'src/main/java/S.java': 'import software.amazon.awssdk.services.dynamodb.DynamoDbClient;\nclass S { Object c() { return DynamoDbClient.builder().build(); } }' };
  const of = async (services: string) => edges(await graphOf({ 'compose.yaml': `services:\n  shop:\n    build: shop\n${services}`, ...service('shop', [WEB], '', '', code) }));

  it('leads to the cloud\'s own service, or to what stands in for it', async () => {
    expect(await of('')).toEqual(['shop -stores-> dynamodb']);
    expect(await of('    environment: { AWS_ENDPOINT_URL: "http://fake:4566" }\n  fake: { image: "localstack/localstack" }\n')).toEqual(['shop -stores-> fake']);
    expect(await of('  table: { image: "amazon/dynamodb-local" }\n')).toEqual(['shop -stores-> table']);
  });
});

describe('a name that no registry knows', () => {
  const call = { 'src/main/java/C.java': 'import org.springframework.web.client.RestTemplate;\nclass C { Object f() { return new RestTemplate().getForObject("http://carts/x", null); } }' };

  it('is listed by the configuration, for whatever client', async () => {
    const graph = await graphOf({ ...service('a', [WEB], 'server.port: 8081\n'), ...service('shop', [WEB], 'server.port: 1\ncarts.ribbon.listOfServers: localhost:8081\n', '', call) });
    expect(edges(graph)).toEqual(['shop -calls-> a']);
  });
});

it('a client that a library declares is of those who use it', async () => {
  const graph = await graphOf({
    'api/pom.xml': '<project><artifactId>api</artifactId></project>',
    'api/src/main/java/Carts.java': '@FeignClient("cart") public interface Carts {}',
    ...service('cart', [WEB], 'server.port: 1\n'),
    ...service('shop', [WEB, 'api'], 'server.port: 2\n', '', { 'src/main/java/Use.java': 'class Use { Carts carts; }' }),
    ...service('other', [WEB, 'api'], 'server.port: 3\n'),
  });
  expect(edges(graph)).toEqual(['shop -calls-> cart']);
});

it('configuration from Vault', async () => {
  const graph = await graphOf({ 'compose.yaml': 'services:\n  vault: { image: "hashicorp/vault:1.15" }\n  a: { build: a }\n', ...service('a', [WEB, 'spring-cloud-starter-vault-config'], 'spring.cloud.vault.uri: http://vault:8200\n') });
  expect(edges(graph)).toEqual(['a -configures-> vault']);
});

it('registries that are told of each other', async () => {
  const one = (name: string, port: number, other: number) => service(name, ['spring-cloud-starter-netflix-eureka-server'], `server.port: ${port}\neureka.client.serviceUrl.defaultZone: http://localhost:${other}/eureka/\n`, '@EnableEurekaServer');
  expect(edges(await graphOf({ ...one('left', 1, 2), ...one('right', 2, 1) }))).toEqual(['left -registers-> right', 'right -registers-> left']);
  expect(edges(await graphOf(one('left', 1, 1)))).toEqual([]);
});

it('several databases, under keys of the program\'s own', async () => {
  const graph = await graphOf({
    'compose.yaml': 'services:\n  a: { build: a }\n  orders-db: { image: "mysql:8" }\n  users-db: { image: "postgres:16" }\n  log-db: { image: "mongo:7" }\n',
    ...service('a', [WEB, 'spring-boot-starter-jdbc'], 'app:\n  orders.datasource.url: ${ORDERS_URL:jdbc:mysql://orders-db/x}\n  users.datasource.jdbc-url: jdbc:postgresql://users-db/x\n  log: mongodb://log-db:27017/x\n  cache.url: jdbc:h2:mem:c\nspring.flyway.url: jdbc:mysql://other/x\n'),
  });
  expect(edges(graph)).toEqual(['a -stores-> log-db', 'a -stores-> orders-db', 'a -stores-> users-db']);
});

it('what a configuration server hands to all is for its clients alone', async () => {
  const graph = await graphOf({
    ...service('config', ['spring-cloud-config-server'], 'server.port: 8888\nspring.cloud.config.server.native.search-locations: classpath:/files\n', '@EnableConfigServer', { 'src/main/resources/files/application.yml': 'spring.datasource.url: jdbc:mysql://localhost/x\n' }),
    ...service('asks', [WEB, 'spring-cloud-starter-config', 'spring-boot-starter-jdbc'], 'server.port: 1\n'),
    ...service('alone', [WEB, 'spring-boot-starter-jdbc'], 'server.port: 2\n'),
  });
  expect(edges(graph)).toEqual(['asks -configures-> config', 'asks -stores-> mysql']);
});

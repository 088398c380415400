import { describe, expect, it } from 'vitest';
import { APPLICATION, parseTree, POM, shown } from '../testing.js';
import { starters } from './starters.js';

/** A started module with these artifacts, configuration and annotations. */
const service = (artifacts: readonly string[], yaml = '', annotations = '', more: Readonly<Record<string, string>> = {}) =>
  parseTree({ 'pom.xml': POM('shop', ...artifacts), 'src/main/java/app/App.java': APPLICATION.replace('@SpringBootApplication', `import org.springframework.cloud.X;\n@SpringBootApplication\n${annotations}`), 'src/main/resources/application.yml': yaml, ...more });

describe('what starters bring', () => {
  it.each([
    ['spring-cloud-starter-netflix-eureka-client', 'registers', '${eureka.client.service-url.defaultZone}'],
    ['spring-cloud-starter-consul-discovery', 'registers', '${spring.cloud.consul.host}:${spring.cloud.consul.port}'],
    ['spring-cloud-starter-zookeeper-discovery', 'registers', '${spring.cloud.zookeeper.connect-string}'],
    ['spring-cloud-starter-config', 'configures', '${spring.cloud.config.uri}'],
    ['spring-cloud-starter-zipkin', 'observes', '${spring.zipkin.base-url}'],
    ['spring-boot-starter-data-mongodb', 'stores', '${spring.data.mongodb.uri}'],
    ['spring-boot-starter-data-redis', 'caches', '${spring.data.redis.url}'],
    ['spring-boot-starter-data-jpa', 'stores', '${spring.datasource.url}'],
    ['spring-boot-starter-data-neo4j', 'stores', '${spring.neo4j.uri}'],
    ['spring-boot-starter-data-elasticsearch', 'stores', '${spring.elasticsearch.uris}'],
    ['spring-cloud-starter-bus-amqp', 'publishes', '${spring.rabbitmq.addresses}'],
    ['spring-cloud-starter-stream-kafka', 'publishes', '${spring.cloud.stream.kafka.binder.brokers}'],
  ])('%s', async (artifact, dependency, target) => {
    const { clients } = await service([artifact]);
    expect(clients).toMatchObject([{ dependency, packages: ['.'], at: { file: 'pom.xml', line: 4 } }]);
    expect(shown(clients[0]!).split(' ').at(-1)).toBe(target);
  });

  it.each([
    ['the bus alone', ['spring-cloud-starter-bus-amqp'], 'soft'],
    ['the bus beside a binder', ['spring-cloud-starter-bus-amqp', 'spring-cloud-starter-stream-rabbit'], 'hard'],
  ])('%s: whether requests need the broker', async (_, artifacts, strength) => {
    expect((await service(artifacts)).clients).toMatchObject([{ library: 'spring-amqp', strength }]);
  });

  it('code that consumes is no publisher for the library on its class path', async () => {
    const listener = 'package app; class Listener { @KafkaListener(topics = "orders") void on(String order) {} }';
    const { clients } = await parseTree({ 'pom.xml': POM('shop', 'spring-kafka'), 'src/main/java/app/App.java': APPLICATION, 'src/main/java/app/Listener.java': listener });
    expect(clients.map(({ dependency }) => dependency)).toEqual(['consumes']);
  });

  it.each([
    ['a test dependency', POM('shop', 'x').replace('<artifactId>x</artifactId>', '<artifactId>spring-boot-starter-data-mongodb</artifactId><scope>test</scope>')],
    ['a managed version', POM('shop').replace('<dependencies>', '<dependencyManagement><dependencies><dependency><artifactId>spring-boot-starter-data-mongodb</artifactId></dependency></dependencies></dependencyManagement><dependencies>')],
  ])('nothing: %s', async (_, pom) => {
    expect((await parseTree({ 'pom.xml': pom, 'src/main/java/app/App.java': APPLICATION })).clients).toEqual([]);
  });

  it('a client that is switched off, or that nobody starts, brings nothing', async () => {
    expect((await service(['spring-cloud-starter-netflix-eureka-client'], 'eureka:\n  client:\n    registerWithEureka: false\n    fetch-registry: false\n')).clients).toEqual([]);
    expect((await parseTree({ 'pom.xml': POM('lib', 'spring-boot-starter-data-mongodb'), 'src/main/java/a/A.java': 'class A {}' })).clients).toEqual([]);
  });

  it('a registry is no client of itself', async () => {
    const { clients, packages } = await service(['spring-cloud-starter-netflix-eureka-server', 'spring-cloud-starter-netflix-eureka-client'], '', '@EnableEurekaServer');
    expect(clients).toEqual([]);
    expect(packages).toMatchObject([{ provides: { kind: 'discovery' } }]);
  });

  it('the address of the configuration server: imported, by name, as its client is configured', async () => {
    const imported = await service(['spring-cloud-starter-config'], 'spring:\n  config:\n    import: "optional:configserver:${CONFIG:http://config:8888}"\n');
    expect(imported.clients[0]).toMatchObject({ targetAt: { file: 'src/main/resources/application.yml', line: 3 } });
    expect(imported.settings[0]!.entries).toContainEqual(expect.objectContaining({ key: 'spring.cloud.config.uri', value: [{ property: 'CONFIG', fallback: [{ text: 'http://config:8888' }] }] }));
    const named = await service(['spring-cloud-starter-config'], 'spring.cloud.config.discovery: {enabled: true, service-id: config-server}\n');
    expect(named.clients[0]!.targets).toEqual([[{ property: 'spring.cloud.config.discovery.service-id', fallback: [{ text: 'configserver' }] }]]);
  });

  it('tokens are checked where a property says; a resource server without one means the only identity service', async () => {
    const { clients } = await service(['spring-boot-starter-oauth2-resource-server'], 'spring.security.oauth2.resourceserver.jwt.issuer-uri: http://auth:9000\n');
    expect(clients.map(shown)).toEqual(['spring-security-oauth2 ${spring.security.oauth2.resourceserver.jwt.issuer-uri}']);
    expect((await service([], '', '@EnableResourceServer')).clients).toMatchObject([{ means: { role: 'identity' }, targets: [[]] }]);
  });

  it.each([
    ['https://github.com/shop/config', ['git https://github.com/shop/config'], undefined],
    ['git@git.example.com:shop/config.git', ['git ssh://git.example.com/shop/config.git'], undefined],
    ['file:///${PWD}/../../shop-config/', ['git'], 'shop-config'],
    ['file:///srv/config', [], undefined],
  ])('the repository of a configuration server: %s', async (uri, expected, external) => {
    const { clients } = await service(['spring-cloud-config-server'], `spring.cloud.config.server.git.uri: ${uri}\n`, '@EnableConfigServer');
    expect(clients.map(shown)).toEqual(expected);
    expect(clients[0]?.means?.external).toBe(external);
  });

  it('every starter has something that brings it, and somewhere to lead', () => {
    for (const starter of starters) expect([...(starter.artifacts ?? []), ...(starter.annotations ?? []), ...(starter.properties ?? [])].length * starter.targets.length, starter.library).toBeGreaterThan(0);
  });
});

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

  it('a dashboard beside a service\'s own work makes no monitor of it', async () => {
    expect((await service([], '', '@EnableHystrixDashboard')).packages).toMatchObject([{ provides: { kind: 'monitoring' } }]);
    expect((await service([], '', '@EnableHystrixDashboard @EnableFeignClients')).packages[0]!.provides).toBeUndefined();
  });

  it('the program that fetches the build tool calls for nobody', async () => {
    const wrapper = 'import java.net.*; class MavenWrapperDownloader { public static void main(String[] a) throws Exception { new URL("https://repo.example.org/x").openStream(); } }';
    expect((await service([], '', '', { '.mvn/wrapper/MavenWrapperDownloader.java': wrapper })).clients).toEqual([]);
  });
});

it('turbine gathers from the applications that it names', async () => {
  const { clients } = await service(['spring-cloud-netflix-turbine'], 'turbine:\n  appConfig: cart, orders\n', '@EnableTurbine');
  expect(clients.map(shown)).toEqual(['turbine http://cart/ http://orders/']);
});

it('log appenders send over the network', async () => {
  const logback = '<configuration>\n  <springProperty name="host" source="logstash.host" defaultValue="logstash"/>\n  <appender name="L" class="net.logstash.logback.appender.LogstashTcpSocketAppender">\n    <destination>${host}:5000</destination>\n  </appender>\n  <!-- <appender class="x.LogstashAppender"><destination>no:1</destination></appender> -->\n  <appender name="F" class="ch.qos.logback.core.FileAppender"><destination>no:2</destination></appender>\n</configuration>\n';
  const { clients } = await service([], '', '', { 'src/main/resources/logback-spring.xml': logback });
  expect(clients).toMatchObject([{ dependency: 'observes', strength: 'soft', means: { technology: 'logstash' }, at: { line: 4, column: 18 }, targets: [[{ property: 'logstash.host', fallback: [{ text: 'logstash' }] }, { text: ':5000' }]] }]);
});

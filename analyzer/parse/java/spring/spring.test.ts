import { describe, expect, it } from 'vitest';
import { APPLICATION, parseTree, POM, service, shown } from '../testing.js';
import { starters } from './starters.js';

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

  it('a client that nobody starts brings nothing', async () => {
    expect((await parseTree({ 'pom.xml': POM('lib', 'spring-boot-starter-data-mongodb'), 'src/main/java/a/A.java': 'class A {}' })).clients).toEqual([]);
  });

  it('a registry is no client of itself', async () => {
    const { clients, packages } = await service(['spring-cloud-starter-netflix-eureka-server', 'spring-cloud-starter-netflix-eureka-client'], '', '@EnableEurekaServer');
    expect(clients).toEqual([]);
    expect(packages).toMatchObject([{ provides: { kind: 'discovery' } }]);
  });

  it('a service that has the registry\'s library, too, is its client', async () => {
    const { clients, packages } = await service(['spring-cloud-starter-netflix-eureka-server', 'spring-cloud-starter-netflix-eureka-client'], '', '@EnableEurekaClient');
    expect(clients.map(({ dependency }) => dependency)).toEqual(['registers']);
    expect(packages[0]!.provides).toBeUndefined();
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
    ['the provider that users sign in with', 'spring.security.oauth2.client.provider.sso: {token-uri: "http://localhost:9/realms/a/token", user-info-uri: "http://localhost:9/realms/a/me"}\n', '${spring.security.oauth2.client.provider.sso.token-uri}', 'keycloak'],
    ['any other issuer', 'spring.security.oauth2.client.provider.sso.issuer-uri: http://auth:9000\n', '${spring.security.oauth2.client.provider.sso.issuer-uri}', undefined],
  ])('tokens are asked of %s', async (_, yaml, target, technology) => {
    const { clients } = await service(['spring-boot-starter-oauth2-client'], yaml);
    expect(clients.map(shown)).toEqual([`spring-security-oauth2 ${target}`]);
    expect(clients[0]!.means).toEqual({ role: 'identity', ...(technology ? { technology } : {}) });
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

it('a dashboard beside a service\'s own work makes no monitor of it', async () => {
  expect((await service([], '', '@EnableHystrixDashboard')).packages).toMatchObject([{ provides: { kind: 'monitoring' } }]);
  expect((await service([], '', '@EnableHystrixDashboard @EnableFeignClients')).packages[0]!.provides).toBeUndefined();
});

it('the program that fetches the build tool calls for nobody', async () => {
  const wrapper = 'import java.net.*; class MavenWrapperDownloader { public static void main(String[] a) throws Exception { new URL("https://repo.example.org/x").openStream(); } }';
  expect((await service([], '', '', { '.mvn/wrapper/MavenWrapperDownloader.java': wrapper })).clients).toEqual([]);
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

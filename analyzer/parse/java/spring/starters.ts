import type { Template } from '../../../facts/template.js';
import type { ClientFact, ClientMeaning, DependencyKind } from '../../../facts/types.js';

/** A dependency that a starter on the class path, an annotation or a property brings, without a line of code that calls. */
export interface Starter {
  readonly library: string;
  readonly dependency: DependencyKind;
  readonly protocol: string;
  /** Any of these artifacts on the class path, any of these annotations, or any of these properties written for this application. */
  readonly artifacts?: readonly string[];
  readonly annotations?: readonly string[];
  readonly properties?: readonly string[];
  /** Properties that must be written somewhere that the application reads, whatever else brings the starter. */
  readonly needs?: readonly string[];
  /** Groups of properties that switch it off when all of a group are `false`. */
  readonly offWhenFalse?: ClientFact['offWhenFalse'];
  /** Properties that show that it is in use, also where the address is the library's default. */
  readonly inUseWith?: readonly string[];
  /** What the program is, if it cannot be its own client. */
  readonly notFor?: 'discovery' | 'config-server';
  /** Alternatives: each that is configured is a target. */
  readonly targets: readonly Template[];
  readonly means?: ClientMeaning;
  readonly phase?: 'startup';
  /** The program answers its requests without it. */
  readonly strength?: 'soft';
}

/** `first` or, when it is not set, the next ones, at last a text. */
export const property = (names: readonly string[], otherwise?: string | Template): Template => {
  const [name, ...rest] = names;
  const fallback = rest.length > 0 ? property(rest, otherwise) : typeof otherwise === 'string' ? [{ text: otherwise }] : otherwise;
  return [{ property: name!, ...(fallback ? { fallback } : {}) }];
};

const hostPort = (host: string, port: string, defaultPort: number): Template => [...property([host], 'localhost'), { text: ':' }, ...property([port], String(defaultPort))];

export const RABBIT: Template = property(['spring.rabbitmq.addresses'], hostPort('spring.rabbitmq.host', 'spring.rabbitmq.port', 5672));
export const KAFKA: Template = property(['spring.cloud.stream.kafka.binder.brokers', 'spring.kafka.bootstrap-servers', 'spring.kafka.producer.bootstrap-servers', 'spring.kafka.consumer.bootstrap-servers', 'kafka.bootstrap.servers', 'spring.cloud.stream.kafka.streams.binder.brokers'], 'localhost:9092');
export const MAIL: Template = [...property(['spring.mail.host', 'quarkus.mailer.host']), { text: ':' }, ...property(['spring.mail.port', 'quarkus.mailer.port'], '25')];
export const ACTIVEMQ: Template = property(['spring.activemq.broker-url'], 'tcp://localhost:61616');

const ZIPKIN = ['spring-cloud-starter-zipkin', 'spring-cloud-sleuth-zipkin', 'zipkin-reporter-brave', 'zipkin-sender-urlconnection', 'opentelemetry-exporter-zipkin', 'spring-boot-starter-zipkin'];
const SAMPLING = ['spring.sleuth.sampler.probability', 'spring.sleuth.sampler.percentage', 'spring.sleuth.sampler.rate', 'management.tracing.sampling.probability'];
const SQL = ['spring-boot-starter-data-jpa', 'spring-boot-starter-jdbc', 'spring-boot-starter-data-jdbc', 'spring-boot-starter-data-r2dbc', 'mybatis-spring-boot-starter', 'mybatis-plus-boot-starter', 'spring-boot-starter-jooq', 'quarkus-hibernate-orm', 'quarkus-hibernate-orm-panache', 'quarkus-agroal', 'druid-spring-boot-starter', 'HikariCP'];
const OAUTH = ['spring-cloud-starter-oauth2', 'spring-security-oauth2', 'spring-security-oauth2-autoconfigure', 'spring-boot-starter-oauth2-resource-server', 'spring-boot-starter-oauth2-client', 'spring-cloud-starter-security', 'spring-security-oauth2-client', 'spring-security-oauth2-resource-server', 'keycloak-spring-boot-starter'];
const OAUTH_PROPERTIES = ['security.oauth2.resource.user-info-uri', 'security.oauth2.resource.token-info-uri', 'security.oauth2.resource.jwt.key-uri', 'security.oauth2.resource.jwk.key-set-uri', 'security.oauth2.client.access-token-uri', 'spring.oauth2.resource.user-info-uri', 'spring.oauth2.client.access-token-uri', 'spring.security.oauth2.resourceserver.jwt.issuer-uri', 'spring.security.oauth2.resourceserver.jwt.jwk-set-uri', 'spring.security.oauth2.resourceserver.opaquetoken.introspection-uri', 'keycloak.auth-server-url', 'keycloak.authserverurl'];

const NO_DISCOVERY = ['spring.cloud.discovery.enabled'];
const NO_EUREKA = [['eureka.client.enabled'], ['eureka.client.register-with-eureka', 'eureka.client.fetch-registry'], NO_DISCOVERY];

const REDIS: readonly Template[] = [property(['spring.data.redis.url', 'spring.redis.url', 'spring.redis.cluster.nodes', 'quarkus.redis.hosts'], [...property(['spring.data.redis.host', 'spring.redis.host'], 'localhost'), { text: ':' }, ...property(['spring.data.redis.port', 'spring.redis.port'], '6379')])];

export const starters: readonly Starter[] = [
  {
    library: 'eureka-client', dependency: 'registers', protocol: 'http', notFor: 'discovery', phase: 'startup', means: { role: 'discovery', technology: 'eureka' },
    artifacts: ['spring-cloud-starter-netflix-eureka-client', 'spring-cloud-starter-eureka', 'spring-cloud-netflix-eureka-client', 'eureka-client', 'quarkus-eureka'], annotations: ['EnableEurekaClient'],
    offWhenFalse: NO_EUREKA, targets: [property(['eureka.client.service-url.defaultZone', 'eureka.service-url.default'], 'http://localhost:8761/eureka/')],
  },
  { library: 'consul-client', dependency: 'registers', protocol: 'http', phase: 'startup', means: { role: 'discovery', technology: 'consul' }, offWhenFalse: [['spring.cloud.consul.enabled'], NO_DISCOVERY], artifacts: ['spring-cloud-starter-consul-discovery', 'spring-cloud-starter-consul-all', 'spring-cloud-starter-consul', 'quarkus-consul-config', 'micronaut-discovery-client'], targets: [hostPort('spring.cloud.consul.host', 'spring.cloud.consul.port', 8500)] },
  { library: 'zookeeper-client', dependency: 'registers', protocol: 'zookeeper', phase: 'startup', means: { role: 'discovery', technology: 'zookeeper' }, offWhenFalse: [['spring.cloud.zookeeper.enabled'], NO_DISCOVERY], artifacts: ['spring-cloud-starter-zookeeper-discovery', 'spring-cloud-starter-zookeeper-all'], targets: [property(['spring.cloud.zookeeper.connect-string'], 'localhost:2181')] },
  { library: 'nacos-client', dependency: 'registers', protocol: 'http', phase: 'startup', means: { role: 'discovery', technology: 'nacos' }, artifacts: ['spring-cloud-starter-alibaba-nacos-discovery', 'spring-cloud-alibaba-nacos-discovery', 'spring-cloud-starter-alibaba-nacos-config'], targets: [property(['spring.cloud.nacos.discovery.server-addr', 'spring.cloud.nacos.server-addr', 'spring.cloud.nacos.config.server-addr'], 'localhost:8848')] },
  // The other registries have starters of their own, which come before.
  { library: 'spring-discovery-client', dependency: 'registers', protocol: 'http', notFor: 'discovery', phase: 'startup', means: { role: 'discovery', technology: 'eureka' }, annotations: ['EnableDiscoveryClient', 'SpringCloudApplication'], properties: ['eureka.client.service-url.defaultZone'], offWhenFalse: NO_EUREKA, targets: [property(['eureka.client.service-url.defaultZone'])] },
  { library: 'spring-cloud-config-client', dependency: 'configures', protocol: 'http', notFor: 'config-server', phase: 'startup', means: { role: 'config-server', technology: 'spring-config-server' }, artifacts: ['spring-cloud-starter-config', 'spring-cloud-config-client'], properties: ['spring.cloud.config.uri'], offWhenFalse: [['spring.cloud.config.enabled']], targets: [property(['spring.cloud.config.uri'], 'http://localhost:8888')] },
  { library: 'vault-client', dependency: 'configures', protocol: 'http', phase: 'startup', means: { technology: 'vault' }, offWhenFalse: [['spring.cloud.vault.enabled']], artifacts: ['spring-cloud-starter-vault-config', 'spring-cloud-vault-config', 'spring-vault-core'], targets: [property(['spring.cloud.vault.uri'], hostPort('spring.cloud.vault.host', 'spring.cloud.vault.port', 8200))] },
  { library: 'zipkin-reporter', dependency: 'observes', protocol: 'http', means: { role: 'monitoring', technology: 'zipkin' }, artifacts: ZIPKIN, inUseWith: SAMPLING, offWhenFalse: [['spring.zipkin.enabled'], ['spring.sleuth.enabled'], ['management.tracing.enabled']], targets: [property(['spring.zipkin.base-url', 'management.zipkin.tracing.endpoint', 'spring.zipkin.baseurl'], hostPort('spring.zipkin.host', 'spring.zipkin.port', 9411))] },
  { library: 'jaeger-client', dependency: 'observes', protocol: 'http', means: { role: 'monitoring', technology: 'jaeger' }, artifacts: ['opentracing-spring-jaeger-cloud-starter', 'opentracing-spring-jaeger-web-starter', 'quarkus-jaeger', 'quarkus-smallrye-opentracing'], targets: [property(['opentracing.jaeger.http-sender.url', 'quarkus.jaeger.endpoint'], hostPort('opentracing.jaeger.udp-sender.host', 'opentracing.jaeger.udp-sender.port', 6831))] },
  { library: 'otlp-exporter', dependency: 'observes', protocol: 'otlp', means: { role: 'monitoring' }, needs: ['management.otlp.tracing.endpoint', 'otel.exporter.otlp.endpoint', 'quarkus.otel.exporter.otlp.traces.endpoint'], artifacts: ['opentelemetry-exporter-otlp', 'quarkus-opentelemetry', 'opentelemetry-spring-boot-starter'], targets: [property(['management.otlp.tracing.endpoint', 'otel.exporter.otlp.endpoint', 'quarkus.otel.exporter.otlp.traces.endpoint'])] },
  { library: 'spring-boot-admin-client', dependency: 'observes', protocol: 'http', means: { role: 'monitoring' }, needs: ['spring.boot.admin.client.url', 'spring.boot.admin.url'], artifacts: ['spring-boot-admin-starter-client', 'spring-boot-admin-client'], targets: [property(['spring.boot.admin.client.url[0]', 'spring.boot.admin.client.url', 'spring.boot.admin.url'])] },
  { library: 'sentinel', dependency: 'observes', protocol: 'http', means: { role: 'monitoring' }, needs: ['spring.cloud.sentinel.transport.dashboard'], artifacts: ['spring-cloud-starter-alibaba-sentinel'], targets: [property(['spring.cloud.sentinel.transport.dashboard'])] },
  // Who coordinates transactions, unless a registry says where it is.
  { library: 'seata', dependency: 'calls', protocol: 'tcp', needs: ['seata.service.grouplist.default', 'seata.service.grouplist.seata-server'], artifacts: ['spring-cloud-starter-alibaba-seata', 'seata-spring-boot-starter'], targets: [property(['seata.service.grouplist.default', 'seata.service.grouplist.seata-server'])] },
  { library: 'skywalking', dependency: 'observes', protocol: 'grpc', properties: ['skywalking.collector.backend_service'], targets: [property(['skywalking.collector.backend_service'])] },
  { library: 'hikaricp', dependency: 'stores', protocol: 'sql', artifacts: SQL, properties: ['spring.datasource.url', 'spring.r2dbc.url', 'quarkus.datasource.jdbc.url'], targets: [property(['spring.datasource.url', 'spring.datasource.jdbc-url', 'spring.datasource.hikari.jdbc-url', 'spring.datasource.druid.url', 'spring.r2dbc.url', 'quarkus.datasource.jdbc.url', 'quarkus.datasource.url', 'datasources.default.url'])] },
  { library: 'mongodb-java', dependency: 'stores', protocol: 'mongodb', means: { technology: 'mongodb' }, artifacts: ['spring-boot-starter-data-mongodb', 'spring-boot-starter-data-mongodb-reactive', 'quarkus-mongodb-client', 'quarkus-mongodb-panache', 'micronaut-mongo-reactive'], targets: [property(['spring.data.mongodb.uri', 'spring.mongodb.uri', 'quarkus.mongodb.connection-string', 'mongodb.uri'], hostPort('spring.data.mongodb.host', 'spring.data.mongodb.port', 27017))] },
  { library: 'lettuce', dependency: 'caches', protocol: 'redis', means: { technology: 'redis' }, artifacts: ['spring-boot-starter-data-redis', 'spring-boot-starter-data-redis-reactive', 'spring-session-data-redis', 'redisson-spring-boot-starter', 'quarkus-redis-client'], targets: REDIS },
  // The starter of Spring Boot 1 brings Jedis.
  { library: 'jedis', dependency: 'caches', protocol: 'redis', means: { technology: 'redis' }, artifacts: ['spring-boot-starter-redis'], targets: REDIS },
  { library: 'neo4j-java', dependency: 'stores', protocol: 'bolt', means: { technology: 'neo4j' }, artifacts: ['spring-boot-starter-data-neo4j', 'spring-data-neo4j', 'neo4j-ogm-bolt-driver', 'quarkus-neo4j'], targets: [property(['spring.neo4j.uri', 'spring.data.neo4j.uri', 'quarkus.neo4j.uri'], 'bolt://localhost:7687')] },
  { library: 'cassandra-java', dependency: 'stores', protocol: 'cassandra', means: { technology: 'cassandra' }, artifacts: ['spring-boot-starter-data-cassandra', 'spring-boot-starter-data-cassandra-reactive'], targets: [property(['spring.cassandra.contact-points', 'spring.data.cassandra.contact-points', 'spring.cassandra.contact-points[0]', 'spring.data.cassandra.contact-points[0]'], 'localhost:9042')] },
  { library: 'elasticsearch-java', dependency: 'stores', protocol: 'http', means: { technology: 'elasticsearch' }, artifacts: ['spring-boot-starter-data-elasticsearch', 'elasticsearch-rest-high-level-client', 'elasticsearch-java'], targets: [property(['spring.elasticsearch.uris', 'spring.elasticsearch.rest.uris', 'spring.data.elasticsearch.cluster-nodes', 'spring.data.elasticsearch.client.reactive.endpoints', 'spring.elasticsearch.uris[0]'], 'http://localhost:9200')] },
  { library: 'couchbase-java', dependency: 'stores', protocol: 'couchbase', means: { technology: 'couchbase' }, artifacts: ['spring-boot-starter-data-couchbase'], targets: [property(['spring.couchbase.connection-string', 'spring.couchbase.bootstrap-hosts'], 'localhost:8091')] },
  { library: 'ldap', dependency: 'calls', protocol: 'ldap', means: { technology: 'ldap' }, needs: ['spring.ldap.urls'], artifacts: ['spring-boot-starter-data-ldap', 'spring-security-ldap'], targets: [property(['spring.ldap.urls'])] },
  { library: 'spring-amqp', dependency: 'publishes', protocol: 'amqp', means: { technology: 'rabbitmq' }, artifacts: ['spring-cloud-starter-stream-rabbit', 'spring-cloud-stream-binder-rabbit', 'spring-boot-starter-amqp', 'spring-rabbit', 'quarkus-smallrye-reactive-messaging-rabbitmq'], targets: [RABBIT] },
  // The bus only tells of changed configuration, Turbine only of metrics: https://docs.spring.io/spring-cloud-bus/reference/
  { library: 'spring-amqp', dependency: 'publishes', protocol: 'amqp', strength: 'soft', means: { technology: 'rabbitmq' }, artifacts: ['spring-cloud-starter-bus-amqp', 'spring-cloud-starter-turbine-amqp', 'spring-cloud-netflix-hystrix-amqp', 'spring-cloud-starter-netflix-turbine-amqp'], targets: [RABBIT] },
  { library: 'spring-kafka', dependency: 'publishes', protocol: 'kafka', means: { technology: 'kafka' }, artifacts: ['spring-kafka', 'spring-cloud-starter-stream-kafka', 'spring-cloud-stream-binder-kafka', 'spring-cloud-stream-binder-kafka-streams', 'reactor-kafka', 'kafka-streams', 'quarkus-smallrye-reactive-messaging-kafka', 'quarkus-messaging-kafka', 'quarkus-kafka-client', 'micronaut-kafka'], targets: [KAFKA] },
  // The binder of before 2018 makes topics through ZooKeeper.
  { library: 'zookeeper-client', dependency: 'calls', protocol: 'zookeeper', strength: 'soft', phase: 'startup', needs: ['spring.cloud.stream.kafka.binder.zk-nodes'], artifacts: ['spring-cloud-starter-stream-kafka', 'spring-cloud-stream-binder-kafka', 'spring-cloud-starter-bus-kafka'], targets: [property(['spring.cloud.stream.kafka.binder.zk-nodes'])] },
  { library: 'spring-kafka', dependency: 'publishes', protocol: 'kafka', strength: 'soft', means: { technology: 'kafka' }, artifacts: ['spring-cloud-starter-bus-kafka'], targets: [KAFKA] },
  { library: 'spring-jms', dependency: 'publishes', protocol: 'openwire', means: { technology: 'activemq' }, artifacts: ['spring-boot-starter-activemq', 'spring-boot-starter-artemis'], needs: ['spring.activemq.broker-url'], targets: [ACTIVEMQ] },
  { library: 'javamail', dependency: 'calls', protocol: 'smtp', means: { technology: 'smtp' }, artifacts: ['spring-boot-starter-mail', 'quarkus-mailer', 'spring-context-support', 'javax.mail'], needs: ['spring.mail.host', 'quarkus.mailer.host'], targets: [MAIL] },
  { library: 'spring-security-oauth2', dependency: 'calls', protocol: 'http', means: { role: 'identity' }, artifacts: OAUTH, annotations: ['EnableResourceServer', 'EnableOAuth2Sso', 'EnableOAuth2Client'], needs: OAUTH_PROPERTIES, targets: OAUTH_PROPERTIES.map((name) => property([name])) },
  // The tokens' issuer is configured elsewhere; a system with one authorization server leaves no doubt.
  { library: 'spring-security-oauth2', dependency: 'calls', protocol: 'http', means: { role: 'identity' }, annotations: ['EnableResourceServer', 'EnableOAuth2Sso'], targets: [[]] },
];

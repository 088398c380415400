import { describe, expect, it } from 'vitest';
import type { ClientFact } from '../../../facts/types.js';
import { showTemplate } from '../../../facts/template.js';
import { APPLICATION, clientsOf, parseTree, POM } from '../testing.js';

const shown = ({ library, targets, settings }: ClientFact): string => [library, targets.map(showTemplate).join(','), ...settings.map(({ name, value }) => `${name}=${'value' in value ? value.value : '?'}`).sort()].join(' ');

type Case = readonly [name: string, imports: readonly string[], body: string, expected: readonly string[]];

const http: readonly Case[] = [
  ['RestClient with a factory', ['org.springframework.web.client.RestClient'], 'void a() { JdkClientHttpRequestFactory f = new JdkClientHttpRequestFactory(); f.setReadTimeout(Duration.ofSeconds(2)); RestClient.builder().baseUrl("http://cart").requestFactory(f).build(); }', ['spring-restclient http://cart timeoutOnCall=2000']],
  ['RestClient with settings', ['org.springframework.web.client.RestClient'], 'RestClient c = RestClient.builder().baseUrl("http://cart").requestFactory(of(ClientHttpRequestFactorySettings.DEFAULTS.withConnectTimeout(Duration.ofSeconds(1)).withReadTimeout(Duration.ofSeconds(3)))).build();', ['spring-restclient http://cart connectTimeout=1000 timeoutOnCall=3000']],
  ['WebClient that tries again', ['org.springframework.web.reactive.function.client.WebClient'], 'WebClient c = WebClient.create("http://cart"); Object f() { return c.get().retrieve().bodyToMono(String.class).timeout(Duration.ofSeconds(2)).retryWhen(Retry.backoff(3, Duration.ofMillis(100))); }', ['spring-webclient http://cart retriesOnCall=3 retryBackoff=exponential retryCondition=everything timeoutOnCall=2000']],
  ['WebClient that tries again what may pass', ['org.springframework.web.reactive.function.client.WebClient'], 'WebClient c = WebClient.create("http://cart"); Object f() { return c.get().retrieve().bodyToMono(String.class).retryWhen(Retry.max(2).filter(e -> isPassing(e))); }', ['spring-webclient http://cart retriesOnCall=2 retryCondition=?']],
  ['WebClient on Netty', ['org.springframework.web.reactive.function.client.WebClient'], 'WebClient c = WebClient.builder().baseUrl("http://cart").clientConnector(new C(HttpClient.create().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 500).responseTimeout(Duration.ofSeconds(4)))).build();', ['spring-webclient http://cart connectTimeout=500 timeoutOnCall=4000']],
  ['a retry of something else', ['org.springframework.web.reactive.function.client.WebClient'], 'WebClient c = WebClient.create("http://cart"); Object f() { return c.get().retrieve().bodyToMono(String.class).flatMap(id -> orders.find(id).retryWhen(Retry.backoff(5, Duration.ofSeconds(1)))); }', ['spring-webclient http://cart']],
  ['Feign without Spring', ['feign.Feign'], 'Api a = Feign.builder().options(new Request.Options(1000, 2000)).retryer(new Retryer.Default(100, 1000, 4)).target(Api.class, "http://cart");', ['feign http://cart connectTimeout=1000 retriesOnCall=3 timeoutOnCall=2000']],
  ['Feign with units', ['feign.Feign'], 'Api a = Feign.builder().options(new Request.Options(1, TimeUnit.SECONDS, 2, TimeUnit.SECONDS, true)).target(Api.class, "http://cart");', ['feign http://cart connectTimeout=1000 timeoutOnCall=2000']],
  ['MicroProfile by builder', ['org.eclipse.microprofile.rest.client.RestClientBuilder'], 'Object f() { return RestClientBuilder.newBuilder().baseUri(URI.create("http://cart")).readTimeout(2, TimeUnit.SECONDS).build(Api.class); }', ['microprofile-rest-client http://cart timeoutOnCall=2000']],
  ['gRPC with a deadline', ['io.grpc.ManagedChannelBuilder'], 'void f() { ManagedChannel ch = ManagedChannelBuilder.forAddress("cart", 50051).maxRetryAttempts(4).build(); CartGrpc.newBlockingStub(ch).withDeadlineAfter(500, TimeUnit.MILLISECONDS).get(r); }', ['grpc-java cart:50051 retriesOnCall=3 timeoutOnCall=500']],
];

const stores: readonly Case[] = [
  ['Hikari', ['com.zaxxer.hikari.HikariConfig'], 'void f() { HikariConfig c = new HikariConfig(); c.setJdbcUrl("jdbc:postgresql://db/x"); c.setMaximumPoolSize(9); c.setConnectionTimeout(2000); }', ['jdbc jdbc:postgresql://db/x acquireTimeout=2000 connectionPoolMaxConnections=9']],
  ['limits in the address, in milliseconds', ['java.sql.DriverManager'], 'void f() { DriverManager.getConnection("jdbc:mysql://db:3306/x?socketTimeout=5000&connectTimeout=1000"); }', ['jdbc jdbc:mysql://db:3306/x?socketTimeout=5000&connectTimeout=1000 connectTimeout=1000 timeoutOnCall=5000']],
  ['limits in the address, in seconds', ['java.sql.DriverManager'], 'void f() { DriverManager.getConnection("jdbc:postgresql://db/x?socketTimeout=5&connectTimeout=0"); }', ['jdbc jdbc:postgresql://db/x?socketTimeout=5&connectTimeout=0 timeoutOnCall=5000']],
  ['a statement', ['java.sql.DriverManager'], 'void f() { Connection c = DriverManager.getConnection("jdbc:postgresql://db/x"); Statement s = c.createStatement(); s.setQueryTimeout(5); }', ['jdbc jdbc:postgresql://db/x timeoutOnCall=5000']],
  ['R2DBC', ['io.r2dbc.spi.ConnectionFactories'], 'Object f = ConnectionFactories.get("r2dbc:postgresql://db:5432/x");', ['jdbc r2dbc:postgresql://db:5432/x']],
  ['Jedis', ['redis.clients.jedis.JedisPool'], 'Object c = new JedisPool(new JedisPoolConfig(), "cache", 6379, 2000);', ['jedis cache:6379 timeoutOnCall=2000']],
  ['Lettuce', ['io.lettuce.core.RedisClient'], 'RedisClient c = RedisClient.create("redis://cache:6379"); void f() { c.setDefaultTimeout(Duration.ofSeconds(2)); }', ['lettuce redis://cache:6379 timeoutOnCall=2000']],
  ['Lettuce by Spring', ['org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory'], 'Object f() { return new LettuceConnectionFactory(new RedisStandaloneConfiguration("cache", 6379), LettuceClientConfiguration.builder().commandTimeout(Duration.ofSeconds(2)).build()); }', ['lettuce cache:6379 timeoutOnCall=2000']],
  ['Redisson', ['org.redisson.Redisson'], 'void f() { Config c = new Config(); c.useSingleServer().setAddress("redis://cache:6379").setTimeout(700).setRetryAttempts(2); }', ['lettuce redis://cache:6379 retriesOnCall=2 timeoutOnCall=700']],
  ['Cassandra', ['com.datastax.oss.driver.api.core.CqlSession'], 'Object d = CqlSession.builder().addContactPoint(new InetSocketAddress("cass", 9042)).build();', ['cassandra-java cass:9042']],
  ['Elasticsearch', ['org.elasticsearch.client.RestClient'], 'Object d = RestClient.builder(HttpHost.create("http://search:9200")).build();', ['elasticsearch-java http://search:9200']],
  ['memcached', ['net.spy.memcached.MemcachedClient'], 'Object c = new MemcachedClient(new InetSocketAddress("cache", 11211));', ['spymemcached cache:11211']],
  ['object storage', ['software.amazon.awssdk.services.s3.S3Client'], 'Object c = S3Client.builder().endpointOverride(URI.create("http://minio:9000")).build();', ['aws-sdk-java-s3 http://minio:9000']],
];

const messaging: readonly Case[] = [
  ['a Kafka producer with its properties', ['org.apache.kafka.clients.producer.KafkaProducer'], 'void f() { Properties p = new Properties(); p.put("bootstrap.servers", "kafka:9092"); p.put(ProducerConfig.ACKS_CONFIG, "all"); p.put("retries", 3); new KafkaProducer<>(p).send(new ProducerRecord<>("orders", "x")); }', ['spring-kafka kafka:9092 producerAcks=all retriesOnCall=3']],
  ['a Kafka consumer with a map', ['org.apache.kafka.clients.consumer.KafkaConsumer'], 'void f() { KafkaConsumer<String, String> k = new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "kafka:9092")); k.subscribe(List.of("orders")); }', ['spring-kafka kafka:9092']],
  ['RabbitMQ through its one connection', ['com.rabbitmq.client.ConnectionFactory', 'com.rabbitmq.client.Channel'], 'void f() { ConnectionFactory f = new ConnectionFactory(); f.setHost("mq"); f.setConnectionTimeout(2000); Channel ch = f.newConnection().createChannel(); ch.basicPublish("", "orders", null, b); }', ['rabbitmq-java mq connectTimeout=2000']],
  ['NATS', ['io.nats.client.Nats'], 'Object c = Nats.connect("nats://mq:4222");', ['nats-java nats://mq:4222']],
  ['mail without Spring', ['jakarta.mail.Session'], 'void f() { Properties p = new Properties(); p.put("mail.smtp.host", "post"); p.put("mail.smtp.timeout", "4000"); Transport.send(m); }', ['javamail post timeoutOnCall=4000']],
];

const REST = 'org.springframework.web.client.RestTemplate';
const GET = 'r.getForObject("http://cart/x", String.class)';
const around: readonly Case[] = [
  ["Hystrix' own limit", [REST], `RestTemplate r; @HystrixCommand(commandProperties = @HystrixProperty(name = "execution.isolation.thread.timeoutInMilliseconds", value = "1500")) String f() { return ${GET}; }`, ['spring-resttemplate http://cart/x circuitBreaker=true timeoutOnCall=1500']],
  ['MicroProfile Fault Tolerance', [REST], `RestTemplate r; @Timeout(value = 2, unit = ChronoUnit.SECONDS) @Retry(maxRetries = 2) String f() { return ${GET}; }`, ['spring-resttemplate http://cart/x retriesOnCall=2 retryCondition=everything timeoutOnCall=2000']],
  ['annotations that say which failures', [REST], `RestTemplate r; @Retryable(retryFor = {ResourceAccessException.class, HttpServerErrorException.class}, maxAttempts = 4) String f() { return ${GET}; }`, ['spring-resttemplate http://cart/x retriesOnCall=3 retryCondition=transient']],
  ['annotations that leave some out', [REST], `RestTemplate r; @Retryable(noRetryFor = HttpClientErrorException.class) String f() { return ${GET}; }`, ['spring-resttemplate http://cart/x retriesOnCall=2 retryCondition=?']],
  ['Resilience4j in code with a list', [REST], `RestTemplate r; String f() { Retry t = Retry.of("x", RetryConfig.custom().maxAttempts(4).ignoreExceptions(HttpClientErrorException.class).build()); return Retry.decorateSupplier(t, () -> ${GET}).get(); }`, ['spring-resttemplate http://cart/x retriesOnCall=3 retryCondition=?']],
  ['Resilience4j in code', [REST], `RestTemplate r; String f() { Retry t = Retry.of("x", RetryConfig.custom().maxAttempts(4).build()); return Retry.decorateSupplier(t, () -> ${GET}).get(); }`, ['spring-resttemplate http://cart/x retriesOnCall=3 retryCondition=everything']],
  ["Spring's template", [REST], `RestTemplate r; RetryTemplate t = RetryTemplate.builder().maxAttempts(5).build(); String f() { return t.execute(c -> ${GET}); }`, ['spring-resttemplate http://cart/x retriesOnCall=4 retryCondition=everything']],
  ['Failsafe', [REST], `RestTemplate r; String f() { return Failsafe.with(RetryPolicy.builder().withMaxRetries(2).build()).get(() -> ${GET}); }`, ['spring-resttemplate http://cart/x retriesOnCall=2 retryCondition=everything']],
  ['a template that runs something else', [REST], `RestTemplate r; RetryTemplate t = RetryTemplate.builder().maxAttempts(5).build(); String f() { t.execute(c -> log()); return ${GET}; }`, ['spring-resttemplate http://cart/x']],
];

describe.each([['HTTP', http], ['stores', stores], ['messaging', messaging], ['what stands around', around]] as const)('how clients of Java are made: %s', (_, cases) => {
  it.each(cases)('%s', async (_name, imports, body, expected) => expect((await clientsOf(imports, body)).map(shown)).toEqual(expected));
});

it('takes limits of a database address and named limits from the configuration', async () => {
  const { clients } = await parseTree({
    'pom.xml': POM('shop', 'spring-boot-starter-data-jpa', 'spring-boot-starter-mail'),
    'src/main/java/app/App.java': APPLICATION,
    'src/main/java/app/Cart.java': `package app;\nimport ${REST};\nclass Cart { RestTemplate r; @TimeLimiter(name = "cart") String f() { return ${GET}; } }`,
    'src/main/resources/application.properties': 'resilience4j.timelimiter.instances.cart.timeoutDuration=2s\nspring.datasource.url=jdbc:postgresql://db/x?socketTimeout=7\nspring.mail.host=post\nspring.mail.properties.mail.smtp.timeout=4000\n',
  });
  expect(clients.map((client) => shown(client).replace(/ \S+/, '')).sort()).toEqual(['hikaricp timeoutOnCall=7000', 'javamail timeoutOnCall=4000', 'spring-resttemplate timeoutOnCall=2000']);
});

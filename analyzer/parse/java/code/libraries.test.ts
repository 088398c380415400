import { describe, expect, it } from 'vitest';
import { showTemplate } from '../../../facts/template.js';
import { clientsOf, shown } from '../testing.js';
import { codeLibraries } from './libraries.js';

type Case = readonly [library: string, imports: readonly string[], body: string, expected: readonly string[]];
const spring = 'org.springframework';

/** One use of each library: the call, and where it leads. */
const CASES: readonly Case[] = [
  ['spring-resttemplate', [`${spring}.web.client.RestTemplate`], 'RestTemplate rest; Object f(long id) { return rest.getForObject("http://cart-service/items/" + id, Object.class); }', ['http://cart-service/items/…']],
  ['spring-restclient', [`${spring}.web.client.RestClient`], 'RestClient c = RestClient.builder().baseUrl("http://cart:8080").build(); Object f() { return c.get().uri("/items").retrieve(); }', ['http://cart:8080']],
  ['spring-webclient', [`${spring}.web.reactive.function.client.WebClient`], 'WebClient.Builder b; Object f() { return b.build().get().uri("http://cart/items").retrieve(); }', ['http://cart/items']],
  ['feign', ['feign.Feign'], 'Object f() { return Feign.builder().target(Object.class, "http://cart"); }', ['http://cart']],
  ['okhttp', ['okhttp3.Request'], 'Object f() { return new Request.Builder().url("http://cart/items").build(); }', ['http://cart/items']],
  ['apache-hc5', ['org.apache.hc.client5.http.classic.methods.HttpGet'], 'Object f() { return new HttpGet("http://cart/items"); }', ['http://cart/items']],
  ['apache-hc4', ['org.apache.http.client.methods.HttpPost'], 'Object f() { return new HttpPost("http://cart/items"); }', ['http://cart/items']],
  ['java-net-http', ['java.net.http.HttpRequest', 'java.net.URI'], 'Object f() { return HttpRequest.newBuilder().uri(URI.create("http://cart/items")).build(); }', ['http://cart/items']],
  ['httpurlconnection', ['java.net.URL'], 'Object f() { URL url = new URL("http://cart/items"); return url.openConnection(); }', ['http://cart/items']],
  ['jaxrs-client', ['javax.ws.rs.client.*'], 'Object f() { Client c = ClientBuilder.newClient(); return c.target("http://cart").path("items"); }', ['http://cart']],
  ['microprofile-rest-client', ['org.eclipse.microprofile.rest.client.RestClientBuilder', 'java.net.URI'], 'Object f() { return RestClientBuilder.newBuilder().baseUri(URI.create("http://cart")).build(Object.class); }', ['http://cart']],
  ['jersey-client', ['com.sun.jersey.api.client.Client'], 'Client c; Object f() { return c.resource("http://cart/items"); }', ['http://cart/items']],
  ['keycloak-admin', ['org.keycloak.admin.client.KeycloakBuilder'], 'Object f() { return KeycloakBuilder.builder().serverUrl("http://sso:8080/auth").realm("shop").build(); }', ['http://sso:8080/auth']],
  ['stripe-java', ['com.stripe.model.PaymentIntent'], 'Object f(Object p) { return PaymentIntent.create(p); }', ['https://api.stripe.com']],
  ['unirest-java', ['kong.unirest.Unirest'], 'Object f() { return Unirest.get("http://cart/items").asString(); }', ['http://cart/items']],
  ['ktor-client', ['io.ktor.client.HttpClient'], 'HttpClient c; Object f() { return c.get("http://cart/items"); }', ['http://cart/items']],
  ['vertx-web-client', ['io.vertx.ext.web.client.WebClient'], 'WebClient c; Object f() { return c.get(8080, "cart", "/items"); }', ['cart:8080']],
  ['micronaut-http-client', ['io.micronaut.http.client.HttpClient'], 'Object f() { return HttpClient.create("http://cart"); }', ['http://cart']],
  ['spring-cloud-loadbalancer', [`${spring}.cloud.client.discovery.DiscoveryClient`], 'DiscoveryClient d; Object f() { return d.getInstances("cart-service"); }', ['cart-service']],
  ['grpc-java', ['io.grpc.ManagedChannelBuilder'], 'Object f() { return ManagedChannelBuilder.forAddress("cart", 7070).usePlaintext().build(); }', ['cart:7070']],
  ['jdbc', ['java.sql.DriverManager'], 'Object f() { return DriverManager.getConnection("jdbc:mysql://db:3306/shop"); }', ['jdbc:mysql://db:3306/shop']],
  ['mongodb-java', ['com.mongodb.client.MongoClients'], 'Object f() { return MongoClients.create("mongodb://db:27017"); }', ['mongodb://db:27017']],
  ['jedis', ['redis.clients.jedis.Jedis'], 'Object f() { return new Jedis("cache", 6380); }', ['cache:6380']],
  ['lettuce', ['io.lettuce.core.RedisClient'], 'Object f() { return RedisClient.create("redis://cache"); }', ['redis://cache']],
  ['neo4j-java', ['org.neo4j.driver.GraphDatabase'], 'Object f() { return GraphDatabase.driver("bolt://graph:7687"); }', ['bolt://graph:7687']],
  ['cassandra-java', ['com.datastax.driver.core.Cluster'], 'Object f() { return Cluster.builder().addContactPoint("ring").build(); }', ['ring']],
  ['elasticsearch-java', ['org.apache.http.HttpHost', 'org.elasticsearch.client.RestClient'], 'Object f() { return RestClient.builder(new HttpHost("search", 9200)); }', ['search:9200']],
  ['spring-kafka', [`${spring}.kafka.core.KafkaTemplate`], 'KafkaTemplate<String, String> k; void f() { k.send("orders", "x"); }', ['${spring.cloud.stream.kafka.binder.brokers}']],
  ['spring-amqp', [`${spring}.amqp.rabbit.core.RabbitTemplate`], 'RabbitTemplate r; void f() { r.convertAndSend("orders", "x"); }', ['${spring.rabbitmq.addresses}']],
  ['rabbitmq-java', ['com.rabbitmq.client.ConnectionFactory'], 'void f() { ConnectionFactory c = new ConnectionFactory(); c.setHost("rabbit"); }', ['rabbit']],
  ['spring-jms', ['org.apache.activemq.ActiveMQConnectionFactory'], 'Object f() { return new ActiveMQConnectionFactory("tcp://mq:61616"); }', ['tcp://mq:61616']],
  ['spymemcached', ['net.spy.memcached.MemcachedClient'], 'Object c() { return new MemcachedClient(new InetSocketAddress("cache", 11211)); }', ['cache:11211']],
  ['nats-java', ['io.nats.client.Nats'], 'Object c() { return Nats.connect("nats://mq:4222"); }', ['nats://mq:4222']],
  ['paho-mqtt', ['org.eclipse.paho.client.mqttv3.MqttClient'], 'Object f() { return new MqttClient("tcp://mqtt:1883", "id"); }', ['tcp://mqtt:1883']],
  ['dapr', ['io.dapr.client.DaprClient'], 'DaprClient d; Object f() { return d.invokeMethod("cart-app", "items", null); }', ['cart-app']],
  ['aws-sdk-java-s3', ['software.amazon.awssdk.services.s3.S3Client'], 'Object f() { return S3Client.builder().build(); }', ['${AWS_ENDPOINT_URL_S3}']],
  ['aws-sdk-java-dynamodb', ['com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder'], 'Object f() { return AmazonDynamoDBClientBuilder.standard().build(); }', ['${AWS_ENDPOINT_URL_DYNAMODB}']],
  ['aws-sdk-java-sns', ['com.amazonaws.services.sns.AmazonSNSClient'], 'Object f() { return new AmazonSNSClient(); }', ['${AWS_ENDPOINT_URL_SNS}']],
  ['aws-sdk-java-sqs', ['software.amazon.awssdk.services.sqs.SqsClient'], 'SqsClient q; void f(Object o) { q.sendMessage(o); }', ['${AWS_ENDPOINT_URL_SQS}']],
  ['javamail', [`${spring}.mail.javamail.JavaMailSenderImpl`], 'void f() { JavaMailSenderImpl m = new JavaMailSenderImpl(); m.setHost("smtp.example.com"); }', ['smtp.example.com']],
];

describe('client libraries', () => {
  it.each(CASES)('%s', async (library, imports, body, expected) => {
    const found = (await clientsOf(imports, body)).filter((client) => client.library === library);
    expect(found.flatMap((client) => client.targets.map(showTemplate))).toEqual(expected);
    expect(found[0]!.packages).toEqual(['.']);
    expect(found[0]!.at).toMatchObject({ file: 'src/main/java/app/Client.java' });
  });

  it('every entry of the table has a use here', () => {
    expect(new Set(CASES.map(([library]) => library))).toEqual(new Set(codeLibraries.map(({ id }) => id)));
  });

  it.each(CASES.map(([library, , body]) => [library, body] as const))('%s: the same names from elsewhere are none', async (_, body) => {
    expect(await clientsOf(['com.example.own.Things'], body)).toEqual([]);
  });
});

describe('what is no target', () => {
  it.each([
    ['a path on the base address', [`${spring}.web.client.RestClient`], 'RestClient c; Object f() { return c.get().uri("/items").retrieve(); }'],
    ['another method of the client', [`${spring}.web.client.RestTemplate`], 'RestTemplate r; void f() { r.setErrorHandler("http://cart"); }'],
    ['a local class of that name', [], 'static class RestTemplate { Object getForObject(String s) { return null; } } Object f() { return new RestTemplate().getForObject("http://cart"); }'],
  ])('%s', async (_, imports, body) => {
    expect(await clientsOf(imports, body)).toEqual([]);
  });
});

it('calls of one client to one target are one fact, with the HTTP methods', async () => {
  const [client, ...rest] = await clientsOf([`${spring}.web.client.RestTemplate`], 'RestTemplate r; String u = "http://cart";\nvoid f() { r.getForObject(u, String.class);\n r.delete(u); }');
  expect(rest).toEqual([]);
  expect(client!.calls.map(({ method, function: name }) => `${method} in ${name}`)).toEqual(['GET in f', 'DELETE in f']);
  expect(shown(client!)).toBe('spring-resttemplate http://cart');
});

it('reads limits of JAX-RS clients by the name of their property; of two numbers the greater may hold', async () => {
  const body = 'boolean slow; Object f() { ClientBuilder cb = ClientBuilder.newBuilder(); Integer limit = slow ? 9000 : 2500; cb.property("com.ibm.ws.jaxrs.client.connection.timeout", 700); cb.property("com.ibm.ws.jaxrs.client.receive.timeout", limit); cb.property("buffer.size", 1); return cb.build().target("http://cart"); }';
  const [client] = await clientsOf(['javax.ws.rs.client.*'], body);
  expect(client!.settings.map(({ name, value }) => [name, 'value' in value && value.value])).toEqual([['connectTimeout', 700], ['timeoutOnCall', 9000]]);
});

it.each([
  ['around the call', 'Object f() { return breakers.create("cart").run(() -> rest.getForObject("http://cart", String.class), error -> null); }', true],
  ['around the method that calls', 'Object get() { return rest.getForObject("http://cart", String.class); } Object f() { return breakers.create("cart").run(() -> get(), error -> null); }', true],
  ['after it in the chain', 'Object f() { return rest.getForObject("http://cart", Mono.class).transform(it -> breakers.create("cart").run(it, error -> null)); }', true],
  ['around one of two ways to it', 'Object get() { return rest.getForObject("http://cart", String.class); } Object f() { return breakers.create("cart").run(() -> get(), error -> null); } Object g() { return get(); }', false],
  ['around something else', 'Object f() { breakers.create("mail").run(() -> null, error -> null); return rest.getForObject("http://cart", String.class); }', false],
])('a breaker of Spring Cloud %s', async (_, body, expected) => {
  const [client] = await clientsOf(['org.springframework.web.client.RestTemplate', 'org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory'], `RestTemplate rest; CircuitBreakerFactory breakers; ${body}`);
  expect(client!.settings.map(({ name }) => name)).toEqual(expected ? ['circuitBreaker', 'timeoutOnCall', 'breakerMinimumCalls', 'breakerTimeout'] : []);
});

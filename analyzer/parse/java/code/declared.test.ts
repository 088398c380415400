import { describe, expect, it } from 'vitest';
import { showTemplate } from '../../../facts/template.js';
import { APPLICATION, clientsOf, parseTree, POM, shown } from '../testing.js';

const spring = 'org.springframework';
const declared = async (source: string) => (await parseTree({ 'pom.xml': POM('shop'), 'src/main/java/app/App.java': APPLICATION, 'src/main/java/app/Declared.java': source })).clients;

describe('clients that annotations declare', () => {
  it('Feign by name: the registry or a list of servers says where, the fallback makes it soft', async () => {
    const [client] = await declared('@FeignClient(name = "cart-service", fallback = Nothing.class)\ninterface Cart { @GetMapping("/items") Object items(); @RequestMapping(method = RequestMethod.POST) void add(); }');
    expect(client).toMatchObject({ library: 'spring-cloud-openfeign', dependency: 'calls', strength: 'soft', softAt: { line: 1, column: 48 }, at: { line: 1, column: 1 } });
    expect(client!.targets).toEqual([[{ property: 'cart-service.ribbon.listOfServers', fallback: [{ property: 'spring.cloud.discovery.client.simple.instances.cart-service[0].uri', fallback: [{ text: 'http://cart-service/' }] }] }]]);
    expect(client!.calls.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  describe('who waits for a Feign client', () => {
    const FEIGN = 'package app; @FeignClient(name = "cart")\ninterface Cart { Object items(); }';
    const used = async (...users: readonly string[]) => {
      const files = Object.fromEntries(users.map((body, i) => [`src/main/java/app/User${i}.java`, `package app; class User${i} { Cart cart; ${body} }`]));
      const { clients } = await parseTree({ 'pom.xml': POM('shop'), 'src/main/java/app/App.java': APPLICATION, 'src/main/java/app/Cart.java': FEIGN, ...files });
      return clients.map(({ strength, phase }) => `${strength} ${phase}`);
    };
    const request = 'Object page() { return cart.items(); }';
    const wrapped = '@HystrixCommand(fallbackMethod = "none") Object page() { return cart.items(); }';
    const nightly = '@Scheduled(cron = "0 0 0 * * *") void f(List<String> all) { all.forEach(one -> cart.items()); }';

    it.each([
      ['requests', [request], 'hard request'],
      ['a method that falls back', [wrapped], 'soft request'],
      ['a schedule alone', [nightly], 'soft request'],
      ['requests beside a schedule', [nightly, request], 'hard request'],
      ['the start alone', ['@PostConstruct void warm() { cart.items(); }', '@EventListener void on(ApplicationReadyEvent e) { cart.items(); }'], 'hard startup'],
      ['any other event', ['@EventListener void on(OrderPlaced e) { cart.items(); }'], 'hard request'],
      ['a reference that may be called anywhere', [wrapped, 'Object f() { return run(cart::items); }'], 'hard request'],
      ['nobody that is seen', ['void f() {}'], 'hard request'],
    ])('%s', async (_, users, expected) => {
      expect(await used(...users)).toEqual([expected]);
    });
  });

  it.each([
    ['@FeignClient(name = "rates", url = "${rates.url}")\ninterface A {}', 'spring-cloud-openfeign ${rates.url}'],
    ['@FeignClient(name = "rates", url = "https://rates.example.com/v1")\ninterface A {}', 'spring-cloud-openfeign https://rates.example.com/v1'],
    ['@HttpExchange(url = "http://cart/items")\ninterface A {}', 'spring-http-interface http://cart/items'],
    ['@RegisterRestClient(baseUri = "http://cart")\ninterface CartClient {}', 'microprofile-rest-client ${quarkus.rest-client.CartClient.url}'],
    ['import io.micronaut.http.client.annotation.Client;\n@Client("cart")\ninterface A {}', 'microprofile-rest-client ${micronaut.http.services.cart.url}'],
    ['class A { @GrpcClient("cart") Object stub; }', 'grpc-java ${grpc.client.cart.address}'],
    ['class A { @KafkaListener(topics = {"orders", "${more}"}) void f() {} }', 'spring-kafka ${spring.cloud.stream.kafka.binder.brokers}'],
    ['class A { @RabbitListener(queues = "orders") void f() {} }', 'spring-amqp ${spring.rabbitmq.addresses}'],
    ['class A { @JmsListener(destination = "orders") void f() {} }', 'spring-jms ${spring.activemq.broker-url}'],
  ])('%s', async (source, expected) => {
    expect((await declared(source)).map(shown)).toEqual([expected]);
  });

  it('listeners consume their channels', async () => {
    const [client] = await declared('class A { @KafkaListener(topics = {"orders", "${more}"}) void f() {} }');
    expect(client).toMatchObject({ dependency: 'consumes', means: { technology: 'kafka' } });
    expect(client!.channels.map(showTemplate)).toEqual(['orders', '${more}']);
  });

  it('routes of a gateway in code', async () => {
    const found = await declared('class A { Object f(RouteLocatorBuilder b) { return b.routes().route(p -> p.path("/cart/**").uri("lb://cart")).route(p -> p.path("/x").uri("/not-there")).build(); } }');
    expect(found.map(shown)).toEqual(['spring-cloud-gateway lb://cart']);
    expect(found[0]!.dependency).toBe('routes');
  });
});

describe('what an expression says', () => {
  const rest = [`${spring}.web.client.RestTemplate`];
  const target = async (body: string, more = {}) => (await clientsOf(rest, body, more)).flatMap((client) => client.targets);

  it.each([
    ['a constant', 'static final String BASE = "http://cart"; Object f() { return new RestTemplate().getForObject(BASE + "/items", null); }', 'http://cart/items'],
    ['a format string', 'Object f(int id) { String u = String.format("http://%s:%d/items/%s", "cart", 80, id); return new RestTemplate().getForObject(u, null); }', 'http://cart:80/items/…'],
    ['an injected value', '@Value("${cart.url:http://cart}") String url; Object f() { return new RestTemplate().getForObject(url, null); }', '${cart.url}'],
    ['a value injected through the constructor', 'final String url; Client(@Value("${cart.url}") String url) { this.url = url; } Object f() { return new RestTemplate().getForObject(this.url + "/x", null); }', '${cart.url}/x'],
    ['the environment', 'Object f() { return new RestTemplate().getForObject("http://" + System.getenv("CART") + "/x", null); }', 'http://${CART}/x'],
    ['a builder', 'Object f() { String u = UriComponentsBuilder.fromHttpUrl("http://cart").path("/items").queryParam("q", 1).toUriString(); return new RestTemplate().getForObject(u, null); }', 'http://cart/items'],
    ['a parameter that callers give', 'Object f() { return load("http://cart/a"); } private Object load(String url) { return new RestTemplate().getForObject(url, null); }', 'http://cart/a'],
    ['a parameter handed on twice', 'Object f() { return one("cart"); } Object one(String host) { return two("http://" + host); } Object two(String url) { return new RestTemplate().getForObject(url, null); }', 'http://cart'],
    ['own methods', 'String base() { return "http://cart"; } Object f() { return new RestTemplate().getForObject(base() + "/x", null); }', 'http://cart/x'],
  ])('%s', async (_, body, expected) => {
    expect((await target(body)).map(showTemplate)).toEqual([expected]);
  });

  it('keeps the default of a null check', async () => {
    const [found] = await target('static final String H = System.getenv("HOST") == null ? "cart" : System.getenv("HOST"); Object f() { return new RestTemplate().getForObject("http://" + H, null); }');
    expect(found).toEqual([{ text: 'http://' }, { env: 'HOST', fallback: [{ text: 'cart' }] }]);
  });

  it('follows constants and bound properties into other files', async () => {
    const more = {
      'src/main/java/app/Urls.java': 'package app; class Urls { static final String CART = "http://cart"; }',
      'src/main/java/app/ShopProperties.java': 'package app; @ConfigurationProperties(prefix = "shop") class ShopProperties { private String paymentUrl; String getPaymentUrl() { return paymentUrl; } }',
    };
    const found = await target('ShopProperties p; Object f() { new RestTemplate().getForObject(Urls.CART, null); return new RestTemplate().getForObject(p.getPaymentUrl() + "/x", null); }', more);
    expect(found.map(showTemplate)).toEqual(['http://cart', '${shop.paymentUrl}/x']);
  });

  it('ends where names go in circles', async () => {
    expect((await target('String a = b; String b = a; Object f() { return new RestTemplate().getForObject(a, null); }')).map(showTemplate)).toEqual(['…']);
  });
});

it('reads Kotlin as Java', async () => {
  const { clients, packages } = await parseTree({
    'build.gradle.kts': 'dependencies {\n  implementation("org.springframework.boot:spring-boot-starter-web")\n}\n',
    'src/main/kotlin/app/App.kt': 'package app\nimport org.springframework.web.client.RestTemplate\n@SpringBootApplication\nclass App\nfun main(args: Array<String>) { runApplication<App>(*args) }\n@FeignClient(name = "cart", url = "\\${cart.url}")\ninterface Cart { @GetMapping("/a") fun a(): String }\nclass Orders(@Value("\\${orders.url}") private val url: String, private val rest: RestTemplate) {\n  private val path = "orders"\n  fun all(): Any? { val full = "$url/$path/${1}"; return rest.getForObject(full, Any::class.java) }\n}\n',
  });
  expect(clients.map(shown)).toEqual(['spring-resttemplate ${orders.url}/orders/1', 'spring-cloud-openfeign ${cart.url}']);
  expect(packages).toMatchObject([{ startable: true, listens: [{ port: [{ property: 'server.port' }] }] }]);
});

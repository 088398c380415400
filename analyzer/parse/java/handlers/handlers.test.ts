import { describe, expect, it } from 'vitest';
import { APPLICATION, parseTree, POM } from '../testing.js';

const SRC = 'src/main/java/app';

async function handlers(texts: Readonly<Record<string, string>>, artifacts: readonly string[] = []): Promise<string[]> {
  const { handlers: found, clients } = await parseTree({ 'pom.xml': POM('shop', ...artifacts), [`${SRC}/App.java`]: APPLICATION, ...texts });
  const library = (id: string) => clients.find((client) => client.id === id)?.library;
  return found.map((h) => `${h.method} ${h.path} -> ${h.reaches.map(({ client, path }) => `${library(client)} (${path.length})`).sort().join(', ')}`);
}

const REST = 'import org.springframework.web.client.RestTemplate;\n';

describe('handlers of Java and what they reach', () => {
  it('Spring MVC: through an interface, its implementation and a client of its own', async () => {
    const found = await handlers({
      [`${SRC}/OrderController.java`]: `package app;
@RestController @RequestMapping("/orders")
class OrderController {
  private final OrderService service;
  @GetMapping("/{id}") Order one(String id) { return service.find(id); }
  @PostMapping({"", "/bulk"}) void create() { log(); }
  @RequestMapping(path = "/all", method = RequestMethod.GET) List<Order> all() { return ids().stream().map(service::find).toList(); }
  void log() {}
}`,
      [`${SRC}/OrderService.java`]: 'package app;\ninterface OrderService { Order find(String id); }',
      [`${SRC}/OrderServiceImpl.java`]: `package app;\n${REST}class OrderServiceImpl implements OrderService {\n  RestTemplate rest;\n  public Order find(String id) { return load(id); }\n  private Order load(String id) { return rest.getForObject("http://stock/items/" + id, Order.class); }\n}`,
    });
    expect(found).toEqual(['GET /orders/{id} -> spring-resttemplate (3)', 'POST /orders -> ', 'POST /orders/bulk -> ', 'GET /orders/all -> spring-resttemplate (3)']);
  });

  it('Spring MVC: a Feign client, a repository, mappings of a generated interface, a context path', async () => {
    const found = await handlers({
      'src/main/resources/application.properties': 'server.servlet.context-path=/shop\nspring.datasource.url=jdbc:postgresql://db/shop\n',
      [`${SRC}/CartApi.java`]: 'package app;\ninterface CartApi { @GetMapping("/cart") Cart cart(); }',
      [`${SRC}/CartController.java`]: 'package app;\n@RestController class CartController implements CartApi {\n  StockClient stock; CartRepository carts;\n  public Cart cart() { stock.items(); return carts.findAll(); }\n}',
      [`${SRC}/StockClient.java`]: 'package app;\nimport org.springframework.cloud.openfeign.FeignClient;\n@FeignClient("stock") interface StockClient { @GetMapping("/items") List<Item> items(); }',
      [`${SRC}/CartRepository.java`]: 'package app;\ninterface CartRepository extends JpaRepository<Cart, Long> {}',
    }, ['spring-boot-starter-web', 'spring-boot-starter-data-jpa']);
    expect(found).toEqual(['GET /shop/cart -> hikaricp (1), spring-cloud-openfeign (1)']);
  });

  it('JAX-RS: class, method and application paths', async () => {
    const found = await handlers({
      [`${SRC}/Api.java`]: 'package app;\n@ApplicationPath("/api") public class Api extends Application {}',
      [`${SRC}/ItemResource.java`]: `package app;\nimport javax.ws.rs.client.*;\n@Path("items") public class ItemResource {\n  Client client;\n  @GET @Path("{id}") public String one() { return client.target("http://stock/items").request().get(String.class); }\n  public String helper() { return ""; }\n}`,
    });
    expect(found).toEqual(['GET /api/items/{id} -> jaxrs-client (1)']);
  });

  it('routes that calls make: WebFlux and Javalin', async () => {
    const found = await handlers({
      [`${SRC}/Routes.java`]: `package app;\n${REST}import org.springframework.web.reactive.function.server.*;\nclass Routes {\n  RestTemplate rest;\n  RouterFunction<ServerResponse> routes() { return RouterFunctions.route().GET("/stock", this::stock).build(); }\n  Mono<ServerResponse> stock(ServerRequest r) { rest.getForObject("http://stock/x", String.class); return null; }\n}`,
      [`${SRC}/Web.java`]: `package app;\nimport io.javalin.Javalin;\n${REST}class Web {\n  RestTemplate rest;\n  void start(Javalin app) { app.get("/ping", ctx -> ctx.result(rest.getForObject("http://pong/", String.class))); }\n}`,
    });
    expect(found).toEqual(['GET /stock -> spring-resttemplate (2)', 'GET /ping -> spring-resttemplate (1)']);
  });

  it('Kotlin: a controller and a route with a block', async () => {
    const found = await handlers({
      'src/main/kotlin/app/Items.kt': `package app\n${REST}@RestController\n@RequestMapping("/items")\nclass Items(private val rest: RestTemplate) {\n  @GetMapping("/{id}")\n  fun one(id: String): String? = rest.getForObject("http://stock/items", String::class.java)\n}\n`,
      'src/main/kotlin/app/Routes.kt': `package app\nimport io.ktor.server.routing.*\n${REST}class Routes(private val rest: RestTemplate) {\n  fun install(r: Routing) {\n    r.get("/ping") { rest.getForObject("http://pong/", String::class.java) }\n  }\n}\n`,
    });
    expect(found).toEqual(['GET /items/{id} -> spring-resttemplate (1)', 'GET /ping -> spring-resttemplate (1)']);
  });

  it('a Feign interface with mappings is no handler, nor is a class that nothing serves', async () => {
    expect(await handlers({ [`${SRC}/Plain.java`]: 'package app;\n/** See @RestController. */ class Plain { @GetMapping("/x") void x() {} }' })).toEqual([]);
  });
});

describe('health endpoints of frameworks', () => {
  const DATABASE = { 'src/main/resources/application.properties': 'spring.datasource.url=jdbc:postgresql://db/shop\n' };

  it('the actuator asks what is on the class path, its groups ask the process alone', async () => {
    expect(await handlers(DATABASE, ['spring-boot-starter-actuator', 'spring-boot-starter-data-jpa', 'spring-boot-starter-amqp'])).toEqual([
      'GET /actuator/health -> hikaricp (1), spring-amqp (1)', 'GET /actuator/health/liveness -> ', 'GET /actuator/health/readiness -> ',
    ]);
  });
  it('without the actuator there is none', async () => {
    expect(await handlers(DATABASE, ['spring-boot-starter-data-jpa'])).toEqual([]);
  });
  it('checks are switched off, paths moved, groups filled', async () => {
    const properties = `${DATABASE['src/main/resources/application.properties']}management.health.rabbit.enabled=false\nmanagement.endpoints.web.base-path=/manage\nmanagement.endpoint.health.group.liveness.include=livenessState,db\nmanagement.endpoint.health.group.probe.include[0]=db\n`;
    expect(await handlers({ 'src/main/resources/application.properties': properties }, ['spring-boot-starter-actuator', 'spring-boot-starter-data-jpa', 'spring-boot-starter-amqp'])).toEqual([
      'GET /manage/health -> hikaricp (1)', 'GET /manage/health/liveness -> hikaricp (1)', 'GET /manage/health/probe -> hikaricp (1)', 'GET /manage/health/readiness -> ',
    ]);
  });
  it('an indicator of the program is asked too, and what only it calls is a check', async () => {
    const indicator = `package app;\n${REST}@Component class StockHealthIndicator implements HealthIndicator {\n  RestTemplate rest;\n  public Health health() { rest.getForObject("http://stock/health", String.class); return Health.up().build(); }\n}`;
    const tree = { 'pom.xml': POM('shop', 'spring-boot-starter-actuator'), [`${SRC}/App.java`]: APPLICATION, [`${SRC}/StockHealthIndicator.java`]: indicator, 'src/main/resources/application.properties': 'management.endpoint.health.group.readiness.include=readinessState,stock\n' };
    const { handlers: found, clients } = await parseTree(tree);
    expect(found.map(({ path, reaches }) => `${path} ${reaches.length}`)).toEqual(['/actuator/health 1', '/actuator/health/liveness 0', '/actuator/health/readiness 1']);
    expect(clients.map(({ library, phase }) => `${library} ${phase}`)).toEqual(['spring-resttemplate health']);
  });
  it('MicroProfile: by annotation; Quarkus adds what it has to readiness', async () => {
    const check = `package app;\nimport javax.ws.rs.client.*;\n@Liveness public class StockCheck implements HealthCheck {\n  Client client;\n  public HealthCheckResponse call() { client.target("http://stock/x").request().get(); return null; }\n}`;
    const quarkus = { 'src/main/resources/application.properties': 'quarkus.datasource.jdbc.url=jdbc:postgresql://db/shop\n', [`${SRC}/StockCheck.java`]: check };
    expect(await handlers(quarkus, ['quarkus-smallrye-health', 'quarkus-agroal'])).toEqual([
      'GET /q/health -> hikaricp (1), jaxrs-client (1)', 'GET /q/health/live -> jaxrs-client (1)', 'GET /q/health/ready -> hikaricp (1)', 'GET /q/health/started -> ',
    ]);
  });
});

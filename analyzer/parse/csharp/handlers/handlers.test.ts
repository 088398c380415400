import { describe, expect, it } from 'vitest';
import { parseTree, project } from '../testing.js';

async function handlers(texts: Readonly<Record<string, string>>, libraries: readonly string[] = []): Promise<string[]> {
  const { facts } = await parseTree({ 'App.csproj': project(...libraries), ...texts });
  const library = (id: string) => facts.flatMap((fact) => (fact.kind === 'client' && fact.id === id ? [`${fact.library} ${fact.at.line}`] : []))[0];
  return facts.flatMap((h) => (h.kind === 'handler' ? [`${h.method} ${h.path} -> ${h.reaches.map(({ client, path }) => `${library(client)} (${path.length})`).sort().join(', ')}`] : []));
}

describe('handlers of C# and what they reach', () => {
  it('a controller: through an interface and its implementation in another file', async () => {
    const found = await handlers({
      'OrdersController.cs': `[ApiController]
[Route("api/[controller]")]
public class OrdersController : ControllerBase {
  private readonly IStock _stock;
  public OrdersController(IStock stock) { _stock = stock; }
  [HttpGet("{id}")] public async Task<IActionResult> One(int id) => Ok(await _stock.Items(id));
  [HttpPost] public IActionResult Create() => Ok();
  [HttpGet("/ping")] public string Ping() => "pong";
}`,
      'Stock.cs': `using System.Net.Http;
public interface IStock { Task<string> Items(int id); }
public class Stock : IStock {
  private readonly HttpClient http = new HttpClient { BaseAddress = new Uri("http://stock") };
  public Task<string> Items(int id) => Load($"/items/{id}");
  private Task<string> Load(string path) => http.GetStringAsync(path);
}`,
    });
    expect(found).toEqual(['GET /api/orders/{id} -> dotnet-httpclient 4 (3)', 'POST /api/orders -> ', 'GET /ping -> ']);
  });

  it('minimal APIs: a lambda, a method that is named, a group', async () => {
    const found = await handlers({
      'Program.cs': `using System.Net.Http;
var app = WebApplication.Create(args);
var http = new HttpClient { BaseAddress = new Uri("http://stock") };
app.MapGet("/stock", async () => await http.GetStringAsync("/items"));
var api = app.MapGroup("/api");
api.MapPost("/orders", Create);
async Task<string> Create() { return await http.GetStringAsync("/x"); }
app.Run();`,
    });
    expect(found).toEqual(['GET /stock -> dotnet-httpclient 3 (1)', 'POST /api/orders -> dotnet-httpclient 3 (1)']);
  });

  it('a context of Entity Framework, and a message that a mediator hands on', async () => {
    const found = await handlers({
      'Program.cs': 'using Npgsql;\nbuilder.Services.AddDbContext<ShopContext>(o => o.UseNpgsql("Host=db;Database=shop"));\n',
      'ShopContext.cs': 'public class ShopContext : DbContext { public DbSet<Order> Orders { get; set; } }',
      'OrdersController.cs': `[ApiController, Route("orders")]
public class OrdersController : ControllerBase {
  private readonly ISender _sender; private readonly ShopContext _db;
  [HttpGet] public Task<List<Order>> All() => _db.Orders.Where(o => o.Open).ToListAsync();
  [HttpPost] public Task Create() => _sender.Send(new CreateOrder(1));
}`,
      'CreateOrderHandler.cs': 'public record CreateOrder(int Id) : IRequest<int>;\npublic class CreateOrderHandler : IRequestHandler<CreateOrder, int> {\n  private readonly ShopContext db;\n  public Task<int> Handle(CreateOrder c, CancellationToken t) { db.Orders.Add(null); return db.SaveChangesAsync(t); }\n}',
    }, ['Npgsql.EntityFrameworkCore.PostgreSQL']);
    expect(found).toEqual(['GET /orders -> npgsql 2 (1)', 'POST /orders -> npgsql 2 (2)']);
  });

  it('an attribute of another kind is no route, and what nothing starts has none', async () => {
    expect(await handlers({ 'A.cs': 'using System.Net.Http;\npublic class A { [HttpGetOnly] public void B() { new HttpClient(); } public void MapGet() {} void C() { this.MapGet(); } }' })).toEqual([]);
  });
});

describe('health checks of ASP.NET Core', () => {
  const LIBRARIES = ['AspNetCore.HealthChecks.NpgSql', 'AspNetCore.HealthChecks.Redis', 'AspNetCore.HealthChecks.Uris'];
  const program = (...maps: readonly string[]): Readonly<Record<string, string>> => ({
    'Program.cs': `builder.Services.AddHealthChecks()
  .AddCheck("self", () => HealthCheckResult.Healthy(), new[] { "live" })
  .AddNpgSql("Host=db", name: "db", tags: new[] { "ready" })
  .AddRedis("cache:6379", tags: ["ready", "live"]);
${maps.join('\n')}`,
  });
  it.each([
    ['all checks', 'app.MapHealthChecks("/healthz");', 'GET /healthz -> npgsql 1 (1), stackexchange-redis 1 (1)'],
    ['none', 'app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = _ => false });', 'GET /livez -> '],
    ['by tag', 'app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = r => r.Tags.Contains("live") });', 'GET /livez -> stackexchange-redis 1 (1)'],
    ['by name', 'app.UseHealthChecks("/db", new HealthCheckOptions { Predicate = check => check.Name == "db" });', 'GET /db -> npgsql 1 (1)'],
    ['a predicate that nobody understands', 'app.MapHealthChecks("/x", new HealthCheckOptions { Predicate = Chosen });', 'GET /x -> '],
  ])('%s', async (_, map, expected) => {
    expect((await handlers(program(map), LIBRARIES)).map((line) => line.replace(/ \d+ \(1\)/g, ' 1 (1)'))).toEqual([expected]);
  });

  it('a check of its own, one of a context, an address; kept in a variable', async () => {
    const found = await handlers({
      'Program.cs': `using Npgsql;
builder.Services.AddDbContext<ShopContext>(o => o.UseNpgsql("Host=db"));
var checks = builder.Services.AddHealthChecks();
checks.AddCheck<StockCheck>("stock");
checks.AddDbContextCheck<ShopContext>().AddUrlGroup(new Uri("http://mail/health"), "mail");
app.MapHealthChecks("/healthz");`,
      'StockCheck.cs': 'using System.Net.Http;\npublic class StockCheck : IHealthCheck {\n  private readonly HttpClient http = new HttpClient { BaseAddress = new Uri("http://stock") };\n  public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext c, CancellationToken t) { await http.GetAsync("/health"); return null; }\n}',
    }, ['Npgsql.EntityFrameworkCore.PostgreSQL', 'AspNetCore.HealthChecks.Uris']);
    expect(found).toEqual(['GET /healthz -> dotnet-httpclient 3 (1), dotnet-httpclient 5 (1), npgsql 2 (1)']);
  });
});

import { describe, expect, it } from 'vitest';
import { clientsIn, settings, summary } from './testing.js';

type Case = readonly [name: string, code: string, libraries: readonly string[], clients: readonly string[], settings?: Readonly<Record<string, unknown>>];

const builder = 'var builder = WebApplication.CreateBuilder(args);';

const cases: readonly Case[] = [
  ['HttpClient with a base address', 'class A { readonly HttpClient c = new HttpClient { BaseAddress = new Uri("http://cart:8080"), Timeout = TimeSpan.FromSeconds(2) }; Task F() => c.GetAsync("/items"); }', [], ['dotnet-httpclient calls http://cart:8080'], { timeoutOnCall: 2000 }],
  ['HttpClient without an end', 'class A { readonly HttpClient c = new HttpClient { BaseAddress = new Uri("http://cart:8080"), Timeout = Timeout.InfiniteTimeSpan }; Task F() => c.GetAsync("/items"); }', [], ['dotnet-httpclient calls http://cart:8080'], { timeoutOnCall: null }],
  ['HttpClient with setters', 'var c = new HttpClient(); c.BaseAddress = new Uri(Environment.GetEnvironmentVariable("CART_URL") ?? "http://cart"); c.Timeout = TimeSpan.FromMilliseconds(300); await c.GetStringAsync("items");', [], ['dotnet-httpclient calls ${CART_URL:-http://cart}'], { failsOnStatus: true, timeoutOnCall: 300 }],
  ['HttpClient with whole addresses', 'var c = new HttpClient(); await c.GetAsync($"http://cart/items/{id}"); await c.PostAsync("http://pay/charge", body);', [], ['dotnet-httpclient calls http://cart/items/…', 'dotnet-httpclient calls http://pay/charge']],
  ['a named client', `${builder} builder.Services.AddHttpClient("cart", c => { c.BaseAddress = new Uri(builder.Configuration["Services:Cart"]); c.Timeout = TimeSpan.FromSeconds(3); }); class S { S(IHttpClientFactory f) { _f = f; } IHttpClientFactory _f; Task F() { var c = _f.CreateClient("cart"); return c.GetAsync("/items"); } }`, [], ['dotnet-httpclient calls ${Services:Cart}'], { timeoutOnCall: 3000 }],
  ['a typed client', `${builder} builder.Services.AddHttpClient<ICart, Cart>(c => c.BaseAddress = new("https+http://cart")).AddStandardResilienceHandler(); class Cart(HttpClient http) : ICart { Task F() => http.GetFromJsonAsync<Item>("/items"); }`, ['Microsoft.Extensions.Http.Resilience'], ['dotnet-httpclient calls https+http://cart'], { failsOnStatus: true, timeoutOnCall: 30000, perTryTimeout: 10000, retriesOnCall: 3, retryCondition: 'transient', retryBackoff: 'exponential', retryJitter: true, circuitBreaker: true, breakerMinimumCalls: 100, breakerWindow: 30000 }],
  ['a standard handler with options', `${builder} builder.Services.AddHttpClient("c", c => c.BaseAddress = new Uri("http://c")).AddStandardResilienceHandler(o => { o.Retry.MaxRetryAttempts = 5; o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(9); });`, [], ['dotnet-httpclient calls http://c'], { timeoutOnCall: 9000, perTryTimeout: 10000, retriesOnCall: 5, retryCondition: 'transient', retryBackoff: 'exponential', retryJitter: true, circuitBreaker: true, breakerMinimumCalls: 100, breakerWindow: 30000 }],
  ['Polly policies', `${builder} builder.Services.AddHttpClient("c", c => c.BaseAddress = new Uri("http://c")).AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(4, i => TimeSpan.FromSeconds(Math.Pow(2, i)))).AddPolicyHandler(Breaker()); static IAsyncPolicy<HttpResponseMessage> Breaker() => HttpPolicyExtensions.HandleTransientHttpError().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));`, ['Polly'], ['dotnet-httpclient calls http://c'], { retryJitter: false, retriesOnCall: 4, retryBackoff: 'exponential', retryCondition: '?p.WaitAndRetryAsync(4, i => TimeSpan.FromSeconds(Math.Pow(2, i)))', circuitBreaker: true }],
  ['a client that is wrapped', 'class Api { readonly HttpClient c = new(); Task Get(string url) => c.GetAsync(url); Task A() => Get("http://cart/a"); }', [], ['dotnet-httpclient calls http://cart/a']],
  ['Refit', `${builder} builder.Services.AddRefitClient<ICart>().ConfigureHttpClient(c => c.BaseAddress = new Uri("http://cart"));`, ['Refit'], ['refit calls http://cart']],
  ['gRPC', `${builder} builder.Services.AddGrpcClient<Cart.CartClient>(o => o.Address = new Uri("http://cart:5001"));`, ['Grpc.Net.ClientFactory'], ['grpc-dotnet calls http://cart:5001']],
  ['gRPC with deadlines', 'var c = new Cart.CartClient(GrpcChannel.ForAddress("http://cart:5001")); await c.GetAsync(new Id(), deadline: DateTime.UtcNow.AddSeconds(2)); await c.PutAsync(new Id(), new CallOptions().WithDeadline(DateTime.UtcNow.Add(TimeSpan.FromMilliseconds(500))));', ['Grpc.Net.Client'], ['grpc-dotnet calls http://cart:5001'], { timeoutOnCall: 2000 }],
  ['gRPC with a deadline from elsewhere', 'var c = new Cart.CartClient(GrpcChannel.ForAddress("http://cart:5001")); async Task F(DateTime end) => await c.GetAsync(new Id(), deadline: end);', ['Grpc.Net.Client'], ['grpc-dotnet calls http://cart:5001'], { timeoutOnCall: '?end' }],
  ['a gRPC channel', 'var ch = GrpcChannel.ForAddress(Environment.GetEnvironmentVariable("CART"));', ['Grpc.Net.Client'], ['grpc-dotnet calls ${CART}']],
  ['Npgsql', 'using Npgsql; var c = new NpgsqlConnection("Server=db;Username=u;Password=p;Maximum Pool Size=20;Command Timeout=5");', [], ['npgsql stores Server=db'], { connectionPoolMaxConnections: 20, timeoutOnCall: 5000 }],
  ['Entity Framework on PostgreSQL', `${builder} builder.Services.AddDbContext<Shop>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Shop"), n => n.EnableRetryOnFailure(5)));`, ['Npgsql.EntityFrameworkCore.PostgreSQL'], ['npgsql stores ${ConnectionStrings:Shop}'], { retriesOnCall: 5 }],
  ['Entity Framework on SQL Server', `${builder} builder.Services.AddDbContext<Shop>(o => o.UseSqlServer(builder.Configuration["ConnectionString"]));`, ['Microsoft.EntityFrameworkCore.SqlServer'], ['sqlclient stores ${ConnectionString}']],
  ['SqlClient', 'using Microsoft.Data.SqlClient; using var c = new SqlConnection("Server=tcp:sql,1433;Database=shop;User Id=sa;Password=x1Yz!;");', [], ['sqlclient stores Server=tcp:sql,1433;Database=shop']],
  ['MySqlConnector', 'using MySqlConnector; var c = new MySqlConnection("Server=mysql;Port=3307;Database=shop");', [], ['mysqlconnector stores Server=mysql;Port=3307;Database=shop']],
  ['MongoDB', 'using MongoDB.Driver; var m = new MongoClient("mongodb://u:p@mongo:27017");', [], ['mongodb-driver stores mongodb://mongo:27017']],
  ['Redis', 'using StackExchange.Redis; var r = ConnectionMultiplexer.Connect("redis:6379,abortConnect=false,connectTimeout=900");', [], ['stackexchange-redis caches redis:6379,abortConnect=false,connectTimeout=900'], { connectTimeout: 900 }],
  ['Redis that connects again in step', 'using StackExchange.Redis; var o = new ConfigurationOptions { EndPoints = { "redis:6379" }, ReconnectRetryPolicy = new LinearRetry(5000) }; var r = ConnectionMultiplexer.Connect(o);', [], ['stackexchange-redis caches redis:6379'], { reconnectJitter: false }],
  ['Redis that connects again at random', 'using StackExchange.Redis; var o = new ConfigurationOptions { EndPoints = { "redis:6379" }, ReconnectRetryPolicy = new ExponentialRetry(5000) }; var r = ConnectionMultiplexer.Connect(o);', [], ['stackexchange-redis caches redis:6379'], { reconnectJitter: true }],
  ['a Redis cache', `${builder} builder.Services.AddStackExchangeRedisCache(o => { o.Configuration = builder.Configuration["REDIS_ADDR"]; });`, ['Microsoft.Extensions.Caching.StackExchangeRedis'], ['stackexchange-redis caches ${REDIS_ADDR:-${REDIS_ADDR}}']],
  ['MassTransit', `${builder} builder.Services.AddMassTransit(x => { x.AddConsumer<Placed>(); x.UsingRabbitMq((ctx, cfg) => { cfg.Host("rabbit", h => { h.Username("u"); }); cfg.UseMessageRetry(r => r.Interval(3, 1000)); }); }); class P(IPublishEndpoint bus) { Task F() => bus.Publish(new Ordered()); }`, ['MassTransit.RabbitMQ'], ['masstransit consumes rabbit', 'masstransit publishes rabbit'], { retriesOnCall: 3 }],
  ['RabbitMQ', 'using RabbitMQ.Client; var f = new ConnectionFactory { HostName = "mq" }; var con = f.CreateConnection(); var ch = con.CreateModel(); ch.BasicPublish(exchange: "orders", routingKey: "", body: b); ch.BasicConsume("paid", true, c);', [], ['rabbitmq-dotnet consumes mq:5672', 'rabbitmq-dotnet publishes mq:5672'], { autoAck: true }],
  ['RabbitMQ with a limit', 'using RabbitMQ.Client; var f = new ConnectionFactory { HostName = "mq" }; var ch = await (await f.CreateConnectionAsync()).CreateChannelAsync(); await ch.BasicQosAsync(prefetchSize: 0, prefetchCount: 5, global: false); await ch.BasicConsumeAsync(queue: "paid", autoAck: false, consumer: c);', [], ['rabbitmq-dotnet consumes mq:5672'], { autoAck: false, prefetch: 5 }],
  ['Kafka producer', 'using Confluent.Kafka; var c = new ProducerConfig { BootstrapServers = "kafka:9092", MessageTimeoutMs = 4000 };', [], ['confluent-kafka-dotnet publishes kafka:9092'], { timeoutOnCall: 4000 }],
  ['Kafka producer that is built', 'using Confluent.Kafka; var c = new ProducerConfig { BootstrapServers = "kafka:9092", Acks = Acks.Leader }; using var p = new ProducerBuilder<Null, string>(c).Build(); await p.ProduceAsync("orders", m);', [], ['confluent-kafka-dotnet publishes kafka:9092'], { producerAcks: 'Leader' }],
  ['Kafka consumer', 'using Confluent.Kafka; var c = new ConsumerConfig { BootstrapServers = "kafka:9092", GroupId = "g" };', [], ['confluent-kafka-dotnet consumes kafka:9092'], { consumerGroup: 'g' }],
  ['NATS', 'using NATS.Client.Core; await using var n = new NatsConnection(new NatsOpts { Url = "nats://nats:4222" }); await n.PublishAsync("orders", 1);', [], ['nats-dotnet publishes nats://nats:4222']],
  ['Azure Service Bus', 'using Azure.Messaging.ServiceBus; var c = new ServiceBusClient("Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=abcdefgh"); var p = c.CreateProcessor("orders");', [], ['azure-servicebus consumes Endpoint=sb://shop.servicebus.windows.net/']],
  ['Elasticsearch', 'using Elastic.Clients.Elasticsearch; var e = new ElasticsearchClientSettings(new Uri("http://es:9200")).RequestTimeout(TimeSpan.FromSeconds(2));', [], ['elastic-dotnet stores http://es:9200'], { timeoutOnCall: 2000 }],
  ['an integration of Aspire', `${builder} builder.AddServiceDefaults(); builder.AddRedisClient("cache"); builder.AddNpgsqlDbContext<Shop>("shopdb");`, ['Aspire.StackExchange.Redis', 'Aspire.Npgsql.EntityFrameworkCore.PostgreSQL'], ['stackexchange-redis caches ${ConnectionStrings:cache:-cache}', 'npgsql stores ${ConnectionStrings:shopdb:-shopdb}']],
];

describe('each library', () => {
  it.each(cases.map(([name, code, libraries, clients, expected]) => ({ name, code, libraries, clients, expected: expected ?? {} })))('$name', async ({ code, libraries, clients, expected }) => {
    const found = await clientsIn(code, libraries);
    expect(found.map(summary).sort()).toEqual([...clients].sort());
    expect(found.map(settings)[0]).toEqual(expected);
  });
});

describe('what only looks like a client', () => {
  it.each([
    ['a connection of another library', 'var c = new NpgsqlConnection("Server=db");', []],
    ['a client class of its own', 'class RestClient { public RestClient(string u) {} } var c = new RestClient("http://cart");', []],
    ['a method of the same name', 'var cache = new Cache(); cache.GetAsync("http://cart");', []],
    ['a comment', '// new HttpClient { BaseAddress = new Uri("http://cart") }', []],
    ['text', 'var s = "new HttpClient()";', []],
    ['a client that nothing uses', 'var c = new HttpClient();', []],
  ])('%s', async (_, code, libraries) => {
    expect((await clientsIn(code, libraries)).map(summary)).toEqual([]);
  });
});

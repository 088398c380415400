import { describe, expect, it } from 'vitest';
import { showTemplate } from '../../../facts/template.js';
import { factsOf, project } from '../testing.js';

const state = async (code: string) => (await factsOf('local-state', { 'App.csproj': project(), 'Http.cs': 'using System.Net.Http;\nclass H { HttpClient h = new HttpClient(); }', 'Code.cs': code })).map((s) => [s.state, s.holder, ...(s.path ? [showTemplate(s.path)] : [])].join(' '));

describe('state in a .NET process or on its disk', () => {
  it.each([
    ['a static dictionary', 'class A { static readonly ConcurrentDictionary<string, User> _sessions = new(); void In(User u) { _sessions[u.Id] = u; } }', 'session ConcurrentDictionary _sessions'],
    ['a field of a singleton', 'class Prices { private readonly Dictionary<string, int> priceCache = new Dictionary<string, int>(); void Keep(string k) { priceCache.TryAdd(k, 1); } }\nclass S { void C(IServiceCollection s) { s.AddSingleton<IPrices, Prices>(); } }', 'cache Dictionary priceCache'],
    ['a queue', 'class Jobs { static readonly Channel<Job> jobQueue = Channel.CreateBounded<Job>(100); async Task Add(Job j) => await jobQueue.Writer.WriteAsync(j); }', 'queue Channel jobQueue'],
    ['a memory cache', 'class A { private readonly IMemoryCache _cache; void F() { _cache.Set("a", 1); } }', 'cache IMemoryCache'],
    ['a cache that is called distributed', 'class A { void F(IServiceCollection s) { s.AddDistributedMemoryCache(); } }', 'cache distributed cache in memory'],
    ['sessions', 'class A { void F(IServiceCollection s) { s.AddSession(o => o.IdleTimeout = T); } }', 'session session in memory'],
    ['a rate limit', 'class A { void F(RateLimiterOptions o) { o.AddFixedWindowLimiter("api", x => x.PermitLimit = 5); } }', 'counter rate limiter in memory'],
    ['a file', 'class A { void F(string name, byte[] b) { File.WriteAllBytes(Path.Combine("uploads", name), b); } }', 'file File.WriteAllBytes uploads/…'],
    ['a file beside the program', 'class A { void F(string t) { File.AppendAllText(Path.Combine(Directory.GetCurrentDirectory(), "audit.log"), t); } }', 'file File.AppendAllText ./audit.log'],
    ['a stream', 'class A { void F() { using var s = new FileStream("/data/in.bin", FileMode.Create); } }', 'file FileStream /data/in.bin'],
    ['a database that is a file', 'class A { void F(DbContextOptionsBuilder o) { o.UseSqlite("Data Source=shop.db"); } }', 'file SQLite shop.db'],
  ])('%s', async (_, code, expected) => {
    expect(await state(code)).toEqual([expected]);
  });

  it.each([
    ['a field of an object that each request has', 'class A { private readonly Dictionary<string, int> cache = new(); void F() { cache["a"] = 1; } }'],
    ['a dictionary that is never written', 'class A { static readonly Dictionary<string, int> cache = new(); int F() => cache["a"]; }'],
    ['a dictionary of constants', 'class A { static readonly Dictionary<string, int> cache = new() { ["a"] = 1 }; }'],
    ['a dictionary of something else', 'class A { static readonly Dictionary<string, int> handlers = new(); void F() { handlers["a"] = 1; } }'],
    ['a shared cache below the sessions', 'class A { void F(IServiceCollection s) { s.AddStackExchangeRedisCache(o => o.Configuration = "cache"); s.AddSession(); } }'],
    ['a database in memory', 'class A { void F(DbContextOptionsBuilder o) { o.UseSqlite("Data Source=:memory:"); } }'],
    ['a temporary file', 'class A { void F() { File.WriteAllText(Path.Combine(Path.GetTempPath(), "x"), ""); File.Create("/tmp/x"); } }'],
    ['a path that nobody knows', 'class A { void F(string p) { File.WriteAllText(p, ""); } }'],
    ['reading', 'class A { void F() { File.ReadAllText("/data/x"); new FileStream("/data/x", FileMode.Open); } }'],
    ['a tool', 'class A { static void Main() { File.WriteAllText("report.csv", ""); } }'],
  ])('%s is none', async (_, code) => {
    expect(await state(code)).toEqual([]);
  });
});

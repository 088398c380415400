import { describe, expect, it } from 'vitest';
import { showTemplate } from '../../facts/template.js';
import { clientsIn, factsOf, parseTree, project, show, summary } from './testing.js';

describe('projects', () => {
  it.each([
    ['a web application', '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>', true],
    ['a worker', '<Project Sdk="Microsoft.NET.Sdk.Worker"></Project>', true],
    ['a program', '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>', true],
    ['a class library', '<Project Sdk="Microsoft.NET.Sdk"></Project>', false],
    ['a test', '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Microsoft.NET.Test.Sdk" /></ItemGroup></Project>', false],
    ['a program of the browser', '<Project Sdk="Microsoft.NET.Sdk.BlazorWebAssembly"></Project>', false],
    ['what is commented out', '<Project Sdk="Microsoft.NET.Sdk"><!-- <OutputType>Exe</OutputType> --></Project>', false],
    ['no project at all', '<<<>>', false],
    ['openings without an end', '<Using <Project '.repeat(100_000), false],
  ])('%s', async (_, text, startable) => {
    expect(await factsOf('package', { 'a/Shop.Api.csproj': text })).toMatchObject([{ root: 'a', name: 'Shop.Api', language: 'csharp', startable }]);
  });

  it('use what they reference, directly and through others', async () => {
    const library = (reference: string) => `<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="..\\${reference}\\${reference}.csproj" /></ItemGroup></Project>`;
    const [a] = await factsOf('package', { 'A/A.csproj': library('B'), 'B/B.csproj': library('C'), 'C/C.csproj': library('A') });
    expect(a!.uses).toEqual(['B', 'C']);
  });

  it('listen where a developer starts them, and on the port of the images', async () => {
    const [web] = await factsOf('package', { 'Web.csproj': project(), 'Properties/launchSettings.json': '{ "profiles": { "http": { "applicationUrl": "https://localhost:7001;http://localhost:5001" } } }' });
    expect(web!.listens.map(({ port }) => show(port))).toEqual(['7001', '5001', '${ASPNETCORE_HTTP_PORTS:-8080}']);
  });

  it('say that they are a gateway', async () => {
    expect(await factsOf('package', { 'Web.Gateway.csproj': project('Yarp.ReverseProxy') })).toMatchObject([{ provides: { kind: 'gateway' } }]);
    expect((await factsOf('package', { 'Web.csproj': project('Yarp.ReverseProxy') }))[0]!.provides).toBeUndefined();
  });
});

describe('configuration files', () => {
  it('have keys with colons, places, a profile and no secrets', async () => {
    const [file] = await factsOf('settings-file', { 'App.csproj': project(), 'appsettings.Production.json': '{\n  // where orders are kept\n  "ConnectionStrings": { "Shop": "Server=db;Database=shop;Password=hunter2", },\n  "Api": { "Key": "c2VjcmV0LXNlY3JldC1zZWNyZXQ", "Urls": ["http://a"] }\n}\n' });
    expect(file).toMatchObject({ profile: 'production', packages: ['.'] });
    expect(file!.entries.map(({ key, value }) => `${key}=${showTemplate(value)}`)).toEqual(expect.arrayContaining(['ConnectionStrings:Shop=Server=db;Database=shop', 'Api:Urls:0=http://a']));
    expect(JSON.stringify(file)).not.toMatch(/hunter2|c2VjcmV0/);
    expect(file!.entries[0]!.at).toMatchObject({ line: 3, column: 34 });
  });

  it('name what a reverse proxy passes requests on to', async () => {
    const [yarp] = await factsOf('config-reference', { 'App.csproj': project(), 'appsettings.json': '{"ReverseProxy":{"Clusters":{"cart":{"HttpRequest":{"ActivityTimeout":"00:00:05"},"Destinations":{"d1":{"Address":"http://cart:8080/"}}}}}}' });
    expect(yarp).toMatchObject({ format: 'yarp', proxy: true, targets: [{ dependency: 'routes', settings: [{ name: 'timeoutOnCall', value: { value: 5000 } }] }] });
    expect(show(yarp!.targets[0]!.address)).toBe('${ReverseProxy__Clusters__cart__Destinations__d1__Address:-http://cart:8080/}');
    const [ocelot] = await factsOf('config-reference', { 'App.csproj': project(), 'ocelot.json': '{"Routes":[{"DownstreamHostAndPorts":[{"Host":"cart","Port":80}]},{"ServiceName":"pay"}]}' });
    expect(ocelot!.targets.map(({ address }) => showTemplate(address))).toEqual(['cart:80', 'pay']);
  });

  it('that are broken are one problem', async () => {
    expect((await parseTree({ 'App.csproj': project(), 'appsettings.json': '{ "A": [ }' })).problems).toMatchObject([{ code: 'csharp-settings', file: 'appsettings.json' }]);
  });
});

describe('code', () => {
  it('counts in spite of a syntax error, which is one problem', async () => {
    const { facts, problems } = await parseTree({ 'App.csproj': project('Npgsql'), 'A.cs': 'using Npgsql;\nclass A { void F( { int = ; } }\nclass B { NpgsqlConnection c = new NpgsqlConnection("Host=db"); }' });
    expect(facts.filter((f) => f.kind === 'client').map(summary)).toEqual(['npgsql stores Host=db']);
    expect(problems).toMatchObject([{ code: 'csharp-syntax', file: 'A.cs', line: 2 }]);
  });

  it.each([
    ['text of ten megabytes', '// new HttpClient\n'.repeat(600_000)],
    ['deep nesting', `var x = ${'('.repeat(5_000)}new HttpClient()${')'.repeat(5_000)};`],
    ['names of prototypes', 'var __proto__ = new HttpClient(); var constructor = __proto__.GetAsync(toString); hasOwnProperty.GetAsync(__proto__);'],
    ['circles', 'class A { string F(string x) => G(x); string G(string y) => F(y); HttpClient c = new HttpClient(); void H() { c.GetAsync(F(G("x"))); } }'],
  ])('survives %s', async (_, code) => {
    expect(Array.isArray(await clientsIn(code))).toBe(true);
  });

  it('follows a name through parameters, fields and constants of other files', async () => {
    const code = 'class Api { readonly HttpClient c; readonly string u; public Api(HttpClient c, string u) { this.c = c; this.u = u; } Task F() => c.GetAsync($"{u}/items/{Names.Path}"); } class M { void R() { new Api(new HttpClient(), "http://cart"); } }';
    expect((await clientsIn(code, [], { 'Names.cs': 'static class Names { public const string Path = "all"; }' })).map(summary)).toEqual(['dotnet-httpclient calls http://cart/items/all']);
  });

  it('gives the code of a library to the services that use it', async () => {
    const service = (name: string, use: string) => ({ [`${name}/${name}.csproj`]: '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><ProjectReference Include="../Shared/Shared.csproj" /></ItemGroup></Project>', [`${name}/Program.cs`]: use });
    const found = await factsOf('client', {
      ...service('A', 'services.AddShopCache("redis");'), ...service('B', 'services.AddNothing();'),
      'Shared/Shared.csproj': '<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Microsoft.Extensions.Caching.StackExchangeRedis" /></ItemGroup></Project>',
      'Shared/Caches.cs': 'static class Caches { public static void AddShopCache(this IServiceCollection s, string host) => s.AddStackExchangeRedisCache(o => o.Configuration = $"{host}:6379"); }',
    });
    expect(found.map((f) => [f.packages, summary(f)])).toEqual([[['A'], 'stackexchange-redis caches redis:6379']]);
  });

  it('knows health checks, and failures that are answered', async () => {
    const [health] = await clientsIn('services.AddHealthChecks().AddNpgSql("Host=db");', ['AspNetCore.HealthChecks.NpgSql']);
    expect(health!.phase).toBe('health');
    const soft = 'class A { HttpClient c = new() { BaseAddress = new Uri("http://ads") }; async Task<Ad> F() { try { return await c.GetFromJsonAsync<Ad>("/ad"); } catch (Exception e) { return Ad.None; } } }';
    expect((await clientsIn(soft))[0]).toMatchObject({ strength: 'soft', softAt: { line: 1 } });
    expect((await clientsIn(soft.replace('return Ad.None', 'throw')))[0]!.strength).toBe('hard');
  });
});

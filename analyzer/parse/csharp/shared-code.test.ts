import { describe, expect, it } from 'vitest';
import { clientsIn, factsOf, project, summary } from './testing.js';

const setup = 'var builder = WebApplication.CreateBuilder(args);';

describe('classes that the configuration fills', () => {
  const client = 'class Cart(HttpClient http, IOptions<Urls> options) { Task F() => http.GetAsync(options.Value.Cart + "/items"); }';

  it.each([
    ['Configure', 'builder.Services.Configure<Urls>(builder.Configuration.GetSection("urls"));', '${urls:Cart}/items'],
    ['AddOptions', 'builder.Services.AddOptions<Urls>().BindConfiguration(Urls.Section);', '${backends:Cart}/items'],
    ['Get', 'var urls = builder.Configuration.GetSection(nameof(Urls)).Get<Urls>();', '${Urls:Cart}/items'],
    ['Bind', 'var urls = new Urls(); builder.Configuration.GetSection("urls").Bind(urls);', '${urls:Cart}/items'],
  ])('%s', async (_, binding, target) => {
    const found = await clientsIn(`${setup} ${binding} ${client}`, [], { 'Urls.cs': 'class Urls { public const string Section = "backends"; public string Cart { get; set; } }' });
    expect(found.map(summary)).toEqual([`dotnet-httpclient calls ${target}`]);
  });

  it('a class that nothing fills stays unknown', async () => {
    expect((await clientsIn(`${setup} ${client}`)).map(summary)).toEqual(['dotnet-httpclient calls …/items']);
  });
});

describe('sections of the configuration in variables', () => {
  it.each([
    ['a value', 'var urls = builder.Configuration.GetSection("urls"); new HttpClient().GetAsync(urls.GetValue<string>("Cart"));'],
    ['an index', 'var urls = builder.Configuration.GetRequiredSection("urls"); new HttpClient().GetAsync(urls["Cart"]);'],
    ['a section of a section', 'var all = builder.Configuration.GetSection("urls"); new HttpClient().GetAsync(all.GetSection("Cart").Value);'],
  ])('%s', async (_, code) => {
    expect((await clientsIn(`${setup} ${code}`)).map(summary)).toEqual(['dotnet-httpclient calls ${urls:Cart}']);
  });

  it('in a method that is handed the configuration', async () => {
    const code = 'static class Clients { public static void AddCart(this IServiceCollection services, IConfiguration configuration) { var urls = configuration.GetSection("urls"); services.AddHttpClient("cart", c => { c.BaseAddress = new Uri(urls.GetValue<string>("Cart")); }); } }';
    expect((await clientsIn(`${setup} ${code}`)).map(summary)).toEqual(['dotnet-httpclient calls ${urls:Cart}']);
  });
});

describe('helpers that give an address', () => {
  const helpers = 'static class Addresses { public static Uri Backend(this IConfiguration configuration, string name) => Build(configuration["HOST_" + name]); static Uri Build(string host) => new Uri($"http://{host}:81"); }';

  it('answer each call by its own arguments', async () => {
    const code = `${setup} builder.Services.AddHttpClient("a", c => c.BaseAddress = builder.Configuration.Backend("CART")); builder.Services.AddHttpClient("b", c => c.BaseAddress = builder.Configuration.Backend("PAY"));`;
    expect((await clientsIn(code, [], { 'Addresses.cs': helpers })).map(summary)).toEqual(['dotnet-httpclient calls http://${HOST_CART:-${HOST_CART}}:81', 'dotnet-httpclient calls http://${HOST_PAY:-${HOST_PAY}}:81']);
  });

  it('that call themselves end', async () => {
    const code = `${setup} builder.Services.AddHttpClient("a", c => c.BaseAddress = Around("x")); static Uri Around(string x) => x == "" ? new Uri("http://cart") : Around(x);`;
    expect((await clientsIn(code)).map(summary)).toEqual(['dotnet-httpclient calls http://cart']);
  });
});

describe('a library that several programs share', () => {
  const library = {
    'Shared/Shop.Shared.csproj': '<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="RabbitMQ.Client" Version="6" /></ItemGroup></Project>',
    'Shared/Connection.cs': 'class Connection { void Open() { var f = new ConnectionFactory { HostName = "mq" }; var channel = f.CreateConnection().CreateModel(); channel.BasicPublish("orders", "", null); } }',
    'Shared/Setup.cs': 'static class Setup { public static void AddEvents(this IServiceCollection services) { services.AddSingleton(new Connection()); } public static void AddNothing(this IServiceCollection services) {} }',
  };
  const program = (name: string, call: string, reference = '<PackageReference Include="Shop.Shared" Version="2.1.0" />') => ({
    [`${name}/${name}.csproj`]: project().replace('</ItemGroup>', `${reference}</ItemGroup>`),
    [`${name}/Program.cs`]: `${setup} builder.Services.${call}();`,
  });

  it('runs in those that call what makes the client, also where they take it as a package', async () => {
    const files = { ...library, ...program('Orders', 'AddEvents'), ...program('Cart', 'AddEvents', '<ProjectReference Include="..\\Shared\\Shop.Shared.csproj" />'), ...program('Search', 'AddNothing') };
    expect((await factsOf('client', files)).map(({ packages, library: id }) => [id, ...packages])).toEqual([['rabbitmq-dotnet', 'Cart', 'Orders']]);
  });
});

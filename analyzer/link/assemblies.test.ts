import { expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const web = '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>';
const dockerfile = (assembly: string) => `FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build\nCOPY . .\nRUN dotnet publish -o /app\nFROM mcr.microsoft.com/dotnet/aspnet:9.0\nCOPY --from=build /app /app\nENTRYPOINT ["dotnet", "/app/${assembly}.dll"]\n`;

it('an image runs the project whose assembly it starts, wherever its Dockerfile lies', async () => {
  const run = await analyzeFiles({
    'compose.yaml': 'services:\n  front: { build: { context: src, dockerfile: Dockerfile-front } }\n  back: { build: { context: src, dockerfile: Dockerfile-back } }\n',
    'src/Dockerfile-front': dockerfile('Shop.Web'), 'src/Dockerfile-back': dockerfile('Shop.Orders'),
    'src/Shop.Web/Shop.Web.csproj': web, 'src/Shop.Orders/Shop.Orders.csproj': web,
    'src/Shop.Web/Program.cs': 'var c = new HttpClient { BaseAddress = new Uri("http://back:8080") }; await c.GetAsync("/orders");',
  });
  expect(run.system.document.dependencies.map((d) => `${d.from} -> ${d.to}`)).toEqual(['front -> back']);
  expect(run.system.document.components.map((c) => c.name).sort()).toEqual(['back', 'front']);
});

it('reads the configuration file of the environment that the container is set to', async () => {
  const files = (environment: string) => ({
    'compose.yaml': `services:\n  front: { build: front, environment: { ASPNETCORE_ENVIRONMENT: ${environment} } }\n  one: { image: example/one }\n  two: { image: example/two }\n`,
    'front/Dockerfile': dockerfile('Front'), 'front/Front.csproj': web,
    'front/appsettings.json': '{ "Orders": "http://one" }', 'front/appsettings.Staging.json': '{ "Orders": "http://two" }',
    'front/Program.cs': 'var b = WebApplication.CreateBuilder(args); b.Services.AddHttpClient("orders", c => c.BaseAddress = new Uri(b.Configuration["Orders"]));',
  });
  const to = async (environment: string) => (await analyzeFiles(files(environment))).system.document.dependencies.map((d) => d.to);
  expect(await to('Staging')).toEqual(['two']);
  expect(await to('Production')).toEqual(['one']);
});

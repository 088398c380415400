import { expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const project = (packages: string) => `<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup>${packages}</ItemGroup></Project>`;
const program = 'var app = WebApplication.CreateBuilder(args).Build(); app.Run();';
const routesTo = (host: string) => JSON.stringify({ Routes: [{ DownstreamPathTemplate: '/{all}', DownstreamHostAndPorts: [{ Host: host, Port: 80 }], UpstreamPathTemplate: '/{all}' }] });
const files = {
  'compose.yaml': 'services:\n  front: { build: { context: ., dockerfile: Front/Dockerfile } }\n  basket: { build: { context: ., dockerfile: Basket/Dockerfile } }\n',
  'Front/Dockerfile': 'FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build\nWORKDIR /src\nCOPY ["Front/Front.csproj", "Front/"]\nCOPY . .\nRUN dotnet publish Front/Front.csproj -o /app\nFROM mcr.microsoft.com/dotnet/aspnet:8.0\nCOPY --from=build /app .\nENTRYPOINT ["dotnet", "Front.dll"]\n',
  'Front/Front.csproj': project('<PackageReference Include="Ocelot" Version="22.0.0" />'), 'Front/Program.cs': program,
  'Basket/Dockerfile': 'FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build\nWORKDIR /src\nCOPY . .\nRUN dotnet publish Basket/Basket.csproj -o /app\nFROM mcr.microsoft.com/dotnet/aspnet:8.0\nCOPY --from=build /app .\nENTRYPOINT ["dotnet", "Basket.dll"]\n',
  'Basket/Basket.csproj': project(''), 'Basket/Program.cs': program,
};
const edges = async (more: Readonly<Record<string, string>>): Promise<string[]> => (await analyzeFiles({ ...files, ...more })).system.document.dependencies.map((d) => `${d.from} ${d.kind} ${d.to}`);

it('a gateway passes on what the file in its project says, though its image copies the whole tree', async () => {
  expect(await edges({ 'Front/ocelot.Docker.json': routesTo('basket') })).toEqual(['front routes basket']);
});

it('not what a file in no project says', async () => {
  expect(await edges({ 'samples/ocelot.json': routesTo('basket') })).toEqual([]);
});

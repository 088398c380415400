import { describe, expect, it } from 'vitest';
import type { Suggestion } from '../analyzer/report/result.js';
import { analyzeFiles } from '../analyzer/run.js';
import { rule } from './timeouts/missing-timeout/rule.js';

type Files = Readonly<Record<string, string>>;

const compose = `services:
  web: { build: ./web, ports: ["80:80"], environment: { CART: "http://cart:8080" } }
  cart: { image: example/cart }
  cache: { image: "redis:7" }
`;

async function resultOf(files: Files) {
  const { result } = await analyzeFiles({ 'compose.yaml': compose, ...files }, {}, [rule]);
  return result;
}

/** The edits as a tool makes them, the last first so that the others keep their places. */
function applied(files: Files, edits: NonNullable<Suggestion['edits']>): Files {
  const changed: Record<string, string> = { ...files };
  for (const { at, text } of [...edits].sort((a, b) => b.at.line - a.at.line || b.at.column - a.at.column)) {
    const lines = changed[at.file]!.split('\n');
    const line = lines[at.line - 1]!;
    lines[at.line - 1] = line.slice(0, at.column - 1) + text + line.slice(at.column - 1 + at.length);
    changed[at.file] = lines.join('\n');
  }
  return changed;
}

const python = (code: string, requirements = 'requests==2.32.3'): Files => ({ 'web/Dockerfile': 'FROM python:3\nCOPY . .\nCMD ["python", "app.py"]\n', 'web/requirements.txt': `flask\n${requirements}\n`, 'web/app.py': `import os\nfrom flask import Flask\n${code}\napp.run(port=80)\n` });
const go = (code: string): Files => ({ 'web/Dockerfile': 'FROM golang:1\nCOPY . .\nCMD ["./web"]\n', 'web/go.mod': 'module web\n\ngo 1.22\n', 'web/main.go': `package main\n\n${code}\n` });
const csharp = (code: string): Files => ({ 'web/Dockerfile': 'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nCOPY . .\nENTRYPOINT ["dotnet", "web.dll"]\n', 'web/web.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web" />\n', 'web/Program.cs': code });

const handler = (body: string): string => `app = Flask(__name__)\n\n@app.get("/")\ndef index():\n    ${body}\n`;
const server = (client: string): string => `import (\n\t"net/http"\n\t"os"\n\t"time"\n)\n\nvar started = time.Now()\nvar client = ${client}\n\nfunc index(w http.ResponseWriter, r *http.Request) {\n\tclient.Get(os.Getenv("CART") + "/items")\n}\n\nfunc main() {\n\thttp.HandleFunc("/", index)\n\thttp.ListenAndServe(":80", nil)\n}`;
const api = (services: string, body: string): string => `var builder = WebApplication.CreateBuilder(args);\n${services}\nvar app = builder.Build();\n${body}\napp.Run();\n`;
const asks = 'app.MapGet("/", async () => await client.GetStringAsync("http://cart:8080/items"));';

describe('an exact edit mends what it is suggested for', () => {
  it.each<[string, Files, string]>([
    ['each call of requests', python(`import requests\n${handler('return requests.get(os.environ["CART"] + "/a").text + requests.post(os.environ["CART"] + "/b", json={"a": 1},).text')}`), 'requests.post(os.environ["CART"] + "/b", json={"a": 1},timeout=2)'],
    ['a call over several lines', python(`import requests\n${handler('return requests.get(\n        os.environ["CART"]\n    ).text')}`), '    , timeout=2)'],
    ['the construction of a client of Redis', python(`import redis\ncache = redis.Redis(host="cache")\n${handler('return cache.get("a")')}`, 'redis==5.0.1'), 'redis.Redis(host="cache", socket_timeout=2)'],
    ['a literal of Go without fields', go(server('&http.Client{}')), '&http.Client{Timeout: 2 * time.Second}'],
    ['a literal of Go with fields', go(server('http.Client{\n\tTransport: http.DefaultTransport,\n}')), '\nTimeout: 2 * time.Second}'],
    ['a construction in C#', csharp(api('var client = new HttpClient();', asks)), 'new HttpClient() { Timeout = System.TimeSpan.FromSeconds(2) }'],
    ['an initializer in C#', csharp(api('var client = new HttpClient { BaseAddress = new Uri("http://cart:8080") };', asks)), 'new Uri("http://cart:8080") , Timeout = System.TimeSpan.FromSeconds(2)}'],
    ['a client that C# registers', csharp(api('builder.Services.AddHttpClient("cart", client => client.BaseAddress = new Uri("http://cart:8080"));', 'app.MapGet("/", async (IHttpClientFactory clients) => await clients.CreateClient("cart").GetStringAsync("/items"));')), '.ConfigureHttpClient(client => client.Timeout = System.TimeSpan.FromSeconds(2));'],
  ])('%s', async (_, files, written) => {
    const before = await resultOf(files);
    expect(before.findings).toHaveLength(1);
    const mended = applied(files, before.findings[0]!.fix.suggestion?.edits ?? []);
    expect(Object.values(mended).join('\n')).toContain(written);
    const after = await resultOf(mended);
    expect(after.findings).toEqual([]);
    expect(after.graph.problems).toEqual([]);
    expect(after.graph.dependencies).toEqual(before.graph.dependencies.map((one) => expect.objectContaining({ from: one.from, to: one.to, kind: one.kind })));
  });
});

describe('no edit is offered', () => {
  it.each<[string, Files]>([
    ['where a comment hides the end', python(`import requests\n${handler('return requests.get(os.environ["CART"] # the cart\n    ).text')}`)],
    ['in a Go file that does not know durations', go(server('&http.Client{}').replace('\n\t"time"', '').replace('var started = time.Now()\n', ''))],
  ])('%s', async (_, files) => {
    const { findings } = await resultOf(files);
    expect(findings).toHaveLength(1);
    expect(findings[0]!.fix.suggestion?.text).toMatch(/timeout/i);
    expect(findings[0]!.fix.suggestion).not.toHaveProperty('edits');
  });
});

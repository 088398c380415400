import { describe, expect, it } from 'vitest';
import { csharpParser } from './csharp/parser.js';
import { goParser } from './go/parser.js';
import { javaParser } from './java/parser.js';
import type { Parser } from './parser.js';
import { pythonParser } from './python/parser.js';
import { ofKind, parseTree } from './source/flow/testing.js';
import { typescriptParser } from './typescript/parser.js';

async function required(parser: Parser, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return ofKind((await parseTree(parser, files)).facts, 'required-variable').map(({ name, at }) => `${name} ${at.line}`);
}

const typescript = (settings: string): Promise<readonly string[]> =>
  required(typescriptParser, { 'package.json': '{"dependencies":{"express":"4"},"scripts":{"start":"node server.js"}}', 'server.ts': "import express from 'express';\nimport './settings.js';\nexpress().listen(80);\n", 'settings.ts': settings });
const python = (settings: string): Promise<readonly string[]> =>
  required(pythonParser, { 'Dockerfile': 'CMD ["python", "main.py"]', 'main.py': 'import settings\nfrom flask import Flask\napp = Flask(__name__)\napp.run(port=80)\n', 'settings.py': settings });
const go = (code: string): Promise<readonly string[]> =>
  required(goParser, { 'go.mod': 'module example.com/app\n', 'main.go': `package main\nimport ("log"; "net/http"; "os")\n${code}\n` });
const csharp = (code: string): Promise<readonly string[]> =>
  required(csharpParser, { 'App.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>', 'Program.cs': `using System;\nusing System.Net.Http;\nvar http = new HttpClient();\nhttp.GetAsync("http://cart");\n${code}\n` });
const spring = (settings: string): Promise<readonly string[]> =>
  required(javaParser, { 'pom.xml': '<project><artifactId>app</artifactId></project>', 'src/main/java/App.java': '@SpringBootApplication\nclass App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }', 'src/main/resources/application.yml': settings });

const HELPER = 'function need(name: string) {\n  const value = process.env[name];\n  if (!value) throw new Error(name);\n  return value;\n}\n';

describe('what code cannot start without', () => {
  it.each([
    ['TypeScript, a check that throws', typescript, "if (!process.env.CART_URL) throw new Error('no');", ['CART_URL 1']],
    ['TypeScript, a check of a constant', typescript, "const url = process.env['CART_URL'];\nif (url === undefined) {\n  console.error('no');\n  process.exit(1);\n}", ['CART_URL 1']],
    ['TypeScript, a helper that throws', typescript, `${HELPER}export const url = need('CART_URL');`, ['CART_URL 6']],
    ['TypeScript, a helper that a function of the start calls', typescript, `${HELPER}function load() {\n  return { url: need('CART_URL') };\n}\nexport const config = load();`, ['CART_URL 7']],
    ['TypeScript, zod', typescript, "import { z } from 'zod';\nconst schema = z.object({\n  CART_URL: z.string().url(),\n  PORT: z.coerce.number().default(80),\n  NOTE: z.string().optional(),\n});\nexport const env = schema.parse(process.env);", ['CART_URL 3']],
    ['TypeScript, envalid', typescript, "import { cleanEnv, str, port } from 'envalid';\nexport const env = cleanEnv(process.env, {\n  CART_URL: str(),\n  PORT: port({ default: 80 }),\n});", ['CART_URL 3']],
    ['TypeScript, joi', typescript, "import Joi from 'joi';\nconst { error } = Joi.object({\n  CART_URL: Joi.string().required(),\n  NOTE: Joi.string(),\n}).validate(process.env);\nif (error) throw error;", ['CART_URL 3']],
    ['TypeScript, env-var', typescript, "import env from 'env-var';\nexport const url = env.get('CART_URL').required().asString();\nexport const note = env.get('NOTE').asString();", ['CART_URL 2']],
    ['TypeScript, a name that no variable has', typescript, "if (!process.env['A(B']) throw new Error('no');\nif (!process.env.CART_URL) throw new Error('no');", ['CART_URL 2']],
    ['Python, a subscript', python, 'import os\nCART_URL = os.environ["CART_URL"]\n', ['CART_URL 2']],
    ['Python, a check that raises', python, 'import os\nurl = os.getenv("CART_URL")\nif not url:\n    raise ValueError("no")\n', ['CART_URL 2']],
    ['Python, decouple', python, 'from decouple import config\nURL = config("CART_URL")\nNOTE = config("NOTE", default="")\n', ['CART_URL 2']],
    ['Python, settings of Pydantic', python, 'from typing import Optional\nfrom pydantic import Field\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    cart_url: str\n    stock: str = Field(..., alias="STOCK_URL")\n    note: Optional[str]\n    pages: int = Field(10, ge=1)\n    limit: int = Field(default=10)\nsettings = Settings()\n', ['CART_URL 5', 'STOCK_URL 6']],
    ['Go, a check that ends', go, 'func main() {\nurl := os.Getenv("CART_URL")\nif url == "" {\nlog.Fatal("no")\n}\nhttp.ListenAndServe(":80", nil)\n}', ['CART_URL 4']],
    ['Go, a lookup', go, 'func main() {\nif _, ok := os.LookupEnv("CART_URL"); !ok {\nlog.Fatal("no")\n}\nhttp.ListenAndServe(":80", nil)\n}', ['CART_URL 4']],
    ['Go, a helper that panics', go, 'func must(key string) string {\nv := os.Getenv(key)\nif v == "" {\npanic(key)\n}\nreturn v\n}\nvar url = must("CART_URL")\nfunc main() { log.Print(url); http.ListenAndServe(":80", nil) }', ['CART_URL 10']],
    ['Go, settings that say what is missing', go, 'func loadConfig() (string, error) {\nurl := os.Getenv("CART_URL")\nif url == "" {\nreturn "", errors.New("CART_URL is not set")\n}\nreturn url, nil\n}\nfunc main() {\nif _, err := loadConfig(); err != nil {\nlog.Fatal(err)\n}\nhttp.ListenAndServe(":80", nil)\n}', ['CART_URL 4']],
    ['Go, tags', go, 'type Config struct {\nCart string `env:"CART_URL,required"`\nNote string `env:"NOTE"`\n}\nfunc main() {\nc := Config{}\nenv.Parse(&c)\nlog.Print(c, os.Args)\nhttp.ListenAndServe(":80", nil)\n}', ['CART_URL 4']],
    ['Go, tags of another library', go, 'import _ "github.com/sethvargo/go-envconfig"\ntype Config struct {\nCart string `env:"CART_URL, required"`\nNote string `env:"NOTE, default=x"`\n}\nfunc main() { log.Print(os.Args); http.ListenAndServe(":80", nil) }', ['CART_URL 5']],
    ['C#', csharp, 'var url = Environment.GetEnvironmentVariable("CART_URL") ?? throw new Exception("no");\nvar note = Environment.GetEnvironmentVariable("NOTE") ?? "";', ['CART_URL 5']],
    ['Spring', spring, 'cart:\n  url: http://${CART_HOST}:${CART_PORT:80}\n  other: ${SET_HERE:${STOCK_URL}}\n  name: ${app.name}\n', ['CART_HOST 2']],
  ])('%s', async (_, read, code, expected) => {
    expect(await read(code)).toEqual(expected);
  });

  it.each([
    ['TypeScript, where something decides', typescript, `${HELPER}export const url = process.env.CART === 'on' ? need('CART_URL') : undefined;\nif (process.env.X) need('STOCK_URL');`],
    ['TypeScript, when somebody asks', typescript, `${HELPER}export const url = () => need('CART_URL');`],
    ['TypeScript, a helper with a default', typescript, "function need(name: string, otherwise?: string) {\n  const value = process.env[name] ?? otherwise;\n  if (!value) throw new Error(name);\n  return value;\n}\nexport const url = need('CART_URL');"],
    ['TypeScript, set before', typescript, "process.env.CART_URL ??= 'http://cart';\nif (!process.env.CART_URL) throw new Error('no');"],
    ['TypeScript, a schema that is changed', typescript, "import { z } from 'zod';\nexport const env = z.object({ CART_URL: z.string() }).partial().parse(process.env);"],
    ['Python, what is caught', python, 'import os\ntry:\n    URL = os.environ["CART_URL"]\nexcept KeyError:\n    URL = ""\n'],
    ['Python, in a function', python, 'import os\ndef url():\n    return os.environ["CART_URL"]\n'],
    ['Python, settings that nobody makes', python, 'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    cart_url: str\n'],
    ['Go, what only a request needs', go, 'func list(w http.ResponseWriter, r *http.Request) {\nif os.Getenv("X") == "" {\nlog.Fatal("no")\n}\n}\nfunc main() {\nhttp.HandleFunc("/", list)\nhttp.ListenAndServe(":80", nil)\n}'],
    ['Go, where something decides', go, 'func url() {\nv := os.Getenv("CART_URL")\nif v == "" {\nlog.Fatal("no")\n}\n}\nfunc main() {\nif os.Getenv("CART") == "on" {\nurl()\n}\nhttp.ListenAndServe(":80", nil)\n}'],
    ['Go, tags with something before the names', go, 'type Config struct {\nCart string `env:"CART_URL,required"`\n}\nfunc main() {\nc := Config{}\nenv.ParseWithOptions(&c, env.Options{Prefix: "APP_"})\nlog.Print(c, os.Args)\nhttp.ListenAndServe(":80", nil)\n}'],
    ['C#, where something decides', csharp, 'if (args.Length > 0) { var url = Environment.GetEnvironmentVariable("CART_URL") ?? throw new Exception("no"); }'],
    ['Spring, for one profile', spring, 'spring:\n  config:\n    activate:\n      on-profile: prod\ncart:\n  url: ${CART_URL}\n'],
  ])('not %s', async (_, read, code) => {
    expect(await read(code)).toEqual([]);
  });
});

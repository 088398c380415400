import { describe, expect, it } from 'vitest';
import type { ClientFact } from '../facts/types.js';
import { csharpParser } from './csharp/parser.js';
import { goParser } from './go/parser.js';
import { javaParser } from './java/parser.js';
import type { Parser } from './parser.js';
import { pythonParser } from './python/parser.js';
import { ofKind, parseTree } from './source/flow/testing.js';

/** Parser, files around the code, and the file that has it. */
type Language = readonly [parser: Parser, around: Readonly<Record<string, string>>, file: string];

const PYTHON: Language = [pythonParser, { 'app/Dockerfile': 'CMD ["python", "main.py"]' }, 'app/main.py'];
const GO: Language = [goParser, { 'go.mod': 'module example.com/app\n' }, 'main.go'];
const CSHARP: Language = [csharpParser, { 'App.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>' }, 'Api.cs'];
const JAVA: Language = [javaParser, { 'pom.xml': '<project><artifactId>app</artifactId></project>', 'src/main/java/app/App.java': 'package app;\nimport org.springframework.boot.*;\n@SpringBootApplication\npublic class App { public static void main(String[] args) { SpringApplication.run(App.class, args); } }\n' }, 'src/main/java/app/Api.java'];

async function clients([parser, around, file]: Language, code: string): Promise<readonly ClientFact[]> {
  return ofKind((await parseTree(parser, { ...around, [file]: code })).facts, 'client');
}

/** What each client is made for, and the lines on the way to where. */
const made = async (language: Language, code: string): Promise<unknown[]> => (await clients(language, code)).filter(({ dependency }) => dependency !== 'consumes').map(({ madeFor }) => madeFor && [madeFor.each, ...madeFor.path.map(({ line }) => line)]);

const python = (code: string): string => `import psycopg2, pymongo\nfrom functools import lru_cache\nfrom flask import Flask\napp = Flask(__name__)\n${code}\nif __name__ == "__main__":\n    app.run(port=8080)\n`;
const go = (code: string): string => `package main\n\nimport (\n"database/sql"\n"net/http"\n"sync"\n)\n${code}\nfunc main() {\nhttp.HandleFunc("/x", list)\nhttp.ListenAndServe(":8080", nil)\n}\n`;
const java = (code: string): string => `package app;\nimport java.sql.*;\nimport com.mongodb.client.*;\nimport org.springframework.web.bind.annotation.*;\nimport org.springframework.kafka.annotation.KafkaListener;\n@RestController\npublic class Api {\n${code}\n}\n`;
const csharp = (code: string): string => `using System.Net.Http;\nusing MongoDB.Driver;\n[ApiController]\n[Route("api")]\npublic class Api : ControllerBase {\n${code}\n}\n`;

const ANEW: readonly (readonly [name: string, language: Language, code: string, expected: readonly unknown[]])[] = [
  ['Python, in a view', PYTHON, python('@app.route("/x")\ndef list():\n    db = psycopg2.connect(host="db")\n    return db.cursor().execute("x")'), ['request', 7]],
  ['Python, in a function that it calls', PYTHON, python('def connect():\n    return psycopg2.connect(host="db")\n@app.route("/x")\ndef list():\n    return connect().cursor().execute("x")'), ['request', 9, 6]],
  ['Python, in an object that it makes', PYTHON, python('class Orders:\n    def __init__(self):\n        self.db = psycopg2.connect(host="db")\n@app.route("/x")\ndef list():\n    orders = Orders()\n    return orders.db.cursor().execute("x")'), ['request', 10, 7]],
  ['Python, for each task', PYTHON, 'import psycopg2\nfrom celery import shared_task\n@shared_task\ndef work():\n    db = psycopg2.connect(host="db")\n    db.cursor().execute("x")\n', ['message', 5]],
  ['Go, in a handler', GO, go('func list(w http.ResponseWriter, r *http.Request) {\ndb, err := sql.Open("postgres", "postgres://db")\nif err != nil {\nreturn\n}\ndefer db.Close()\ndb.Query("x")\n}'), ['request', 9]],
  ['Go, in a function that it calls', GO, go('func open() (*sql.DB, error) {\ndb, err := sql.Open("postgres", "postgres://db")\nif err != nil {\nreturn nil, err\n}\nreturn db, nil\n}\nfunc list(w http.ResponseWriter, r *http.Request) {\ndb, _ := open()\ndb.Query("x")\n}'), ['request', 16, 9]],
  ['Java, in a controller', JAVA, java('@GetMapping("/x") public String list() throws Exception {\nConnection db = DriverManager.getConnection("jdbc:postgresql://db/x");\nreturn db.toString();\n}'), ['request', 9]],
  ['Java, in a method that it calls', JAVA, java('@GetMapping("/x") public String list() {\nreturn open().toString();\n}\nprivate MongoClient open() {\nreturn MongoClients.create("mongodb://db");\n}'), ['request', 9, 12]],
  ['Java, for each message', JAVA, java('@KafkaListener(topics = "x") public void on(String m) {\nMongoClient db = MongoClients.create("mongodb://db");\n}'), ['message', 9]],
  ['C#, in an action', CSHARP, csharp('[HttpGet("x")] public async Task<string> List() {\nusing var http = new HttpClient();\nreturn await http.GetStringAsync("http://cart/x");\n}'), ['request', 7]],
  ['C#, in the constructor of a controller', CSHARP, csharp('private readonly HttpClient _http;\npublic Api() {\n_http = new HttpClient { BaseAddress = new Uri("http://cart") };\n}\n[HttpGet("x")] public Task<string> List() => _http.GetStringAsync("/x");'), ['request', 8]],
  ['C#, in a field of a controller', CSHARP, csharp('private readonly IMongoClient _db = new MongoClient("mongodb://db");\n[HttpGet("x")] public string List() => _db.ToString();'), ['request', 6]],
];

const ONCE: readonly (readonly [name: string, language: Language, code: string])[] = [
  ['Python, beside the views', PYTHON, python('db = psycopg2.connect(host="db")\n@app.route("/x")\ndef list():\n    return db.cursor().execute("x")')],
  ['Python, kept in the module', PYTHON, python('_db = None\ndef connect():\n    global _db\n    if _db is None:\n        _db = psycopg2.connect(host="db")\n    return _db\n@app.route("/x")\ndef list():\n    return connect().cursor().execute("x")')],
  ['Python, in a cache', PYTHON, python('@lru_cache\ndef connect():\n    return psycopg2.connect(host="db")\n@app.route("/x")\ndef list():\n    return connect().cursor().execute("x")')],
  ['Python, behind a choice', PYTHON, python('_db = None\n@app.route("/x")\ndef list():\n    db = _db or psycopg2.connect(host="db")\n    return db.cursor().execute("x")')],
  ['Python, in a field of an object of the module', PYTHON, python('class Orders:\n    def open(self):\n        self.db = psycopg2.connect(host="db")\n        return self.db\norders = Orders()\n@app.route("/x")\ndef list():\n    return orders.open().cursor().execute("x")')],
  ['Go, in main', GO, go('var db *sql.DB\nfunc init() {\ndb, _ = sql.Open("postgres", "postgres://db")\n}\nfunc list(w http.ResponseWriter, r *http.Request) {\ndb.Query("x")\n}')],
  ['Go, in a variable of the package', GO, go('var db *sql.DB\nfunc open() *sql.DB {\nif db == nil {\ndb, _ = sql.Open("postgres", "postgres://db")\n}\nreturn db\n}\nfunc list(w http.ResponseWriter, r *http.Request) {\nopen().Query("x")\n}')],
  ['Go, once', GO, go('var db *sql.DB\nvar once sync.Once\nfunc list(w http.ResponseWriter, r *http.Request) {\nonce.Do(func() {\ndb, _ = sql.Open("postgres", "postgres://db")\n})\ndb.Query("x")\n}')],
  ['Java, in a field', JAVA, java('private final MongoClient db = MongoClients.create("mongodb://db");\n@GetMapping("/x") public String list() { return db.toString(); }')],
  ['Java, when it is first asked for', JAVA, java('private MongoClient db;\nprivate MongoClient open() {\nif (db == null) {\ndb = MongoClients.create("mongodb://db");\n}\nreturn db;\n}\n@GetMapping("/x") public String list() { return open().toString(); }')],
  ['Java, as a bean', JAVA, java('@Bean public MongoClient open() {\nreturn MongoClients.create("mongodb://db");\n}\n@GetMapping("/x") public String list() { return open().toString(); }')],
  ['C#, in a static field', CSHARP, csharp('private static readonly HttpClient Http = new HttpClient { BaseAddress = new Uri("http://cart") };\n[HttpGet("x")] public Task<string> List() => Http.GetStringAsync("/x");')],
  ['C#, when it is first asked for', CSHARP, csharp('private static IMongoClient _db;\nprivate IMongoClient Open() {\nreturn _db ??= new MongoClient("mongodb://db");\n}\n[HttpGet("x")] public string List() => Open().ToString();')],
];

describe('a client that is constructed for each request or message', () => it.each(ANEW)('%s', async (_, language, code, expected) => expect(await made(language, code)).toEqual([expected])));

describe('a client that is constructed once', () => it.each(ONCE)('%s', async (_, language, code) => expect(await made(language, code)).toEqual([undefined])));

describe('a construction of one connection', () => {
  it.each([
    [PYTHON, 'import psycopg2\npsycopg2.connect(host="db")\n', true],
    [PYTHON, 'import psycopg2.pool\npsycopg2.pool.SimpleConnectionPool(1, 5, host="db")\n', undefined],
    [PYTHON, 'import asyncpg\nasync def f():\n    await asyncpg.create_pool("postgres://db")\n', undefined],
    [GO, 'package main\nimport "github.com/jackc/pgx/v5"\nfunc main() {\nc, _ := pgx.Connect(nil, "postgres://db")\nc.Query("x")\n}\n', true],
    [JAVA, java('Object db() throws Exception { return DriverManager.getConnection("jdbc:postgresql://db/x"); }'), true],
  ] as const)('%#', async (language, code, single) => expect((await clients(language, code)).map((client) => client.single)).toEqual([single]));
});

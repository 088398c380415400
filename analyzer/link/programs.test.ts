import { describe, expect, it } from 'vitest';
import { edges, graphOf, served } from './testing.js';

const names = async (files: Readonly<Record<string, string>>): Promise<string[]> => (await graphOf(files)).components.map(({ name }) => name);
const server = (folder: string, name = folder.split('/').at(-1)!): Record<string, string> => ({
  [`${folder}/package.json`]: JSON.stringify({ name, scripts: { start: 'node server.js' } }),
  [`${folder}/server.js`]: 'require("express")().listen(3000);',
});

describe('programs that nothing deploys', () => {
  it('are not those that only show how something is used', async () => {
    expect(await names({ ...server('apps/api'), ...server('playground/shop') })).toEqual(['api']);
    expect(await names(server('playground/shop'))).toEqual(['shop']);
  });

  it('are not what people install and run by hand', async () => {
    const tool = (json: object) => ({ ...server('apps/api'), 'cli/package.json': JSON.stringify({ name: 'tool', bin: './server.js', ...json }), 'cli/server.js': 'require("express")().listen(2022);' });
    expect(await names(tool({ publishConfig: { access: 'public' } }))).toEqual(['api']);
    expect(await names(tool({ private: true }))).toEqual(['api', 'tool']);
  });

  it('are not a library whose start script watches', async () => {
    const library = (start: string) => ({ 'lib/package.json': JSON.stringify({ name: 'lib', scripts: { start, watch: 'tsc -p . -w', run: 'node out.js' }, dependencies: { kafkajs: '2' } }), 'lib/index.js': 'const { Kafka } = require("kafkajs"); const c = new Kafka({ brokers: ["kafka:9092"] }).consumer({ groupId: "g" }); c.subscribe({ topic: "t" }); c.run({});' });
    expect(await names({ ...server('apps/api'), ...library('npm run watch') })).not.toContain('lib');
    expect(await names({ ...server('apps/api'), ...library('npm run run') })).toContain('lib');
  });

  it('are one in a folder with two build files', async () => {
    const project = { 'Admin/Admin.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>', 'Admin/Program.cs': 'var app = WebApplication.CreateBuilder(args).Build(); app.Run();' };
    expect(await names({ ...project, 'Admin/package.json': '{"name":"shop-admin","scripts":{"start":"vite"}}', 'Admin/page.js': 'fetch("/items")' })).toEqual(['Admin']);
  });
});

describe('a container that is called as the chart', () => {
  const deployment = (name: string, image: string) => `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { selector: { matchLabels: { a: ${name} } }, template: { metadata: { labels: { a: ${name} } }, spec: { containers: [{ name: shop, image: "${image}", env: [{ name: QUEUE_HOST, value: queue }] }] } } }\n`;
  const program = { 'src/shop/package.json': '{"name":"shop","scripts":{"start":"node s.js"}}', 'src/shop/s.js': 'const a = require("amqplib"); a.connect("amqp://" + process.env.QUEUE_HOST).then((c) => c.createChannel()).then((ch) => ch.sendToQueue("orders", x));' };

  it('runs that program where only one image is', async () => {
    expect(edges(await graphOf({ ...program, 'k8s/all.yaml': deployment('front', 'example/web') + served('queue', 'rabbitmq:4') }))).toContain('front -publishes-> queue');
  });

  it('says nothing where a bought-in image is called so, too', async () => {
    const graph = await graphOf({ ...program, 'k8s/all.yaml': deployment('front', 'example/web') + deployment('hooks', 'vendor/hooks') + served('queue', 'rabbitmq:4') });
    expect(graph.dependencies.flatMap(({ evidence }) => evidence).filter(({ mechanism }) => mechanism === 'code-call')).toEqual([]);
  });
});

it('an operated database that bears the name of the system is not its program', async () => {
  const cluster = 'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: shop }\nspec: { instances: 3 }\n';
  const graph = await graphOf({ 'k8s/db.yaml': cluster, 'compose.yaml': 'services:\n  shop: { image: example/shop }\n' });
  expect(graph.components.map(({ kind }) => kind).sort()).toEqual(['datastore', 'service']);
});

it('a Service that also selects a Job leads to what serves', async () => {
  const job = '---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: cart-migrate }\nspec: { template: { metadata: { labels: { app: cart } }, spec: { restartPolicy: Never, containers: [{ name: m, image: example/cart }] } } }\n';
  const graph = await graphOf({ 'k8s/all.yaml': served('front', 'example/front', '{ name: CART_URL, value: "http://cart" }') + served('cart', 'example/cart') + job });
  expect(edges(graph)).toEqual(['front -calls-> cart']);
});

it('a Compose service that is called by what is done once is a job', async () => {
  const kinds = async (name: string, more = '') => (await graphOf({ 'compose.yaml': `services:\n  ${name}:\n    image: example/x\n${more}  api: { image: example/api, depends_on: [${name}] }\n` })).components.find((c) => c.name === name)?.kind;
  expect(await kinds('db-migrate')).toBe('job');
  expect(await kinds('db-migrate', '    restart: always\n')).toBe('service');
  expect(await kinds('db-migrate', '    ports: ["80:80"]\n')).toBe('service');
  expect(await kinds('migrations')).toBe('service');
});

it('a public address in a variable is a link, and no call', async () => {
  const ingress = '---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: login }\nspec: { rules: [{ host: login.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: login, port: { number: 80 } } } }] } }] }\n';
  const strength = async (value: string) => (await graphOf({ 'k8s/all.yaml': served('api', 'example/api', `{ name: LOGIN_URL, value: "${value}" }`) + served('login', 'example/login') + ingress })).dependencies.find(({ from, to }) => from === 'api' && to === 'login')?.strength;
  expect(await strength('https://login.example.com')).toBe('soft');
  expect(await strength('http://login')).toBe('hard');
});

describe('a hook', () => {
  const database = (annotations: string, kind = 'StatefulSet') => `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: db, annotations: { ${annotations} } }\nspec: { selector: { matchLabels: { app: db } }, template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: db, image: "postgres:17" }] } } }\n`;
  const runs = async (annotations: string) => (await graphOf({ 'k8s/db.yaml': database(annotations) })).components.length > 0;

  it('that keeps running is part of the system', async () => {
    expect(await runs('helm.sh/hook: pre-install')).toBe(true);
    expect(await runs('argocd.argoproj.io/hook: PreSync')).toBe(true);
  });

  it('that is deleted, or that tests, is not', async () => {
    expect(await runs('helm.sh/hook: pre-install, helm.sh/hook-delete-policy: hook-succeeded')).toBe(false);
    expect(await runs('helm.sh/hook: pre-delete')).toBe(false);
    expect(await runs('helm.sh/hook: test')).toBe(false);
  });
});

it('an address that is handed in at run time leads nowhere, where the configuration says of another client of the kind where that leads', async () => {
  const go = (files: Readonly<Record<string, string>>) => ({ 'go.mod': 'module example.com/shop\n\ngo 1.23\n', 'compose.yaml': 'services:\n  shop:\n    build: .\n    environment: { DB_HOST: db }\n  db: { image: "postgres:17" }\n', Dockerfile: 'FROM golang:1.23\nCOPY . .\nRUN go build -o /shop .\nCMD ["/shop"]\n', ...files });
  const own = 'db, _ := sql.Open("pgx", "host="+os.Getenv("DB_HOST"))\n\tdb.Query("SELECT 1")';
  const handed = 'type Sink struct { Host string `json:"host"` }\n\nfunc (s Sink) Write() {\n\tdb, _ := sql.Open("pgx", "host="+s.Host)\n\tdb.Query("INSERT INTO x VALUES (1)")\n}\n';
  const main = (body: string, rest: string) => `package main\n\nimport (\n\t"database/sql"\n\t"encoding/json"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/jackc/pgx/v5/stdlib"\n)\n\nfunc main() {\n\t${body}\n\thttp.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {\n\t\tvar s Sink\n\t\tjson.NewDecoder(r.Body).Decode(&s)\n\t\ts.Write()\n\t})\n\thttp.ListenAndServe(":80", nil)\n\t_ = os.Args\n}\n\n${rest}`;
  const lines = async (body: string) => (await graphOf(go({ 'main.go': main(body, handed) }))).dependencies.filter(({ to }) => to === 'db').flatMap(({ evidence }) => evidence).filter(({ mechanism }) => mechanism === 'code-call').length;
  const alone = await lines('');
  expect(alone).toBeGreaterThan(0);
  // The other client's own lines, and none of the sink's.
  expect(await lines(own)).toBe(2);
});

describe('what an image says', () => {
  const kindOf = async (service: string) => (await graphOf({ 'compose.yaml': `services:\n  x: ${service}\n  api: { image: example/api, depends_on: [x] }\n` })).components.find(({ name }) => name === 'x')?.kind;

  it('counts where only its tag is filled in elsewhere', async () => {
    expect(await kindOf('{ image: "registry.example.com/valkey:${VALKEY_VERSION}" }')).toBe('cache');
    expect(await kindOf('{ image: "${REGISTRY}/valkey:8" }')).toBe('service');
  });

  it('does not make a store of what migrates one', async () => {
    const wait = (name: string) => ({ 'compose.yaml': `services:\n  ${name}: { image: "postgres:17", command: psql }\n  api: { image: example/api, depends_on: { ${name}: { condition: service_completed_successfully } } }\n` });
    expect((await graphOf(wait('fill'))).components.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['api service', 'fill job']);
  });
});

it('examples inside a package are no part of its program', async () => {
  const program = (folder: string) => ({ ...server('sdk'), [`sdk/${folder}/worker.js`]: 'fetch("https://api.weather.example.com/today")', 'sdk/server.js': `require("./${folder}/worker"); require("express")().listen(3000);` });
  expect(await names(program('src'))).toContain('api.weather.example.com');
  expect(await names(program('src/examples'))).not.toContain('api.weather.example.com');
});

it("a Java package called samples is the program's own", async () => {
  const code = '@SpringBootApplication\nclass App { public static void main(String[] a) { SpringApplication.run(App.class, a); } RestTemplate rest = new RestTemplate(); void f() { rest.getForObject("https://api.weather.example.com/today", String.class); } }';
  expect(await names({ 'shop/pom.xml': '<project><artifactId>shop</artifactId><dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>', 'shop/src/main/java/org/acme/samples/App.java': `package org.acme.samples;\nimport org.springframework.web.client.RestTemplate;\n${code}` })).toContain('api.weather.example.com');
});

it('a program that tests under load is not one that serves', async () => {
  expect(await names({ ...server('apps/api'), ...server('cmd/shop-loadtest') })).toEqual(['api']);
});

describe('a name with the prefix of its release', () => {
  const image = (name: string) => `example/${name === 'mail' ? 'postbox' : 'shop'}:1`;
  const cluster = (...names: readonly string[]) => names.map((name) => served(`shop-${name}`, name === 'front' ? 'nginx:1.29' : image(name))).join('');
  const ids = async (compose: string, manifests: string) => (await graphOf({ 'compose.yaml': compose, 'k8s/all.yaml': manifests })).components.map(({ id }) => id);

  it('is the plain one of another stack, where both run the same', async () => {
    expect(await ids('services:\n  api: { image: "example/shop:2" }\n  worker: { image: "example/shop:2" }\n  front: { image: "nginx:1.27" }\n', cluster('api', 'worker', 'front'))).toEqual(['api', 'front', 'worker']);
  });

  it('is another where they run different images', async () => {
    expect(await ids('services:\n  api: { image: "example/shop:2" }\n  mail: { image: "vendor/mail:2" }\n', cluster('api', 'mail'))).toEqual(['api', 'mail', 'shop-mail']);
  });

  it('is another where only some of the stack have the prefix', async () => {
    expect(await ids('services:\n  api: { image: "example/shop:2" }\n  worker: { image: "example/shop:2" }\n', cluster('api') + served('pay', 'example/shop:1') + served('hold', 'example/shop:1'))).toContain('shop-api');
  });
});

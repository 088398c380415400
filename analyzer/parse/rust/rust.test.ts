import { describe, expect, it } from 'vitest';
import { clientsWith, parseWith, settings, summary } from '../source/program/testing.js';
import { rustParser } from './parser.js';

const SERVICE = { 'Cargo.toml': '[package]\nname = "api"\n', 'src/main.rs': '' };
const clientsIn = (code: string) => clientsWith(rustParser, { ...SERVICE, 'src/main.rs': code });

type Case = readonly [name: string, code: string, clients: readonly string[], settings?: Readonly<Record<string, unknown>>];

const cases: readonly Case[] = [
  ['reqwest', 'use reqwest::Client; const CART: &str = "http://cart:8080"; async fn f(id: &str) { let c = Client::builder().timeout(Duration::from_secs(5)).build()?; c.get(format!("{}/items/{id}", CART)).send().await?; }', ['reqwest calls http://cart:8080/items/…'], { timeoutOnCall: 5000 }],
  ['reqwest in a struct', 'struct A { client: reqwest::Client, url: String } impl A { fn new() -> Self { Self { client: reqwest::Client::new(), url: std::env::var("CART_URL").unwrap_or_else(|_| "http://cart".to_string()) } } async fn f(&self) { self.client.post(&format!("{}/x", self.url)).timeout(Duration::from_millis(300)).send().await; } }', ['reqwest calls ${CART_URL:-http://cart}/x'], { timeoutOnCall: 300 }],
  ['tonic', 'use tonic::transport::Channel; async fn f() { let c = CartClient::connect("http://cart:50051").await?; }', ['tonic calls http://cart:50051']],
  ['a channel of tonic', 'use tonic::transport::Endpoint; fn f() { let c = Endpoint::from_static("http://cart:1").timeout(Duration::from_secs(2)).connect_lazy(); }', ['tonic calls http://cart:1'], { timeoutOnCall: 2000 }],
  ['a channel of tonic from text', 'use tonic::transport::Endpoint; async fn f(host: &str) { let c = Endpoint::from_str(&format!("http://cart:{}", 50051))?.connect().await?; }', ['tonic calls http://cart:50051']],
  ['tokio-postgres', 'use tokio_postgres::Config; fn f() { let mut pg = Config::new(); pg.user("u").host(&std::env::var("PG_HOST").unwrap()).port(5432); }', ['tokio-postgres stores ${PG_HOST}:5432']],
  ['a pool of tokio-postgres', 'use deadpool_postgres::{Manager, Pool}; fn f() { let pg = tokio_postgres::Config::new().host("db").to_owned(); Pool::builder(Manager::new(pg, NoTls)).build(); }', ['tokio-postgres stores db:5432']],
  ['sqlx', 'use sqlx::postgres::PgPoolOptions; async fn f() { let p = PgPoolOptions::new().max_connections(5).connect(&env::var("DATABASE_URL").unwrap()).await?; }', ['sqlx-postgres stores ${DATABASE_URL}'], { connectionPoolMaxConnections: 5 }],
  ['options of sqlx', 'use sqlx::postgres::PgConnectOptions; fn f() { let o = PgConnectOptions::new().host("db").port(6432).username("u"); }', ['sqlx-postgres stores db:6432']],
  ['diesel', 'use diesel::pg::PgConnection; fn f() { PgConnection::establish("postgres://u:p@db/shop"); }', ['diesel stores postgres://db/shop']],
  ['redis', 'fn f() { let c = redis::Client::open("redis://redis:6379/").unwrap(); }', ['redis-rs caches redis://redis:6379/']],
  ['lapin', 'use lapin::Connection; async fn f() { let c = Connection::connect("amqp://mq:5672", p).await?; let ch = c.create_channel().await?; ch.basic_publish("orders", "k").await?; ch.basic_consume("paid").await?; }', ['lapin publishes amqp://mq:5672', 'lapin consumes amqp://mq:5672']],
  ['rdkafka', 'use rdkafka::ClientConfig; fn f() { let c = ClientConfig::new().set("group.id", "g").set("bootstrap.servers", "kafka:9092").create(); }', ['rdkafka-rust publishes kafka:9092']],
  ['async-nats', 'async fn f() { let c = async_nats::connect("nats://nats:4222").await?; c.publish("orders", b).await?; }', ['async-nats publishes nats://nats:4222']],
];

describe('each library', () => {
  it.each(cases.map(([name, code, clients, expected]) => ({ name, code, clients, expected: expected ?? {} })))('$name', async ({ code, clients, expected }) => {
    const found = await clientsIn(code);
    expect(found.map(summary).sort()).toEqual([...clients].sort());
    expect(found.map(settings)[0]).toEqual(expected);
  });
});

describe('what only looks like a client', () => {
  it.each([
    ['a map', 'fn f(m: HashMap<String, String>) { m.get("http://cart"); }'],
    ['a client of its own', 'struct Client; impl Client { fn new() -> Self { Client } } fn f() { Client::new().get("http://cart"); }'],
    ['a comment', '// reqwest::get("http://cart")'],
  ])('%s', async (_, code) => {
    expect((await clientsIn(code)).map(summary)).toEqual([]);
  });
});

it('reads the rest of a file with a syntax error, which is one problem', async () => {
  const { facts, problems } = await parseWith(rustParser, { ...SERVICE, 'src/a.rs': 'fn a( { let = ; }\nfn f() { redis::Client::open("redis://redis").unwrap(); }\n' });
  expect(facts.filter((f) => f.kind === 'client').map(summary)).toEqual(['redis-rs caches redis://redis']);
  expect(problems).toMatchObject([{ code: 'rust-syntax', file: 'src/a.rs', line: 1 }]);
});

it.each([
  ['a text without an end', 'impl A {\n  fn a() { let x = "open; }\n  fn f() { redis::Client::open("redis://redis").unwrap(); }\n}\n', 2],
  ['a line without an end', 'fn a() { let x =\nasync fn f() { redis::Client::open("redis://redis").unwrap(); }\n', 2],
])('reads what comes behind %s', async (_, code, line) => {
  const { facts, problems } = await parseWith(rustParser, { ...SERVICE, 'src/a.rs': code });
  expect(facts.filter((f) => f.kind === 'client').map(summary)).toEqual(['redis-rs caches redis://redis']);
  expect(problems).toMatchObject([{ code: 'rust-syntax', line }]);
});

it('says which crates start and what they use', async () => {
  const { facts } = await parseWith(rustParser, { 'Cargo.toml': '[workspace]\nmembers = ["api", "lib"]\n', 'api/Cargo.toml': '[package]\nname = "api"\n[dependencies]\nlib = { path = "../lib" }\n', 'api/src/main.rs': '', 'lib/Cargo.toml': '[package]\nname = "lib"\n' });
  expect(facts).toMatchObject([{ root: 'api', startable: true, uses: ['lib'] }, { root: 'lib', startable: false }]);
});

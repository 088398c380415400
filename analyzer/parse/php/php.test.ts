import { describe, expect, it } from 'vitest';
import { clientsWith, parseWith, settings, summary } from '../source/program/testing.js';
import { phpParser } from './parser.js';

const SERVICE = { 'composer.json': '{"name":"shop/api","require":{"guzzlehttp/guzzle":"^7"}}', 'public/index.php': '<?php' };
const clientsIn = (code: string) => clientsWith(phpParser, { ...SERVICE, 'src/Api.php': code });

type Case = readonly [name: string, code: string, clients: readonly string[], settings?: Readonly<Record<string, unknown>>];

const cases: readonly Case[] = [
  ['Guzzle with a base', '<?php use GuzzleHttp\\Client; class A { private Client $c; function __construct() { $this->c = new Client(["base_uri" => getenv("CART_URL") ?: "http://cart", "timeout" => 2.5, "connect_timeout" => 1]); } function f($id) { return $this->c->get("/items/$id"); } }', ['guzzle calls ${CART_URL:-http://cart}'], { timeoutOnCall: 2500, connectTimeout: 1000 }],
  ['Guzzle with whole addresses', '<?php use GuzzleHttp\\Client; $c = new Client(); $c->request("POST", "http://pay/charge", ["timeout" => 3]);', ['guzzle calls http://pay/charge'], { timeoutOnCall: 3000 }],
  ['Symfony', '<?php use Symfony\\Contracts\\HttpClient\\HttpClientInterface; class A { function __construct(private HttpClientInterface $http) {} function f() { return $this->http->request("GET", "http://cart/items", ["timeout" => 4]); } }', ['symfony-http-client calls http://cart/items'], { timeoutOnCall: 4000 }],
  ['Laravel', '<?php use Illuminate\\Support\\Facades\\Http; Http::timeout(3)->get(env("CART", "http://cart") . "/items");', ['laravel-http calls ${CART:-http://cart}/items'], { timeoutOnCall: 3000 }],
  ['curl', '<?php $ch = curl_init(); curl_setopt($ch, CURLOPT_URL, "http://cart/items"); curl_setopt($ch, CURLOPT_TIMEOUT, 3);', ['php-curl calls http://cart/items']],
  ['PDO', '<?php $p = new \\PDO("mysql:host=" . $_ENV["DB_HOST"] . ";dbname=shop", $u, $w);', ['php-pdo stores host=${DB_HOST};dbname=shop']],
  ['mysqli', '<?php $m = new mysqli("db", $u, $p);', ['php-mysqli stores db']],
  ['Predis', '<?php $r = new Predis\\Client(["scheme" => "tcp", "host" => "redis", "port" => 6380]);', ['predis caches redis:6380']],
  ['phpredis', '<?php $r = new Redis(); $r->connect(getenv("REDIS_HOST"), 6379, 1.5);', ['phpredis caches ${REDIS_HOST}:6379'], { connectTimeout: 1500 }],
  ['php-amqplib', '<?php use PhpAmqpLib\\Connection\\AMQPStreamConnection; $c = new AMQPStreamConnection("mq", 5672, "u", "p"); $ch = $c->channel(); $ch->basic_publish($m, "orders"); $ch->basic_consume("paid");', ['php-amqplib publishes mq:5672', 'php-amqplib consumes mq:5672']],
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
    ['a client class of its own', '<?php class Client {} $c = new Shop\\Client(["base" => "http://cart"]);'],
    ['a file', '<?php file_get_contents("/etc/hosts"); file_get_contents("php://input");'],
    ['a get of another class', '<?php $cache->get("http://cart");'],
    ['a comment', '<?php // new GuzzleHttp\\Client(["base_uri" => "http://cart"])'],
  ])('%s', async (_, code) => {
    expect((await clientsIn(code)).map(summary)).toEqual([]);
  });
});

it('reads the rest of a file with a syntax error, which is one problem', async () => {
  const { facts, problems } = await parseWith(phpParser, { ...SERVICE, 'a.php': '<?php\nfunction f( { $x = ; }\n$m = new mysqli("db");' });
  expect(facts.filter((f) => f.kind === 'client').map(summary)).toEqual(['php-mysqli stores db']);
  expect(problems).toMatchObject([{ code: 'php-syntax', file: 'a.php' }]);
});

it('says which projects start', async () => {
  const packages = async (texts: Readonly<Record<string, string>>) => (await parseWith(phpParser, texts)).facts;
  expect(await packages({ 'composer.json': '{"name":"a/lib","type":"library"}', 'index.php': '<?php' })).toMatchObject([{ name: 'a/lib', startable: false }]);
  expect(await packages(SERVICE)).toMatchObject([{ kind: 'package', name: 'shop/api', language: 'php', startable: true }]);
  expect(await packages({ 'web/Dockerfile': 'FROM php:8.3-apache', 'web/index.php': '<?php' })).toMatchObject([{ root: 'web', startable: true }]);
});

describe('an address that others give', () => {
  const api = (constructor: string) => `<?php class CatalogueApi { private string $url; ${constructor} function get($id) { curl_init(sprintf('%s/products/%s', $this->url, $id)); } }`;
  const targets = async (constructor: string, setup: string) => (await clientsWith(phpParser, { ...SERVICE, 'src/Api.php': api(constructor), 'src/Setup.php': `<?php class Setup { function run($container) { ${setup} } }` })).map(summary);
  const assigning = 'function __construct(string $catalogueUrl) { $this->url = $catalogueUrl; }';

  it.each([
    ['a construction', assigning, `new CatalogueApi(getenv('CATALOGUE') ?: 'http://catalogue');`],
    ['a container, by the name of the parameter', assigning, `$container->setParameter('catalogue_url', getenv('CATALOGUE') ?: 'http://catalogue');`],
  ])('%s', async (_, constructor, setup) => {
    expect(await targets(constructor, setup)).toEqual(['php-curl calls ${CATALOGUE:-http://catalogue}/products/…']);
  });

  it('stays unknown where nobody does', async () => {
    expect(await targets(assigning, `$container->setParameter('other', 'http://other');`)).toEqual(['php-curl calls …/products/…']);
  });
});

import { describe, expect, it } from 'vitest';
import { clientsWith, parseWith, settings, summary } from '../source/program/testing.js';
import { rubyParser } from './parser.js';

const SERVICE = { Gemfile: 'source "https://rubygems.org"\ngem "sinatra"\n', 'config.ru': '' };
const clientsIn = (code: string) => clientsWith(rubyParser, { ...SERVICE, 'app.rb': code });

type Case = readonly [name: string, code: string, clients: readonly string[], settings?: Readonly<Record<string, unknown>>];

const cases: readonly Case[] = [
  ['Net::HTTP', `require 'net/http'\nuri = URI.parse("http://#{ENV['CART_HOST'] || 'cart'}:9080/items")\nhttp = Net::HTTP.new(uri.host, uri.port)\nhttp.read_timeout = 5\nhttp.request(Net::HTTP::Get.new(uri))`, ['net-http calls http://${CART_HOST:-cart}:9080/items'], { timeoutOnCall: 5000 }],
  ['Net::HTTP in one call', `require 'net/http'\nNet::HTTP.get_response(URI('http://cart/items'))`, ['net-http calls http://cart/items']],
  ['Faraday', `require 'faraday'\nclass A\n  def initialize\n    @c = Faraday.new(url: ENV.fetch('CART_URL', 'http://cart')) do |f|\n      f.options.timeout = 2\n      f.request :retry, max: 3\n    end\n  end\n  def f(id)\n    @c.get("/items/#{id}")\n  end\nend`, ['faraday calls ${CART_URL:-http://cart}'], { timeoutOnCall: 2000, retriesOnCall: 3 }],
  ['HTTParty', `require 'httparty'\nHTTParty.get("http://cart/items", timeout: 3)`, ['httparty calls http://cart/items'], { timeoutOnCall: 3000 }],
  ['pg', `require 'pg'\nPG.connect(host: 'db', dbname: 'shop')`, ['ruby-pg stores db']],
  ['mysql2', `require 'mysql2'\nMysql2::Client.new(host: ENV['DB'], username: 'u')`, ['mysql2 stores ${DB}:3306']],
  ['Redis', `require 'redis'\nr = Redis.new(host: 'redis', timeout: 1)`, ['redis-rb caches redis:6379'], { timeoutOnCall: 1000 }],
  ['Redis by address', `require 'redis'\nr = Redis.new(url: ENV.fetch('REDIS_URL') { 'redis://redis:6379/0' })`, ['redis-rb caches ${REDIS_URL:-redis://redis:6379/0}']],
  ['Bunny', `require 'bunny'\nc = Bunny.new('amqp://mq:5672')\nc.start\nch = c.create_channel\nq = ch.queue('orders')\nq.subscribe { |m| m }`, ['bunny consumes amqp://mq:5672']],
  ['Kafka', `require 'kafka'\nk = Kafka.new(['kafka:9092'])\nk.deliver_message('x', topic: 'orders')`, ['ruby-kafka publishes kafka:9092']],
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
    ['a class of its own', `class Faraday2; end\nFaraday2.new(url: 'http://cart')`],
    ['a method called get', `cache.get('http://cart')`],
    ['a comment', `# Net::HTTP.get(URI('http://cart'))`],
  ])('%s', async (_, code) => {
    expect((await clientsIn(code)).map(summary)).toEqual([]);
  });
});

it('reads the database of Rails in production, with pool and environment', async () => {
  const yml = 'default: &default\n  adapter: postgresql\n  pool: 7\nproduction:\n  <<: *default\n  host: <%= ENV.fetch("DB_HOST") { "db" } %>\n  password: hunter2\n';
  const [client] = await clientsWith(rubyParser, { ...SERVICE, 'config/database.yml': yml });
  expect(summary(client!)).toBe('activerecord stores ${DB_HOST:-db}:5432');
  expect(settings(client!)).toEqual({ connectionPoolMaxConnections: 7 });
  expect(client!.at).toMatchObject({ file: 'config/database.yml', line: 6 });
});

it('knows calls whose failure is answered', async () => {
  const code = (handler: string) => `require 'httparty'\ndef f\n  HTTParty.get('http://ads/ad')\nrescue StandardError => e\n  ${handler}\nend`;
  expect((await clientsIn(code('return nil')))[0]).toMatchObject({ strength: 'soft', softAt: { line: 4 } });
  expect((await clientsIn(code('raise e')))[0]!.strength).toBe('hard');
});

it('reads the rest of a file with a syntax error, which is one problem', async () => {
  const { facts, problems } = await parseWith(rubyParser, { ...SERVICE, 'a.rb': "require 'pg'\nx = = 1\nPG.connect(host: 'db')\n" });
  expect(facts.filter((f) => f.kind === 'client').map(summary)).toEqual(['ruby-pg stores db']);
  expect(problems).toMatchObject([{ code: 'ruby-syntax', file: 'a.rb', line: 2 }]);
});

it('takes a folder that is built into an image for a package', async () => {
  expect((await parseWith(rubyParser, { 'details/Dockerfile': 'FROM ruby:3.4-slim\n', 'details/details.rb': '' })).facts).toMatchObject([{ kind: 'package', root: 'details', startable: true, language: 'ruby' }]);
  expect((await parseWith(rubyParser, { 'details/Dockerfile': 'FROM node:22\n', 'details/tool.rb': '' })).facts).toEqual([]);
});

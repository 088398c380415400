import { describe, expect, it } from 'vitest';
import { ofKind, parseTree, summary } from '../source/flow/testing.js';
import { libraries } from './libraries/index.js';
import { pythonParser } from './parser.js';

/** Clients of a service with one file. */
async function clients(code: string): Promise<string[]> {
  const { facts } = await parseTree(pythonParser, { 'app/Dockerfile': 'CMD ["python", "main.py"]', 'app/main.py': code });
  return ofKind(facts, 'client').map(summary);
}

type Case = readonly [name: string, code: string, expected: readonly string[]];

const http: readonly Case[] = [
  ['a plain call', 'import requests\nrequests.get("http://cart:80/items", timeout=2)', ['requests calls http http://cart:80 timeoutOnCall=2000']],
  ['a pair of timeouts', 'import requests\nrequests.post("http://cart", timeout=(1, 5))', ['requests calls http http://cart connectTimeout=1000 timeoutOnCall=5000']],
  ['no timeout, said so', 'import requests\nrequests.get("http://cart", timeout=None)', ['requests calls http http://cart timeoutOnCall=null']],
  ['a session with retries', 'import requests\nfrom requests.adapters import HTTPAdapter\nfrom urllib3.util import Retry\ns = requests.Session()\ns.mount("http://", HTTPAdapter(max_retries=Retry(total=3, backoff_factor=0.2)))\ns.get("http://cart/x", timeout=1)', ['requests calls http http://cart retriesOnCall=3 retryBackoff=true timeoutOnCall=1000']],
  ['retries that are never mounted', 'import requests\nfrom requests.adapters import HTTPAdapter\nadapter = HTTPAdapter(max_retries=3)\nrequests.get("http://cart")', ['requests calls http http://cart']],
  ['options in a dictionary', 'import requests\nOPTIONS = {"timeout": 4}\nrequests.get("http://cart", **OPTIONS)', ['requests calls http http://cart timeoutOnCall=4000']],
  ['httpx client', 'import httpx\nclient = httpx.Client(base_url="http://cart", timeout=httpx.Timeout(3.0, connect=1))\nclient.get("/x")', ['httpx calls http http://cart connectTimeout=1000 timeoutOnCall=3000']],
  ['httpx client of an address in a variable', 'import os, httpx\nclient = httpx.Client(timeout=3)\nclient.get(os.environ["CART"])', ['httpx calls http ${CART} timeoutOnCall=3000']],
  ['httpx async in a with', 'import httpx\nasync def f():\n    async with httpx.AsyncClient(timeout=2) as c:\n        await c.post("http://cart/x")', ['httpx calls http http://cart timeoutOnCall=2000']],
  ['aiohttp', 'import aiohttp\nasync def f():\n    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=4)) as s:\n        async with s.get("http://cart/x") as r:\n            return await r.json()', ['aiohttp calls http http://cart timeoutOnCall=4000']],
  ['urllib3', 'import urllib3\nhttp = urllib3.PoolManager(retries=urllib3.Retry(2), timeout=urllib3.Timeout(total=3))\nhttp.request("GET", "http://cart/")', ['urllib3 calls http http://cart retriesOnCall=2 timeoutOnCall=3000']],
  ['urlopen with a request', 'from urllib.request import Request, urlopen\nurlopen(Request("http://cart/x"), timeout=5)', ['urllib-request calls http http://cart timeoutOnCall=5000']],
  ['http.client', 'import http.client\nc = http.client.HTTPConnection("cart", 8080, timeout=2)\nc.request("GET", "/")', ['urllib-request calls http cart:8080 timeoutOnCall=2000']],
  ['payments', 'import stripe\nstripe.api_key = "x"\nstripe.checkout.Session.create(mode="payment")\nstripe.Webhook.construct_event(b"", "", "")', ['stripe-python calls http https://api.stripe.com']],
  ['a language model', 'from openai import OpenAI\nclient = OpenAI(timeout=20, max_retries=1)\nclient.chat.completions.create(model="m", messages=[])', ['openai-python calls http https://api.openai.com retriesOnCall=1 timeoutOnCall=20000']],
  ['a language model of one\'s own', 'from openai import AsyncOpenAI\nclient = AsyncOpenAI(base_url="http://llm:8000/v1")', ['openai-python calls http http://llm:8000']],
  ['grpc stub', 'import grpc\nimport cart_pb2_grpc\nstub = cart_pb2_grpc.CartStub(grpc.insecure_channel("cart:50051"))\nstub.Get(1, timeout=0.5)', ['grpcio calls grpc cart:50051 timeoutOnCall=500']],
];

const databases: readonly Case[] = [
  ['psycopg2', 'import psycopg2\nc = psycopg2.connect(host="db", port=5433, password="x", connect_timeout=3)\nc.cursor().execute("select 1")', ['psycopg2 stores postgresql db:5433 connectTimeout=3000']],
  ['psycopg', 'import psycopg\npsycopg.connect("postgresql://u:p@db/app")', ['psycopg stores postgresql postgresql://db']],
  ['psycopg_pool', 'from psycopg_pool import ConnectionPool\np = ConnectionPool("host=db port=5432 password=x", max_size=7)\np.connection().execute("x")', ['psycopg-pool stores postgresql db:5432 connectionPoolMaxConnections=7']],
  ['asyncpg', 'import asyncpg\nasync def f():\n    pool = await asyncpg.create_pool(dsn="postgres://db/x", command_timeout=9)\n    await pool.fetch("select 1")', ['asyncpg stores postgresql postgres://db timeoutOnCall=9000']],
  ['pymysql', 'import pymysql\nc = pymysql.connect(host="db", read_timeout=4)\nc.cursor().execute("x")', ['pymysql stores mysql db:3306 timeoutOnCall=4000']],
  ['sqlalchemy says the protocol', 'from sqlalchemy import create_engine\nengine = create_engine("mysql+pymysql://u:p@db/app", pool_size=5)', ['sqlalchemy stores mysql mysql+pymysql://db connectionPoolMaxConnections=5']],
  ['redis', 'import redis\nr = redis.Redis(host="cache", socket_timeout=1)\nr.get("x")', ['redis-py caches redis cache:6379 timeoutOnCall=1000']],
  ['redis by URL', 'from redis import asyncio as aioredis\nr = aioredis.from_url("redis://cache:6380/0")\nr.set("x", 1)', ['redis-py caches redis redis://cache:6380']],
  ['memcached', 'from pymemcache.client.base import Client\nc = Client("cache:11211", timeout=1)\nc.get("x")', ['pymemcache caches memcached cache:11211 timeoutOnCall=1000']],
  ['pymongo', 'from pymongo import MongoClient\ndb = MongoClient("mongodb://u:p@mongo:27017/x", timeoutMS=500)["shop"]\ndb.users.find_one({})', ['pymongo stores mongodb mongodb://mongo:27017 timeoutOnCall=500']],
  ['SQLAlchemy with options that a helper gives', 'from sqlalchemy import create_engine, text\nfrom limits import of\ndef args():\n    return of("db")\ne = create_engine("postgresql://db/x", connect_args=args())\nwith e.connect() as c:\n    c.execute(text("select 1"))', ['sqlalchemy stores postgresql postgresql://db connectTimeout=unknown timeoutOnCall=unknown']],
  ['SQLAlchemy with options that a helper adds to', 'from sqlalchemy import create_engine, text\nfrom limits import of\ne = create_engine("postgresql://db/x", connect_args={"application_name": "cart", **of("db")})\nwith e.connect() as c:\n    c.execute(text("select 1"))', ['sqlalchemy stores postgresql postgresql://db connectTimeout=unknown timeoutOnCall=unknown']],
  ['SQLAlchemy with options of a helper as a whole', 'from sqlalchemy import create_engine, text\nfrom limits import of\ndef args():\n    return of("db")\ne = create_engine("postgresql://db/x", **args())\nwith e.connect() as c:\n    c.execute(text("select 1"))', ['sqlalchemy stores postgresql postgresql://db timeoutOnCall=unknown']],
  ['SQLAlchemy with options that are set afterwards', 'from sqlalchemy import create_engine, text\nkw = {"echo": True}\nif x:\n    kw["connect_args"] = {"options": "-c statement_timeout=3000"}\ne = create_engine("postgresql://db/x", **kw)\nwith e.connect() as c:\n    c.execute(text("select 1"))', ['sqlalchemy stores postgresql postgresql://db timeoutOnCall=3000']],
  ['SQLAlchemy with a branch for a file', 'from sqlalchemy import create_engine, text\nimport os\nurl = os.environ.get("DB", "postgresql://db/x")\nif url.startswith("sqlite"):\n    e = create_engine(url, connect_args={"check_same_thread": False})\nelse:\n    e = create_engine(url, connect_args={"options": "-c statement_timeout=3000"})\nwith e.connect() as c:\n    c.execute(text("select 1"))', ['sqlalchemy stores postgresql ${DB:-postgresql://db} timeoutOnCall=3000']],
  ['SQLAlchemy with a limit of the server', 'from sqlalchemy import create_engine, text\ne = create_engine("postgresql://db/x", connect_args={"connect_timeout": 2, "options": "-c statement_timeout=3000"})\nwith e.connect() as c:\n    c.execute(text("select 1"))', ['sqlalchemy stores postgresql postgresql://db connectTimeout=2000 timeoutOnCall=3000']],
  ['psycopg2 with a limit of the server', 'import psycopg2\nc = psycopg2.connect("postgresql://db/x", options="-c lock_timeout=1s -c statement_timeout=5s")\nc.cursor().execute("select 1")', ['psycopg2 stores postgresql postgresql://db timeoutOnCall=5000']],
  ['elasticsearch', 'from elasticsearch import Elasticsearch\nes = Elasticsearch(["http://search:9200"], request_timeout=3, max_retries=2)\nes.search(index="x")', ['elasticsearch-py stores elasticsearch http://search:9200 retriesOnCall=2 timeoutOnCall=3000']],
  ['cassandra', 'from cassandra.cluster import Cluster\ns = Cluster(["cass"]).connect()\ns.execute("x", timeout=2)', ['cassandra-driver stores cassandra cass timeoutOnCall=2000']],
  ['neo4j', 'from neo4j import GraphDatabase\nd = GraphDatabase.driver("bolt://graph:7687")\nd.session().run("x")', ['neo4j-python stores neo4j bolt://graph:7687']],
  ['Django', 'import os\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": os.environ.get("DB_HOST", "db"), "PORT": "5432"}}\nCACHES = {"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://cache:6379/1"}}', ['django-orm stores postgresql ${DB_HOST:-db}:5432', 'django-cache caches redis redis://cache:6379']],
  ['Django with a file', 'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}}', []],
  ['Flask configuration', 'from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://u:p@db/x"', ['sqlalchemy stores postgresql postgresql://db']],
];

const messaging: readonly Case[] = [
  ['pika', 'import pika\nch = pika.BlockingConnection(pika.ConnectionParameters(host="mq", socket_timeout=3)).channel()\nch.basic_publish(exchange="", routing_key="orders", body="x")', ['pika publishes amqp mq:5672 connectTimeout=3000']],
  ['pika consumes', 'import pika\nch = pika.BlockingConnection(pika.URLParameters("amqp://u:p@mq:5672/")).channel()\nch.basic_consume(queue="orders", on_message_callback=f)\nch.start_consuming()', ['pika consumes amqp amqp://mq:5672']],
  ['aio_pika', 'import aio_pika\nasync def f():\n    c = await aio_pika.connect_robust("amqp://mq/")\n    ch = await c.channel()\n    await ch.default_exchange.publish(1, routing_key="orders")', ['aio-pika publishes amqp amqp://mq']],
  ['kafka-python', 'from kafka import KafkaProducer\np = KafkaProducer(bootstrap_servers=["kafka:9092"], retries=5, acks="all")\np.send("orders", b"x")', ['kafka-python publishes kafka kafka:9092 producerAcks=all retriesOnCall=5']],
  ['kafka-python consumes', 'from kafka import KafkaConsumer\nfor m in KafkaConsumer("orders", bootstrap_servers="kafka:9092"):\n    print(m)', ['kafka-python consumes kafka kafka:9092']],
  ['aiokafka', 'from aiokafka import AIOKafkaProducer\np = AIOKafkaProducer(bootstrap_servers="kafka:9092", request_timeout_ms=900)\nasync def f():\n    await p.send_and_wait("orders", b"x")', ['aiokafka publishes kafka kafka:9092 timeoutOnCall=900']],
  ['confluent', 'from confluent_kafka import Producer\np = Producer({"bootstrap.servers": "kafka:9092", "message.timeout.ms": 700})\np.produce("orders", "x")', ['confluent-kafka publishes kafka kafka:9092 timeoutOnCall=700']],
  ['celery', 'from celery import Celery\napp = Celery("x", broker="amqp://u:p@mq//")', ['celery publishes amqp amqp://mq']],
  ['boto3 knows services', 'import boto3\nfrom botocore.config import Config\nq = boto3.client("sqs", endpoint_url="http://aws:4566", config=Config(read_timeout=3, retries={"max_attempts": 2}))\nq.send_message(QueueUrl="x", MessageBody="y")', ['boto3 publishes sqs http://aws:4566 retriesOnCall=2 timeoutOnCall=3000']],
  ['nats', 'import nats\nasync def f():\n    nc = await nats.connect("nats://mq:4222")\n    await nc.request("a", b"", timeout=1)', ['nats-py publishes nats nats://mq:4222 timeoutOnCall=1000']],
  ['smtp', 'import smtplib\ns = smtplib.SMTP("mail", 1025, timeout=5)\ns.send_message(m)', ['smtplib calls smtp mail:1025 timeoutOnCall=5000']],
];

describe.each([['HTTP', http], ['databases', databases], ['messaging', messaging]] as const)('Python: %s', (_, cases) => {
  it.each(cases)('%s', async (_name, code, expected) => expect(await clients(code)).toEqual(expected));
});

describe('Python: what only looks like a client', () => {
  it.each([
    ['a method of the same name', 'import requests\nclass Api:\n    def get(self, url): return url\nApi().get("http://cart")'],
    ['a variable called requests', 'requests = {}\nrequests.get("http://cart")'],
    ['a local function', 'import redis\ndef Redis(host): return host\nRedis(host="cache")'],
    ['an import alone', 'import requests, redis, grpc, pika, boto3, celery'],
    ['text and comments', 'import requests\n# requests.get("http://cart")\nx = "requests.get(1)"'],
  ])('%s', async (_, code) => expect(await clients(code)).toEqual([]));

  it('has an id, imports and calls for every library, and names each id once', () => {
    for (const library of libraries) expect([library.id, library.imports.length > 0, library.calls.length > 0]).toEqual([library.id, true, true]);
    expect(new Set(libraries.map((l) => l.id)).size).toBe(libraries.length);
  });
});

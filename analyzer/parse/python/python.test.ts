import { describe, expect, it } from 'vitest';
import { ofKind, parseTree, show, summary } from '../source/flow/testing.js';
import { pythonParser } from './parser.js';

const DOCKER = { 'app/Dockerfile': 'FROM python\nCMD ["python", "main.py"]' };
const parse = (code: string, more: Readonly<Record<string, string>> = {}) => parseTree(pythonParser, { ...DOCKER, 'app/main.py': code, ...more });
const clients = async (code: string, more: Readonly<Record<string, string>> = {}) => ofKind((await parse(code, more)).facts, 'client');
const targets = async (code: string, more: Readonly<Record<string, string>> = {}) => (await clients(code, more)).flatMap((c) => c.targets.map(show));

describe('Python: where addresses come from', () => {
  it.each([
    ['os.environ', 'import os, requests\nrequests.get(os.environ["CART_URL"] + "/items")', ['${CART_URL}']],
    ['getenv with a default', 'import os, requests\nhost = os.getenv("CART_HOST", "cart")\nrequests.get(f"http://{host}:8080/items")', ['http://${CART_HOST:-cart}:8080']],
    ['or', 'import os, requests\nrequests.get(os.environ.get("CART") or "http://cart")', ['${CART:-http://cart}']],
    ['a conditional', 'import os, requests\nurl = "http://cart" if os.environ.get("CART") is None else os.environ.get("CART")\nrequests.get(url)', ['${CART:-http://cart}']],
    ['a branch', 'import os, requests\nurl = "http://cart"\nif os.getenv("CART"):\n    url = os.getenv("CART")\nrequests.get(url)', ['${CART:-http://cart}']],
    ['format', 'import requests\nrequests.get("http://{}:{port}/x".format("cart", port=80))', ['http://cart:80']],
    ['percent', 'import requests\nrequests.get("http://%s:%d/x" % ("cart", 80))', ['http://cart:80']],
    ['urljoin', 'import os, requests\nfrom urllib.parse import urljoin\nrequests.get(urljoin(os.getenv("BASE", "http://cart"), "/x"))', ['${BASE:-http://cart}']],
    ['decouple', 'import requests\nfrom decouple import config\nrequests.get(config("CART", default="http://cart"))', ['${CART:-http://cart}']],
    ['django-environ', 'import environ, redis\nenv = environ.Env()\nredis.from_url(env("REDIS_URL"))', ['${REDIS_URL}']],
    ['pydantic', 'import requests\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    cart_url: str = "http://cart"\nsettings = Settings()\nrequests.get(settings.cart_url)', ['${CART_URL:-http://cart}']],
    ['a class of constants', 'import os, requests\nclass Config:\n    CART = os.environ.get("CART", "http://cart")\nrequests.get(Config.CART + "/x")', ['${CART:-http://cart}']],
    ['a dictionary', 'import requests\nURLS = {"cart": "http://cart"}\nrequests.get(URLS["cart"])', ['http://cart']],
    ['the constructor', 'import requests\nclass Api:\n    def __init__(self, base):\n        self.base = base\n    def get(self):\n        return requests.get(self.base + "/x")\nApi("http://a").get()\nApi("http://b").get()', ['http://a', 'http://b']],
    ['a library like requests', 'import requests_async as requests\nasync def f():\n    await requests.post("http://cart:80/events/", json={})', ['http://cart:80']],
    ['its sessions', 'from niquests import AsyncSession\ns = AsyncSession()\nasync def f():\n    await s.get("http://cart/x", timeout=2)', ['http://cart']],
    ['a wrapper', 'import requests\ndef call(url, **kw):\n    return requests.get(url, **kw)\ndef f():\n    return call("http://a/x")\ndef g():\n    return call("http://b/x")', ['http://a', 'http://b']],
    ['a subclass', 'import requests\nclass Base:\n    url = "http://base"\n    def get(self):\n        return requests.get(self.url)\nclass Cart(Base):\n    pass\nCart().get()', ['http://base']],
  ])('%s', async (_, code, expected) => expect(await targets(code)).toEqual(expected));

  it('follows imports of modules beside it, relative or not', async () => {
    const more = { 'app/config.py': 'import os\nCART = os.getenv("CART", "http://cart")\n', 'app/shop/__init__.py': '', 'app/shop/client.py': 'import requests\nfrom ..config import CART\ndef items():\n    return requests.get(CART + "/items", timeout=1)\n' };
    expect(await targets('from shop.client import items\nimport config\nitems()', more)).toEqual(['${CART:-http://cart}']);
  });

  const django = {
    'shop/manage.py': 'import os\nfrom django.core.management import execute_from_command_line\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.local")\n',
    'shop/requirements.txt': 'django\n', 'shop/shop/__init__.py': '', 'shop/shop/settings/__init__.py': '', 'shop/shop/settings/base.py': 'import os\nCART_URL = os.environ.get("CART_URL", "http://cart")\n', 'shop/shop/settings/local.py': 'from .base import *\nDEBUG = True\n',
    'other/manage.py': 'import os\nfrom django.core.management import execute_from_command_line\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "other.settings")\n', 'other/other/settings.py': 'CART_URL = "http://other"\n',
  };
  it.each([
    ['settings.CART_URL', ['${CART_URL:-http://cart}']],
    ['getattr(settings, "CART_URL", None)', ['${CART_URL:-http://cart}']],
    ['getattr(settings, "PRICES_URL", "http://prices")', ['http://prices']],
  ])('reads %s from the settings of the Django project that the file belongs to', async (expression, expected) => {
    const found = await parseTree(pythonParser, { ...django, 'shop/orders/views.py': `import requests\nfrom django.conf import settings\ndef f():\n    return requests.get(f"{${expression.replaceAll('"', "'")}}/items", timeout=3)\n` });
    expect(ofKind(found.facts, 'client').map((c) => [c.targets.map(show), c.settings.map((s) => s.name)])).toEqual([[expected, ['timeoutOnCall']]]);
  });

  it.each([
    ['assigned', 'app.config["CART_URL"] = os.environ.get("CART_URL", "http://cart")'],
    ['of a class', 'app.config.from_object(Config)'],
    ['of a class by its path', 'app.config.from_object("main.Config")'],
    ['of a mapping', 'app.config.from_mapping(CART_URL=os.environ.get("CART_URL", "http://cart"))'],
    ['updated', 'app.config.update(CART_URL=os.environ.get("CART_URL", "http://cart"))'],
  ])('reads the configuration of a Flask application: %s', async (_, set) => {
    const code = `import os, requests\nfrom flask import Flask, current_app\nclass Config:\n    CART_URL = os.environ.get("CART_URL", "http://cart")\napp = Flask(__name__)\n${set}\ndef a():\n    requests.get(app.config["CART_URL"] + "/a")\ndef b():\n    requests.get(current_app.config.get("CART_URL") + "/b")\n`;
    expect(new Set(await targets(code))).toEqual(new Set(['${CART_URL:-http://cart}']));
  });

  it('never shows passwords', async () => {
    const { facts } = await parse('import sqlalchemy, pika\nsqlalchemy.create_engine("postgresql://user:hunter2@db:5432/x?password=hunter2")\npika.BlockingConnection(pika.URLParameters("amqp://user:hunter2@mq/"))\nimport psycopg2\npsycopg2.connect("host=db password=hunter2 user=user")');
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });
});

describe('Python: what happens when it fails', () => {
  const call = 'requests.get("http://cart", timeout=1)';

  it.each([
    ['nothing', `def f():\n    return ${call}`, 'hard'],
    ['a fallback', `def f():\n    try:\n        return ${call}\n    except Exception:\n        return []`, 'soft'],
    ['raised again', `def f():\n    try:\n        return ${call}\n    except Exception as e:\n        raise RuntimeError() from e`, 'hard'],
    ['told to the caller', `def f():\n    try:\n        return ${call}\n    except Exception:\n        abort(502)`, 'hard'],
    ['told by status', `def f():\n    try:\n        return ${call}\n    except Exception:\n        return {"error": 1}, 503`, 'hard'],
    ['a fallback of who calls it', `def f():\n    return ${call}\ndef g():\n    try:\n        return f()\n    except Exception:\n        return None`, 'soft'],
  ])('%s', async (_, code, strength) => expect((await clients(`import requests\n${code}\n`)).map((c) => c.strength)).toEqual([strength]));

  it.each([
    ['a counted loop', `def f():\n    for _ in range(3):\n        try:\n            return ${call}\n        except Exception:\n            pass`, 'retriesOnCall=2 retryBackoff=none retryCondition=everything'],
    ['a loop without an end', `def f():\n    while True:\n        try:\n            return ${call}\n        except Exception:\n            time.sleep(1)`, 'retriesOnCall=null retryBackoff=fixed retryCondition=everything retryJitter=false'],
    ['a loop that counts', `def f():\n    n = 0\n    while True:\n        try:\n            return ${call}\n        except Exception:\n            n += 1\n            if n > 3:\n                raise`, ''],
    ['a loop over data', `def f(items):\n    for item in items:\n        try:\n            return ${call}\n        except Exception:\n            pass`, ''],
    ['pages', 'def f():\n    for page in range(3):\n        try:\n            r = requests.get(f"http://cart/?p={page}", timeout=1)\n            if not r:\n                break\n        except Exception:\n            pass', ''],
    ['tenacity', `from tenacity import retry, stop_after_attempt, wait_exponential\n@retry(stop=stop_after_attempt(4), wait=wait_exponential())\ndef f():\n    return ${call}`, 'retriesOnCall=3 retryBackoff=true retryCondition=everything'],
    ['tenacity for one kind of failure', `from tenacity import retry, retry_if_exception_type, stop_after_attempt\n@retry(stop=stop_after_attempt(4), retry=retry_if_exception_type((requests.Timeout, ConnectionError)))\ndef f():\n    return ${call}`, 'retriesOnCall=3 retryCondition=transient'],
    ['tenacity for all of a library', `from tenacity import retry, retry_if_exception_type, stop_after_attempt\n@retry(stop=stop_after_attempt(4), retry=retry_if_exception_type(requests.exceptions.RequestException))\ndef f():\n    return ${call}`, 'retriesOnCall=3 retryCondition=rejections'],
    ['tenacity with a predicate', `from tenacity import retry, retry_if_exception, stop_after_attempt\n@retry(stop=stop_after_attempt(4), retry=retry_if_exception(is_passing))\ndef f():\n    return ${call}`, 'retriesOnCall=3 retryCondition=unknown'],
    ['a loop that looks at what it caught', `def f():\n    for _ in range(3):\n        try:\n            return ${call}\n        except Exception as e:\n            if not passing(e):\n                raise`, 'retriesOnCall=2 retryBackoff=none retryCondition=unknown'],
    ['a check of the status', `def f():\n    r = ${call}\n    r.raise_for_status()\n    return r`, 'failsOnStatus=true'],
    ['a check of one status before', `def f():\n    r = ${call}\n    if r.status_code == 404:\n        return None\n    r.raise_for_status()\n    return r`, ''],
    ['backoff', `import backoff\n@backoff.on_exception(backoff.expo, Exception, max_tries=5)\ndef f():\n    return ${call}`, 'retriesOnCall=4 retryBackoff=true retryCondition=everything'],
    ['backoff that gives up on some', `import backoff\n@backoff.on_exception(backoff.expo, Exception, max_tries=5, giveup=lambda e: e.status < 500)\ndef f():\n    return ${call}`, 'retriesOnCall=4 retryBackoff=true retryCondition=unknown'],
    ['a counted loop that waits longer each time', `def f():\n    for n in range(3):\n        try:\n            return ${call}\n        except Exception:\n            time.sleep(2 ** n + random.random())`, 'retriesOnCall=2 retryBackoff=exponential retryCondition=everything retryJitter=true'],
    ['tenacity without a limit', `from tenacity import retry, wait_fixed\n@retry(wait=wait_fixed(1))\ndef f():\n    return ${call}`, 'retriesOnCall=null retryBackoff=true retryCondition=everything'],
    ['tenacity as it is', `from tenacity import retry\n@retry\ndef f():\n    return ${call}`, 'retriesOnCall=null retryCondition=everything'],
    ['tenacity for a time', `from tenacity import retry, stop_after_delay\n@retry(stop=stop_after_delay(30))\ndef f():\n    return ${call}`, 'retriesOnCall=unknown retryCondition=everything'],
    ['backoff for a time', `import backoff\n@backoff.on_exception(backoff.expo, Exception, max_time=60)\ndef f():\n    return ${call}`, 'retriesOnCall=unknown retryBackoff=true retryCondition=everything'],
    ['a breaker under tenacity', `from tenacity import retry, stop_after_attempt\nfrom circuitbreaker import circuit\n@retry(stop=stop_after_attempt(4))\n@circuit(failure_threshold=5)\ndef f():\n    return ${call}`, 'breakerPosition=inside-retry circuitBreaker=true retriesOnCall=3 retryCondition=everything'],
    ['tenacity under a breaker', `import pybreaker\nfrom tenacity import retry, stop_after_attempt\nbreaker = pybreaker.CircuitBreaker(fail_max=5)\n@breaker\n@retry(stop=stop_after_attempt(4))\ndef f():\n    return ${call}`, 'breakerPosition=around-retry circuitBreaker=true retriesOnCall=3 retryCondition=everything'],
    ['a breaker that is called under tenacity', `import pybreaker\nfrom tenacity import retry, stop_after_attempt\nbreaker = pybreaker.CircuitBreaker(fail_max=5)\n@retry(stop=stop_after_attempt(4))\ndef f():\n    return breaker.call(lambda: ${call})`, 'breakerPosition=inside-retry circuitBreaker=true retriesOnCall=3 retryCondition=everything'],
    ['a decorator of the same name', `from mine import retry\n@retry(stop=3)\ndef f():\n    return ${call}`, ''],
    ['wait_for', 'import asyncio, aiohttp\nasync def f(s):\n    async with aiohttp.ClientSession() as s:\n        return await asyncio.wait_for(s.get("http://cart"), timeout=2)', 'timeoutOnCall=2000'],
  ])('retries: %s', async (_, code, expected) => {
    const [client] = await clients(`import requests\n${code}\n`);
    expect(summary(client!).replace(/^.*http:\/\/cart ?/, '').replace(/ ?timeoutOnCall=1000/, '')).toBe(expected);
  });
});

describe('Python: packages', () => {
  const packages = async (files: Readonly<Record<string, string>>) => ofKind((await parseTree(pythonParser, files)).facts, 'package').map((p) => [p.root, p.startable, p.listens.map((l) => show(l.port)).join()]);

  it.each([
    ['a server with requirements', { 'a/requirements.txt': 'flask', 'a/app.py': 'from flask import Flask\napp = Flask(__name__)\napp.run(port=5000)' }, [['a', true, '5000']]],
    ['a library', { 'lib/pyproject.toml': '[project]\nname = "x"', 'lib/x/__init__.py': 'def f(): pass' }, [['lib', false, '']]],
    ['a worker that its Dockerfile starts', { 'w/Dockerfile': 'FROM python\nCMD ["python", "work.py"]', 'w/work.py': 'print(1)' }, [['w', true, '']]],
    ['a script beside nothing', { 'tool.py': 'print(1)' }, []],
    ['services that share a manifest', { 'requirements.txt': 'fastapi', 'cart/main.py': 'from fastapi import FastAPI\napp = FastAPI()', 'order/main.py': 'from flask import Flask\napp = Flask(__name__)\napp.run(port=81)' }, [['cart', true, '8000'], ['order', true, '81']]],
    ['modules of one service', { 'requirements.txt': 'fastapi', 'main.py': 'from fastapi import FastAPI\napp = FastAPI()', 'admin/api.py': 'from fastapi import FastAPI\nadmin = FastAPI()', 'shop/api.py': 'from fastapi import FastAPI\nshop = FastAPI()' }, [['.', true, '8000']]],
    ['gRPC', { 'g/requirements.txt': 'grpcio', 'g/s.py': 'import grpc, os\ns = grpc.server(1)\ns.add_insecure_port("[::]:" + os.getenv("PORT", "50051"))' }, [['g', true, '${PORT:-50051}']]],
  ] as const)('%s', async (_, files, expected) => expect(await packages(files)).toEqual(expected));

  it('leaves out scripts for trying a server by hand', async () => {
    const found = await parseTree(pythonParser, { 'a/requirements.txt': '', 'a/server.py': 'from flask import Flask\napp = Flask(__name__)', 'a/try.py': 'import requests\nif __name__ == "__main__":\n    requests.get("http://localhost")' });
    expect(ofKind(found.facts, 'client')).toEqual([]);
  });

  it('leaves out the command line beside a server, even where a command of it serves', async () => {
    const server = { 'a/requirements.txt': '', 'a/server.py': 'from flask import Flask\napp = Flask(__name__)' };
    const commands = (more: string) => `import click\nimport requests\nimport uvicorn\n@click.command()\ndef login():\n    requests.get("http://accounts")\n${more}`;
    expect(ofKind((await parseTree(pythonParser, { ...server, 'a/cli.py': commands('    uvicorn.run(callback)\n') })).facts, 'client')).toEqual([]);
    expect(ofKind((await parseTree(pythonParser, { 'a/requirements.txt': '', 'a/cli.py': commands('    uvicorn.run(app)\n') })).facts, 'client')).toHaveLength(1);
  });

  it('leaves out what only the command line imports, not what the server imports as well', async () => {
    const from = async (server: string): Promise<unknown[]> => {
      const files = { 'a/requirements.txt': '', 'a/server.py': `from flask import Flask\n${server}app = Flask(__name__)`, 'a/cli/seed.py': 'import requests\ndef seed():\n    requests.get("http://accounts")', 'a/cli/init.py': 'import click\n@click.command()\ndef init():\n    from .seed import seed\n    seed()' };
      return ofKind((await parseTree(pythonParser, files)).facts, 'client');
    };
    expect(await from('')).toEqual([]);
    expect(await from('from cli.seed import seed\n')).toHaveLength(1);
    expect(await from('def reset():\n    from cli.seed import seed\n    seed()\n')).toHaveLength(1);
  });

  it('makes no client of a field of settings that Pydantic reads, but of its use', async () => {
    const settings = 'import redis\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    REDIS_URL: str = "redis://cache:6379/0"\nsettings = Settings()\n';
    const clients = async (more: string): Promise<string[]> => ofKind((await parseTree(pythonParser, { 'a/requirements.txt': '', 'a/server.py': `from flask import Flask\napp = Flask(__name__)\n${settings}${more}` })).facts, 'client').map((c) => c.library);
    expect(await clients('')).toEqual([]);
    expect(await clients('redis.from_url(settings.REDIS_URL).get("x")\n')).toEqual(['redis-py']);
  });

  it('knows a load generator', async () => {
    const { facts } = await parseTree(pythonParser, { 'l/requirements.txt': '', 'l/locustfile.py': 'from locust import HttpUser\nclass U(HttpUser):\n    pass' });
    expect(ofKind(facts, 'package')[0]!.provides?.kind).toBe('load-generator');
  });
});

describe('Python: handlers', () => {
  it.each([
    ['Flask', 'from flask import Flask\nimport redis\nr = redis.Redis(host="cache")\napp = Flask(__name__)\n@app.route("/health")\ndef health():\n    r.get("x")\n    return "ok"'],
    ['FastAPI', 'from fastapi import FastAPI\nimport redis\nr = redis.Redis(host="cache")\napp = FastAPI()\ndef check():\n    r.get("x")\n@app.get("/health")\nasync def status():\n    check()'],
    ['a ping', 'from flask import Flask\nimport redis\nr = redis.Redis(host="cache")\napp = Flask(__name__)\n@app.route("/health")\ndef health():\n    r.ping()\n    return "ok"'],
    ['Django', 'from django.urls import path\nimport redis\nr = redis.Redis(host="cache")\ndef health(request):\n    r.get("x")\nurlpatterns = [path("health", health)]'],
  ])('%s reaches what it checks', async (_, code) => {
    const { facts } = await parse(code);
    const [client] = ofKind(facts, 'client');
    expect(ofKind(facts, 'handler').map((h) => [h.method, h.path, h.reaches.map((r) => r.client)])).toEqual([['GET', '/health', [client!.id]]]);
  });
});

describe('Python: bad input', () => {
  it('reads the rest of a file with a syntax error, with one problem', async () => {
    const { facts, problems } = await parse('import requests\ndef broken(:\n    pass\n\n\nrequests.get("http://cart", timeout=1)\n');
    expect(problems.map((p) => [p.code, p.file])).toEqual([['python-syntax', 'app/main.py']]);
    expect(ofKind(facts, 'client').map(summary)).toEqual(['requests calls http http://cart timeoutOnCall=1000']);
  });

  it.each([
    ['recursion', 'import requests\ndef f(u):\n    return g(u + "x")\ndef g(u):\n    requests.get(u)\n    return f(u)\nf("http://cart")'],
    ['a name that is itself', 'import requests\nx = x\nrequests.get(x)'],
    ['classes that are each other', 'import requests\nclass A(B): pass\nclass B(A): pass\nrequests.get(A().url)'],
    ['options spread into themselves', 'import requests\nd = {**d}\nl = [*l, l]\ndef f(**kw):\n    requests.get(l, **kw)\n    f(**kw)\nrequests.get(l, **d)'],
    ['prototype names', 'import requests\n__proto__ = 1\nd = {"__proto__": "http://cart", "constructor": 2}\nrequests.get(d["__proto__"], timeout=d["toString"])'],
    ['deep nesting', `import requests\nrequests.get(${'('.repeat(3000)}1${')'.repeat(3000)})`],
    ['many branches', `import requests\nu = "http://a"\n${'if q:\n    u = u + "b"\n'.repeat(60)}requests.get(u)`],
  ])('survives %s', async (_, code) => expect(Array.isArray((await parse(code)).facts)).toBe(true));
});

import { describe, expect, it } from 'vitest';
import { goParser } from '../../go/parser.js';
import { pythonParser } from '../../python/parser.js';
import { ofKind, parseTree } from './testing.js';

const go = async (kind: 'transaction' | 'lock' | 'fallback', body: string) => seen(await parseTree(goParser, { 'go.mod': 'module m\n', 'main.go': `package main\nimport ("net/http"; "database/sql"; "sync")\nfunc main() { db, _ := sql.Open("postgres", "postgres://db/x"); run(db) }\n${body}` }), kind);
const python = async (kind: 'transaction' | 'lock' | 'fallback', body: string) => seen(await parseTree(pythonParser, { 'requirements.txt': 'requests\n', 'app.py': `import requests, threading, asyncio\nfrom django.db import transaction\n${body}` }), kind);
const seen = ({ facts }: Awaited<ReturnType<typeof parseTree>>, kind: 'transaction' | 'lock' | 'fallback') => ofKind(facts, kind).map((f) => `${f.at.line} -> ${f.reaches.map((r) => r.path.map((at) => at.line).join('>')).join(', ')}`);

describe('transactions', () => {
  it('Go: from the begin to the commit of the same variable', async () => {
    expect(await go('transaction', 'func run(db *sql.DB) {\n  tx, _ := db.Begin()\n  ask()\n  tx.Commit()\n  http.Get("http://mail")\n}\nfunc ask() { http.Get("http://rates") }')).toEqual(['5 -> 6>10']);
    expect(await go('transaction', 'func run(db *sql.DB) {\n  tx, _ := db.Begin()\n  defer tx.Commit()\n  http.Get("http://rates")\n}')).toEqual([]);
  });
  it('Go: a function that is run in one', async () => {
    expect(await go('transaction', 'func run(db *sql.DB) {\n  db.Transaction(func(tx any) error {\n    http.Get("http://rates")\n    return nil\n  })\n}')).toEqual(['5 -> 6']);
  });
  it('Python: a block and a decorated function', async () => {
    expect(await python('transaction', 'def pay():\n  with transaction.atomic():\n    requests.get("http://rates")\n  requests.get("http://mail")\n')).toEqual(['4 -> 5']);
    expect(await python('transaction', '@transaction.atomic\ndef pay():\n  requests.get("http://rates")\n')).toEqual(['3 -> 5']);
  });
});

describe("Django's ATOMIC_REQUESTS", () => {
  const views = async (settings: string, view: string) =>
    seen(await parseTree(pythonParser, { 'requirements.txt': 'requests\n', 'shop/settings.py': `import os\nKEY = os.environ["KEY"]\n${settings}`, 'orders/views.py': `import requests\n${view}` }), 'transaction');
  const ask = '  requests.get("http://rates")\n';

  it('puts one around each view', async () => {
    expect(await views('DATABASES = {"default": {"ATOMIC_REQUESTS": True}}\n', `def pay(request):\n${ask}def helper(order):\n${ask}`)).toEqual(['2 -> 3']);
    expect(await views('DATABASES["default"]["ATOMIC_REQUESTS"] = True\n', `class Pay:\n  def post(self, request):\n  ${ask}`)).toEqual(['3 -> 4']);
  });
  it('but not where it is off, and not around what leaves it', async () => {
    expect(await views('DATABASES = {"default": {"ATOMIC_REQUESTS": False}}\n# "ATOMIC_REQUESTS": True\n', `def pay(request):\n${ask}`)).toEqual([]);
    expect(await views('DATABASES = {"default": {"ATOMIC_REQUESTS": True}}\n', `@transaction.non_atomic_requests\ndef pay(request):\n${ask}`)).toEqual([]);
  });
});

describe('locks', () => {
  const locked = (body: string) => go('lock', `type cart struct { mu sync.Mutex; all sync.RWMutex }\nfunc run(db *sql.DB) {}\nfunc (c *cart) price() {\n${body}\n}`);
  const ask = '  http.Get("http://rates")';

  it('Go: up to the unlock, or to the end where that is deferred', async () => {
    expect(await locked(`  c.mu.Lock()\n${ask}\n  c.mu.Unlock()\n${ask}`)).toEqual(['7 -> 8']);
    expect(await locked(`  c.mu.Lock()\n  defer c.mu.Unlock()\n  x := 1\n${ask}`)).toEqual(['7 -> 10']);
  });
  it('Go: not after an early unlock, among readers, in a goroutine, or of a request alone', async () => {
    expect(await locked(`  c.mu.Lock()\n  x := c.known\n  c.mu.Unlock()\n${ask}`)).toEqual([]);
    expect(await locked(`  c.all.RLock()\n  defer c.all.RUnlock()\n${ask}`)).toEqual([]);
    expect(await locked(`  c.mu.Lock()\n  defer c.mu.Unlock()\n  go func() {\n${ask}\n  }()`)).toEqual([]);
    expect(await locked(`  var mine sync.Mutex\n  mine.Lock()\n${ask}\n  mine.Unlock()`)).toEqual([]);
  });
  it('Python: a block, also of an object, and what stands between acquire and release', async () => {
    const get = 'requests.get("http://rates")\n';
    expect(await python('lock', `lock = threading.Lock()\ndef price():\n  with lock:\n    ${get}  ${get}`)).toEqual(['5 -> 6']);
    expect(await python('lock', `class A:\n  def __init__(self):\n    self._lock = asyncio.Lock()\n  async def price(self):\n    async with self._lock:\n      ${get}`)).toEqual(['7 -> 8']);
    expect(await python('lock', `lock = threading.Lock()\ndef price():\n  lock.acquire()\n  ${get}  lock.release()\n  ${get}`)).toEqual(['5 -> 6']);
  });
  it('Python: not what is opened, limited, or kept by a store', async () => {
    const get = 'requests.get("http://rates")\n';
    expect(await python('lock', `def price(path):\n  with open(path) as lock:\n    ${get}`)).toEqual([]);
    expect(await python('lock', `limit = asyncio.Semaphore(10)\nasync def price():\n  async with limit:\n    ${get}`)).toEqual([]);
    expect(await python('lock', `import redis\ndb = redis.Redis("cache")\ndef price():\n  with db.lock("x"):\n    ${get}`)).toEqual([]);
    expect(await python('lock', `def price():\n  lock = threading.Lock()\n  with lock:\n    ${get}`)).toEqual([]);
  });
});

describe('fallbacks', () => {
  it('Go: what the branch of the error assigns or returns', async () => {
    expect(await go('fallback', 'func run(db *sql.DB) *http.Response {\n  r, err := http.Get("http://a")\n  if err != nil {\n    r, err = http.Get("http://b")\n  }\n  return r\n}')).toEqual(['6 -> 7']);
  });
  it('Python: what the handler returns, not what it reports', async () => {
    expect(await python('fallback', 'def a():\n  try:\n    return requests.get("http://a")\n  except Exception:\n    requests.post("http://log")\n    return requests.get("http://b")\n')).toEqual(['6 -> 8']);
  });
});

import { describe, expect, it } from 'vitest';
import { goParser } from '../../go/parser.js';
import { pythonParser } from '../../python/parser.js';
import { ofKind, parseTree } from './testing.js';

const go = async (kind: 'transaction' | 'fallback', body: string) => seen(await parseTree(goParser, { 'go.mod': 'module m\n', 'main.go': `package main\nimport ("net/http"; "database/sql")\nfunc main() { db, _ := sql.Open("postgres", "postgres://db/x"); run(db) }\n${body}` }), kind);
const python = async (kind: 'transaction' | 'fallback', body: string) => seen(await parseTree(pythonParser, { 'requirements.txt': 'requests\n', 'app.py': `import requests\nfrom django.db import transaction\n${body}` }), kind);
const seen = ({ facts }: Awaited<ReturnType<typeof parseTree>>, kind: 'transaction' | 'fallback') => ofKind(facts, kind).map((f) => `${f.at.line} -> ${f.reaches.map((r) => r.path.map((at) => at.line).join('>')).join(', ')}`);

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

describe('fallbacks', () => {
  it('Go: what the branch of the error assigns or returns', async () => {
    expect(await go('fallback', 'func run(db *sql.DB) *http.Response {\n  r, err := http.Get("http://a")\n  if err != nil {\n    r, err = http.Get("http://b")\n  }\n  return r\n}')).toEqual(['6 -> 7']);
  });
  it('Python: what the handler returns, not what it reports', async () => {
    expect(await python('fallback', 'def a():\n  try:\n    return requests.get("http://a")\n  except Exception:\n    requests.post("http://log")\n    return requests.get("http://b")\n')).toEqual(['6 -> 8']);
  });
});

import { describe, expect, it } from 'vitest';
import { factsOf, project } from '../testing.js';

const HEAD = 'using System.Net.Http;\npublic class Orders {\n  private readonly HttpClient http = new HttpClient { BaseAddress = new Uri("http://rates") };\n';

/** Begin, then the lines on the way to each client; the body of the class begins in line 4. */
async function held(kind: 'transaction' | 'lock', body: string): Promise<string[]> {
  const facts = await factsOf(kind, { 'App.csproj': project(), 'Program.cs': 'var app = WebApplication.Create(args);', 'Orders.cs': `${HEAD}${body}\n}\n` });
  return facts.map(({ at, reaches }) => `${at.line} -> ${reaches.map(({ path }) => path.map(({ line }) => line).join('>')).join(', ')}`);
}

const ASK = 'await http.GetStringAsync("/eur");';

describe('transactions of C#', () => {
  it('from the begin to the commit, with what is called on the way', async () => {
    expect(await held('transaction', `async Task Pay() {\n  using var tx = await db.Database.BeginTransactionAsync();\n  await Ask();\n  await tx.CommitAsync();\n  ${ASK}\n}\nasync Task Ask() {\n  ${ASK}\n}`)).toEqual(['5 -> 6>11']);
    expect(await held('transaction', `async Task Pay() {\n  using (var tx = connection.BeginTransaction()) {\n    ${ASK}\n  }\n  ${ASK}\n}`)).toEqual(['5 -> 6']);
  });
  it('the ambient one, unless it is to be left', async () => {
    expect(await held('transaction', `async Task Pay() {\n  using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);\n  ${ASK}\n  scope.Complete();\n}`)).toEqual(['5 -> 6']);
    expect(await held('transaction', `async Task Pay() {\n  using var scope = new TransactionScope(TransactionScopeOption.Suppress);\n  ${ASK}\n  scope.Complete();\n}`)).toEqual([]);
  });
  it('not before the begin, nor after the commit', async () => {
    expect(await held('transaction', `async Task Pay() {\n  ${ASK}\n  using var tx = await db.Database.BeginTransactionAsync();\n  await tx.CommitAsync();\n  ${ASK}\n}`)).toEqual([]);
  });
});

describe('locks of C#', () => {
  it('a block, and what stands between the wait and the release of a semaphore of one', async () => {
    expect(await held('lock', `void Pay() {\n  lock (gate) {\n    var x = http.GetStringAsync("/eur").Result;\n  }\n}`)).toEqual(['5 -> 6']);
    expect(await held('lock', `private readonly SemaphoreSlim gate = new(1, 1);\nasync Task Pay() {\n  await gate.WaitAsync();\n  try {\n    ${ASK}\n  } finally { gate.Release(); }\n  ${ASK}\n}`)).toEqual(['6 -> 8']);
  });
  it('not a semaphore that lets several pass', async () => {
    expect(await held('lock', `private readonly SemaphoreSlim gate = new SemaphoreSlim(10);\nasync Task Pay() {\n  await gate.WaitAsync();\n  ${ASK}\n  gate.Release();\n}`)).toEqual([]);
  });
});

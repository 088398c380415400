import { describe, expect, it } from 'vitest';
import { clientsIn } from './testing.js';

/** Lines of calls that leave the token behind; the method begins in line 3. */
async function lines(method: string): Promise<number[]> {
  const clients = await clientsIn(`using System.Net.Http;\npublic class Stock { HttpClient http = new HttpClient { BaseAddress = new Uri("http://stock") };\n${method}\n}`);
  return clients.flatMap(({ calls }) => calls.flatMap(({ detached }) => detached?.line ?? []));
}

describe('a request of HttpClient in a method that has a token', () => {
  it.each([
    ['none', 'async Task A(CancellationToken token) =>\n  await http.GetAsync("/a");', [4]],
    ['one that nobody cancels', 'async Task A(CancellationToken token) =>\n  await http.GetAsync("/a", CancellationToken.None);', [4]],
    ['in a lambda of a method that has it', 'async Task A(CancellationToken token) {\n  await Each(async id => {\n    await http.GetAsync("/a"); });\n}', [5]],
    ['beside the call of a gRPC server', 'public override async Task<Reply> A(Request r, ServerCallContext context) {\n  await http.GetAsync("/a"); return new Reply();\n}', [4]],
    ['its own', 'async Task A(CancellationToken token) =>\n  await http.GetAsync("/a", token);', []],
    ['by name', 'async Task A(CancellationToken stop) =>\n  await http.GetAsync("/a", cancellationToken: stop);', []],
    ['that of the request', 'async Task A(HttpContext context) =>\n  await http.GetAsync("/a", context.RequestAborted);', []],
    ['no token to give', 'async Task A(string id) =>\n  await http.GetAsync("/a");', []],
    ['a service of the host', 'protected override async Task ExecuteAsync(CancellationToken token) {\n  await http.GetAsync("/a");\n}', []],
    ['started aside', 'async Task A(CancellationToken token) {\n  _ = Task.Run(async () => await http.GetAsync("/a"));\n  _ = http.PostAsync("/b", null);\n}', []],
  ])('%s', async (_, method, expected) => expect(await lines(method)).toEqual(expected));
});

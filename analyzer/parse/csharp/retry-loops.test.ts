import { describe, expect, it } from 'vitest';
import { clientsIn, settings } from './testing.js';

const inMethod = async (body: string) => {
  const [client] = await clientsIn(`using System.Net.Http;\nclass A { HttpClient http = new HttpClient { BaseAddress = new Uri("http://a") }; const int Max = 4; async Task<string> F() { ${body} } }`);
  const { retriesOnCall, retryBackoff, retryJitter } = settings(client!);
  return [retriesOnCall, retryBackoff, retryJitter];
};

describe('loops of C# that try again', () => {
  it.each([
    ['up to a bound', 'for (var i = 0; i < 3; i++) { try { return await http.GetStringAsync("/x"); } catch (HttpRequestException) { await Task.Delay(100); } }', [2, 'fixed', false]],
    ['with a filter', 'var n = 0; while (true) { try { return await http.GetStringAsync("/x"); } catch (Exception) when (n < 3) { n++; await Task.Delay((int)Math.Pow(2, n) * 100 + Random.Shared.Next(50)); } }', [3, 'exponential', true]],
    ['that gives up itself', 'int n = 0; while (true) { try { return await http.GetStringAsync("/x"); } catch (Exception) { if (++n >= Max) throw; } }', [3, 'none', undefined]],
    ['that counts before it checks', 'int n = 0; while (true) { n++; try { return await http.GetStringAsync("/x"); } catch (Exception) { if (n == Max) throw; } }', [3, 'none', undefined]],
    ['without a known bound', 'while (!stopped) { try { return await http.GetStringAsync("/x"); } catch (Exception) { Thread.Sleep(10); } }', ['?!stopped', 'fixed', false]],
  ])('%s', async (_, body, expected) => {
    expect(await inMethod(body)).toEqual(expected);
  });

  it.each([
    ['one that polls', 'while (true) { try { await http.GetStringAsync("/x"); } catch (Exception e) { Log(e); } await Task.Delay(1000); }'],
    ['one over data', 'foreach (var x in xs) { try { return await http.GetStringAsync("/x"); } catch (Exception) { } }'],
    ['one that fails at once', 'for (var i = 0; i < 3; i++) { try { return await http.GetStringAsync("/x"); } catch (Exception) { throw; } }'],
    ['a try around the loop', 'try { for (var i = 0; i < 3; i++) { await http.GetStringAsync("/x"); } return ""; } catch (Exception) { }'],
    ['a loop around a function', 'for (var i = 0; i < 3; i++) { list.Add(async () => { try { return await http.GetStringAsync("/x"); } catch (Exception) { } }); }'],
  ])('%s is none', async (_, body) => {
    expect(await inMethod(body)).toEqual([undefined, undefined, undefined]);
  });

  it('a call that another place makes once does not make the client one that repeats', async () => {
    expect(await inMethod('for (var i = 0; i < 3; i++) { try { return await http.GetStringAsync("/x"); } catch (Exception) { } } return await http.GetStringAsync("/y");')).toEqual([undefined, undefined, undefined]);
  });
});

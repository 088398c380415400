import { expect, it } from 'vitest';
import { factsOf, settings, summary } from '../testing.js';

it('each service that makes a client with a shared function has its own, with its own options', async () => {
  const service = (name: string, options: string) => ({ [`${name}/package.json`]: `{"name":"${name}","scripts":{"start":"node ."}}`, [`${name}/main.ts`]: `import { make } from 'http-lib';\nconst http = make({ baseURL: process.env.CART${options} });\nexport const f = () => http.get('/x');` });
  const found = await factsOf('client', {
    'lib/package.json': '{"name":"http-lib","main":"index.ts"}',
    'lib/index.ts': `import axios from 'axios';\nexport function make({ baseURL, timeout = 2000 }) { return axios.create({ baseURL, timeout }); }`,
    ...service('a', ', timeout: 500'),
    ...service('b', ''),
    ...service('c', ''),
  });
  expect(found.map((c) => [c.at.file, summary(c), c.packages, settings(c), c.calls.map((x) => x.at.file)])).toEqual([
    ['a/main.ts', 'axios calls ${CART}', ['a'], { timeoutOnCall: 500 }, ['a/main.ts']],
    ['b/main.ts', 'axios calls ${CART}', ['b'], { timeoutOnCall: 2000 }, ['b/main.ts']],
    ['c/main.ts', 'axios calls ${CART}', ['c'], { timeoutOnCall: 2000 }, ['c/main.ts']],
  ]);
});

import { readFileSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyzeTree } from '../analyzer/run.js';
import { discover } from '../analyzer/discover/index.js';
import { disk } from '../analyzer/discover/io.js';
import { formats } from '../reporters/index.js';
import { rules } from '../rules/index.js';
import { faultline, folderWith, service, system, workload } from './testing/faultline.js';

interface Problem { readonly code: string; readonly file: string; readonly line: number; readonly severity: string; readonly message: string }
interface Found {
  readonly code: number;
  readonly err: string;
  readonly components: readonly string[];
  readonly dependencies: readonly string[];
  readonly problems: readonly Problem[];
}

let folder: ReturnType<typeof folderWith>;
beforeEach(() => void (folder = folderWith(system)));
afterEach(() => folder.remove());

async function lint(): Promise<Found> {
  const { code, out, err } = await faultline(['lint', folder.root, '--format', 'json']);
  const { graph } = JSON.parse(out) as { graph: { components: { name: string }[]; dependencies: { from: string; to: string }[]; problems: Problem[] } };
  return { code, err, components: graph.components.map(({ name }) => name), dependencies: graph.dependencies.map(({ from, to }) => `${from} -> ${to}`), problems: graph.problems };
}

/** Whatever else lies in the folder, the system beside it is found whole and the run ends as usual. */
function expectTheSystem({ code, components, dependencies }: Found): void {
  expect(components).toEqual(['api', 'web']);
  expect(dependencies).toEqual(['web -> api']);
  expect(code).toBeLessThan(2);
}

describe('a file that is no good is a problem with its place, and the rest counts', () => {
  it('not YAML', async () => {
    folder.put('bad.yaml', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: [x\nspec: }\n');
    const found = await lint();
    expectTheSystem(found);
    const [problem] = found.problems.filter(({ file }) => file === 'bad.yaml');
    expect(problem!.line).toBeGreaterThan(3);
    expect(found.err).toContain(`bad.yaml:${problem!.line}:`);
  });

  it('a syntax error in one of several documents', async () => {
    folder.put('mixed.yaml', `apiVersion: v1\nkind: Service\nmetadata: {\n---\n${workload('worker', 'API', 'http://api:8080')}`);
    const found = await lint();
    expect(found.components).toContain('worker');
    expect(found.problems.some(({ file, line }) => file === 'mixed.yaml' && line <= 4)).toBe(true);
  });

  it('an alias bomb', async () => {
    const levels = Array.from({ length: 30 }, (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]`);
    folder.put('bomb.yaml', `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: bomb }\nl0: &l0 [x]\n${levels.join('\n')}\n`);
    expectTheSystem(await lint());
  });

  it('deep nesting', async () => {
    folder.put('deep.yaml', `apiVersion: v1\nkind: ConfigMap\ndata: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`);
    folder.put('deep.json', `{"apiVersion":"v1","kind":"ConfigMap","data":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`);
    expectTheSystem(await lint());
  });

  it('200 MB', async () => {
    folder.put('big.yaml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: big }\n');
    truncateSync(join(folder.root, 'big.yaml'), 200 * 1024 * 1024);
    const found = await lint();
    expectTheSystem(found);
    expect(found.problems.filter(({ file }) => file === 'big.yaml').map(({ code }) => code)).toEqual(['too-large']);
  });

  it('binary', async () => {
    folder.put('image.yaml', Buffer.concat([Buffer.from('apiVersion: v1\nkind: Service\n'), Buffer.from([0, 1, 2, 255, 254])]));
    folder.put('compose.yaml', Buffer.from([0x89, 0x50, 0, 0, 0xff]));
    folder.put('package.json', Buffer.from([0, 0, 0, 0]));
    expectTheSystem(await lint());
  });

  it('a loop of links, and links that lead out', async () => {
    folder.put('sub/x.txt', '');
    symlinkSync('..', join(folder.root, 'sub/loop'));
    symlinkSync('loop.yaml', join(folder.root, 'loop.yaml'));
    symlinkSync('/etc/hostname', join(folder.root, 'outside.yaml'));
    expectTheSystem(await lint());
  });

  it('prototype keys', async () => {
    folder.put('proto.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: __proto__\n  labels: { __proto__: x, constructor: y }\ndata:\n  __proto__: polluted\n  toString: z\n');
    folder.put('constructor/hasOwnProperty.yaml', workload('constructor', '__proto__', 'http://toString:80'));
    const found = await lint();
    expect(found.components).toEqual(expect.arrayContaining(['api', 'constructor', 'web']));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('manifests whose fields have other types', async () => {
    folder.put('odd.yaml', [
      'kind: Deployment\napiVersion: apps/v1', 'kind: Deployment\napiVersion: apps/v1\nmetadata: 7\nspec: [1]', 'kind: [x]\napiVersion: {}', 'kind: Service\napiVersion: v1\nmetadata: { name: 5 }\nspec: { ports: x, selector: [] }',
      'kind: List\napiVersion: v1\nitems: { a: 1 }', 'kind: Deployment\napiVersion: apps/v1\nmetadata: { name: x }\nspec: { template: { spec: { containers: [null, 3, { env: 4, ports: [x], image: [] }] } } }', '', 'null', '42', '[]',
    ].join('\n---\n'));
    folder.put('compose.yaml', 'services:\n  a: 3\n  b: [x]\n  c: { environment: 7, ports: {}, depends_on: 9, build: 1, image: {}, volumes: x }\nnetworks: 4\n');
    const found = await lint();
    expect(found.components).toEqual(expect.arrayContaining(['api', 'web']));
    expect(found.problems.filter(({ code }) => code === 'parser-failed')).toEqual([]);
  });

  it('code that does not parse', async () => {
    folder.put('svc/package.json', '{ "name": "svc", ');
    folder.put('svc/index.ts', 'import axios from "axios"; function ( { axios.get(`http://${');
    const found = await lint();
    expect(found.components).toEqual(expect.arrayContaining(['api', 'web']));
    expect(found.problems.filter(({ code }) => code === 'parser-failed')).toEqual([]);
  });

  // Permission bits do not bind root, which tests often run as, so the disk itself is made to refuse.
  it('a folder that cannot be read', async () => {
    folder.put('closed/x.yaml', '');
    const refusing = { ...disk, entries: (path: string) => { if (path.endsWith('closed')) throw Object.assign(new Error('no'), { code: 'EACCES' }); return disk.entries(path); } };
    const { result } = await analyzeTree(discover([folder.root], { disk: refusing }).tree, { rules });
    expect(result.graph.components.map(({ name }) => name)).toEqual(['api', 'web']);
    expect(result.graph.problems.map(({ code, file }) => [code, file])).toEqual([['unreadable', 'closed']]);
  });
});

describe('nothing to analyze is exit code 2, with a word on why', () => {
  it.each([
    ['a path that does not exist', ['nowhere'], 'does not exist'],
    ['an empty folder', ['empty'], 'Nothing to analyze: no files there'],
    ['files of other kinds only', ['notes'], 'Nothing to analyze: 1 file there'],
  ])('%s', async (_, paths, message) => {
    folder.put('empty/.gitkeep', '');
    folder.put('empty/.gitignore', '*\n');
    folder.put('notes/README.md', '# Notes\n');
    for (const command of ['lint', 'graph', 'report']) {
      const { code, out, err } = await faultline([command, ...paths.map((path) => join(folder.root, path))]);
      expect([command, code, out]).toEqual([command, 2, '']);
      expect(err).toContain(message);
    }
  });
});

describe('another way to write the same', () => {
  it('CRLF and a byte-order mark change no place and no name', async () => {
    const before = (await faultline(['lint', folder.root, '--format', 'json'])).out;
    for (const [path, text] of Object.entries(system)) folder.put(path, `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    expect((await faultline(['lint', folder.root, '--format', 'json'])).out).toBe(before);
  });

  it('duplicate keys are a problem, and the object still counts', async () => {
    folder.put('twice.yaml', workload('worker', 'A', 'b').replace('  replicas: 1\n', '  replicas: 1\n  replicas: 3\n'));
    const found = await lint();
    expect(found.components).toContain('worker');
    expect(found.problems.filter(({ file }) => file === 'twice.yaml').map(({ line }) => line)).toEqual([7]);
  });
});

describe('what may never come out', () => {
  const password = 'hunter2-S3cr3t-Pa55w0rd';
  const secrets = (): Record<string, string> => ({
    'secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: db }\nstringData:\n  password: ${password}\n  url: postgres://shop:${password}@db:5432/shop\ndata:\n  encoded: ${Buffer.from(password).toString('base64')}\n`,
    'app.yaml': workload('app', 'DB_PASSWORD', password) + `            - { name: DATABASE_URL, value: "postgres://shop:${password}@db:5432/shop" }\n            - name: FROM\n              valueFrom: { secretKeyRef: { name: db, key: missing } }\n          args: ["--password=${password}", "redis://:${password}@cache:6379"]\n`,
    'config.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n  application.properties: |\n    spring.datasource.password=${password}\n    url=amqp://u:${password}@mq:5672\n`,
    '.env': `DB_PASSWORD=${password}\nDATABASE_URL=mysql://u:${password}@mysql:3306/x\n`,
    'compose.yaml': `services:\n  web:\n    image: web:1.0\n    environment:\n      API_TOKEN: ${password}\n      MONGO: mongodb://u:${password}@mongo:27017\n    command: ["serve", "--api-key", "${password}"]\n  mongo: { image: "mongo:7" }\n`,
    'Dockerfile': `FROM node:20\nENV SECRET_KEY=${password}\nCMD ["node", "x.js", "--token=${password}"]\n`,
    'package.json': '{ "name": "app", "dependencies": { "pg": "8" }, "scripts": { "start": "node index.ts" } }',
    'index.ts': `import pg from 'pg';\nimport axios from 'axios';\nconst pool = new pg.Pool({ connectionString: 'postgres://u:${password}@db:5432/x', password: '${password}' });\nexport const go = () => axios.get('https://u:${password}@api.example.com/x?api_key=${password}', { headers: { authorization: 'Bearer ${password}' } });\npool.query('select 1');\n`,
  });

  it('is the value of a secret, in any format', async () => {
    for (const [path, text] of Object.entries(secrets())) folder.put(path, text);
    const encoded = Buffer.from(password).toString('base64');
    for (const command of ['lint', 'graph'] as const)
      for (const format of command === 'lint' ? formats : (['json', 'mermaid', 'dot', 'svg', 'html'] as const)) {
        const { code, out, err } = await faultline([command, folder.root, '--format', format, '--verbose']);
        expect([format, code < 2]).toEqual([format, true]);
        expect(`${format}: ${out.includes(password) || out.includes(encoded) || err.includes(password)}`).toBe(`${format}: false`);
      }
  });

  it('is markup that lives, or an escape that a terminal obeys', async () => {
    const name = 'x<img src=x onerror=alert(1)>\\x1b[31m\\x07';
    folder.put('evil.yaml', `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: "${name}" }\nspec:\n  replicas: 1\n  template:\n    spec:\n      containers: [{ name: "</script><script>alert(2)</script>", image: "evil:latest" }]\n`);
    folder.put('names\u001B[2J<b>.yaml', `${workload('fine', 'A', 'b')}${service('fine', 'ClusterIP')}`);
    for (const format of formats) {
      const { code, out, err } = await faultline(['lint', folder.root, '--format', format, '--verbose', '--no-color'], {}, true);
      expect([format, code < 2]).toEqual([format, true]);
      expect(`${format}: ${/[\u0000-\u0008\u000B-\u001F\u007F]/.test(out)}`).toBe(`${format}: false`);
      // Standard error clears its progress bar with an escape of its own.
      expect(err.replaceAll('\r\u001B[2K', '')).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F]/);
      if (['html', 'svg', 'markdown'].includes(format)) {
        expect(`${format}: ${out.includes('<img src=x')}`).toBe(`${format}: false`);
        expect(`${format}: ${out.includes('<script>alert(2)')}`).toBe(`${format}: false`);
      }
    }
  });

  it('is a path of this machine', async () => {
    for (const format of formats) {
      const { out } = await faultline(['lint', folder.root, '--format', format]);
      expect(`${format}: ${out.includes(folder.root)}`).toBe(`${format}: false`);
    }
  });
});

describe('the same tree gives the same bytes', () => {
  const mixed = { ...system, 'b/worker.yaml': workload('worker', 'API', 'http://api:8080'), 'compose.yaml': 'services:\n  web: { image: "web:1", depends_on: [db] }\n  db: { image: "postgres:16" }\n' };

  it('twice', async () => {
    for (const [path, text] of Object.entries(mixed)) folder.put(path, text);
    for (const format of formats) {
      const args = ['lint', folder.root, '--format', format];
      expect((await faultline(args)).out).toBe((await faultline(args)).out);
    }
  });

  it('in whatever order the disk lists it', async () => {
    for (const [path, text] of Object.entries(mixed)) folder.put(path, text);
    const reversed = { ...disk, entries: (path: string) => [...disk.entries(path)].reverse() };
    const bytes = async (options: Parameters<typeof discover>[1]) => JSON.stringify((await analyzeTree(discover([folder.root], options).tree, { rules })).result);
    expect(await bytes({ disk: reversed })).toBe(await bytes({}));
  });

  it('wherever the folder lies', async () => {
    const other = folderWith(system);
    const bytes = async (root: string) => (await faultline(['lint', root, '--format', 'json'])).out;
    expect(await bytes(other.root)).toBe(await bytes(folder.root));
    other.remove();
  });
});

it('reads nothing of the analysed tree as a program', async () => {
  folder.put('faultline.config.js', `throw new Error('ran');`);
  folder.put('svc/package.json', JSON.stringify({ name: 'svc', scripts: { start: 'touch ran', prepare: 'touch ran' }, dependencies: { axios: '1' } }));
  folder.put('svc/index.ts', `import { writeFileSync } from 'node:fs';\nimport axios from 'axios';\nwriteFileSync('ran', '');\nthrow axios.get('http://api:8080');\n`);
  await lint();
  expect(() => readFileSync(join(folder.root, 'svc/ran'))).toThrow();
  expect(() => readFileSync(join(folder.root, 'ran'))).toThrow();
});

it('a problem that many files have is told once, with their number', async () => {
  folder.put('services/go.mod', 'module example.com/shop\n');
  for (const name of ['a', 'b', 'c']) folder.put(`services/${name}/main.go`, 'package main\n\nimport "net/http"\n\nfunc broken( {\n}\n\nfunc main() { http.Get("http://cart") }\n');
  const { err } = await lint();
  expect(err.split('\n').filter((line) => line.includes('was not understood'))).toEqual([expect.stringMatching(/^warning: services\/a\/main\.go:\d+:\d+: .* 2 more places are like it/)]);
});

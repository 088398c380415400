import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { helmParser } from '../index.js';
import { openArchive } from './archive.js';
import { filesWith, pack } from './testing.js';

const APP = { 'app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n- {name: cache, version: ~2.0.0, repository: "https://charts.invalid"}\n', 'app/values.yaml': 'cache:\n  port: 7000\n' };
const CACHE = {
  'cache/Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 2.0.1\n',
  'cache/values.yaml': 'name: shelf\nport: 6379\n',
  'cache/templates/service.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  ports: [{port: {{ .Values.port }}}]\n',
};

async function parse(archive: Uint8Array) {
  const files = filesWith(APP, { 'app/charts/cache-2.0.1.tgz': archive });
  return helmParser.parse(helmParser.units([], files)[0]!, files);
}

describe('a packaged subchart', () => {
  it('is rendered with the values of its parent, at places inside of the archive', async () => {
    const { facts, problems } = await parse(pack(CACHE));
    expect(problems).toEqual([]);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      kind: 'service',
      ref: { name: 'shelf' },
      at: { file: 'app/charts/cache-2.0.1.tgz/templates/service.yaml', line: 4, from: { file: 'app/charts/cache-2.0.1.tgz/values.yaml', line: 1, label: 'name' } },
      ports: [{ port: 7000 }],
    });
  });

  it.each([
    ['no archive', Buffer.from('plain text')],
    ['cut short', pack(CACHE).subarray(0, 60)],
    ['no tar file', gzipSync('x'.repeat(2000))],
    ['larger than anybody needs', gzipSync(Buffer.alloc(33 * 1024 * 1024))],
    ['empty', pack({})],
    ['of links only', pack(CACHE, '2')],
  ])('that is %s is a problem', async (_, archive) => {
    const { facts, problems } = await parse(archive);
    expect(facts).toEqual([]);
    expect(problems.map(({ code, file }) => `${code} ${file}`)).toEqual(['helm-dependency-not-read app/Chart.yaml', 'helm-archive app/charts/cache-2.0.1.tgz']);
  });
});

it('names that lead out of an archive are not in it', () => {
  const files = openArchive('c.tgz', pack({ 'c/../../out.yaml': '', '/etc/x': '', 'c\\..\\x': '', 'alone.yaml': '', 'c/__proto__': 'a', 'c/a/./b.yaml': 'b' }));
  expect(files?.paths).toEqual(['c.tgz/__proto__', 'c.tgz/a/b.yaml']);
  expect(files?.read('c.tgz/a/b.yaml')).toBe('b');
});

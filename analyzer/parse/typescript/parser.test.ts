import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../discover/memory-tree.js';
import type { ClientFact, Fact, PackageFact } from '../../facts/types.js';
import { typescriptParser } from './parser.js';

async function parse(files: Record<string, string>): Promise<{ facts: readonly Fact[]; problems: readonly { code: string; file: string; line: number }[] }> {
  const tree = memoryTree(files);
  const claimed = tree.paths.filter((path) => typescriptParser.claims(path, () => ''));
  const units = typescriptParser.units(claimed, tree);
  return units.length === 0 ? { facts: [], problems: [] } : await typescriptParser.parse(units[0]!, tree);
}

const clients = async (files: Record<string, string>): Promise<readonly ClientFact[]> => (await parse(files)).facts.filter((f): f is ClientFact => f.kind === 'client');
const packages = async (files: Record<string, string>): Promise<readonly PackageFact[]> => (await parse(files)).facts.filter((f): f is PackageFact => f.kind === 'package');

describe('packages', () => {
  it('is startable by a listening server, and knows the port and what it imports', async () => {
    const found = await packages({
      'shop/package.json': '{"name":"shop"}',
      'shop/main.ts': `import express from 'express';\nimport { x } from 'common/x';\nconst app = express();\napp.listen(Number(process.env.PORT) || 3000);`,
      'common/package.json': '{"name":"common"}',
      'common/x.ts': 'export const x = 1;',
    });
    expect(found.map((p) => [p.root, p.startable, p.listens.map((l) => l.port), p.uses])).toEqual([
      ['common', false, [], []],
      ['shop', true, [[{ env: 'PORT', fallback: [{ text: '3000' }] }]], ['common']],
    ]);
  });
});

describe('files that are no evidence', () => {
  const code = `import axios from 'axios';\nexport const f = () => axios.get('http://cart/x');`;
  it.each(['a.test.ts', 'test/a.ts', '__tests__/a.ts', 'dist/a.js', 'a.d.ts', 'node_modules/x/a.js', 'a_pb.js'])('%s', async (path) => {
    expect(await clients({ 'package.json': '{"name":"a","scripts":{"start":"node a"}}', [path]: code })).toEqual([]);
  });
  it('takes the source and not its compiled twin', async () => {
    const found = await clients({ 'package.json': '{"name":"a","scripts":{"start":"node a"}}', 'a.ts': code, 'a.js': code });
    expect(found.map((c) => c.at.file)).toEqual(['a.ts']);
  });
});

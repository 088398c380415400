import { dirname } from 'node:path';
import { cruise, type IModule } from 'dependency-cruiser';
import { beforeAll, describe, expect, it } from 'vitest';
import { layers, platform, sharedByParsers } from './layers.js';

// The design's table of who may import whom (docs/ARCHITECTURE.md), enforced: a border without a test is a wish.
const roots = ['analyzer', 'rules', 'reporters', 'cli'];
let modules: readonly IModule[];

beforeAll(async () => {
  const { output } = await cruise(
    roots,
    { doNotFollow: { path: 'node_modules' }, exclude: { path: '\\.(test|fixture)\\.ts$|/testing\\.ts$|/(fires|quiet|__fixtures__|testing)/' }, tsPreCompilationDeps: true },
    { extensions: ['.ts', '.js', '.mjs'], extensionAlias: { '.js': ['.ts', '.js'] } } as never,
  );
  modules = typeof output === 'string' ? [] : output.modules.filter(({ source }) => roots.includes(source.split('/')[0]!));
  // It reads every file; a busy machine takes its time.
}, 120_000);

interface Import { readonly from: string; readonly to: string }
const imports = (): readonly Import[] => modules.flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => ({ from: source, to: resolved })));
const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`) || path.startsWith(`${folder}.`);
const isOwn = (path: string): boolean => roots.includes(path.split('/')[0]!);
const isPlatform = (path: string): boolean => !path.includes('/') || path.startsWith('node:');
const show = ({ from, to }: Import): string => `${from} -> ${to}`;

it('sees the code, and resolves what it imports', () => {
  expect(modules.length).toBeGreaterThan(100);
  expect(modules.flatMap(({ source, dependencies }) => dependencies.filter(({ couldNotResolve }) => couldNotResolve).map(({ module }) => `${source} -> ${module}`))).toEqual([]);
});

describe('who may import whom', () => {
  it.each(layers.map((layer) => [layer.of, layer] as const))('%s', (_, { of, may, because }) => {
    const wrong = imports().filter(({ from, to }) => within(from, of) && isOwn(to) && !within(to, of) && !may.some((folder) => within(to, folder)));
    expect(wrong.map(show), because).toEqual([]);
  });

  it('a parser imports no other language\'s parser', () => {
    const language = (path: string): string | undefined => /^analyzer\/parse\/([^/]+)\//.exec(path)?.[1];
    const wrong = imports().filter(({ from, to }) => {
      const [own, other] = [language(from), language(to)];
      return own !== undefined && other !== undefined && own !== other && !(sharedByParsers as readonly string[]).includes(other);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('a rule imports no other rule', () => {
    const rule = (path: string): string | undefined => /^rules\/((?!support\/)[^/]+\/[^/]+)\//.exec(path)?.[1];
    const wrong = imports().filter(({ from, to }) => rule(from) !== undefined && rule(to) !== undefined && rule(from) !== rule(to));
    expect(wrong.map(show)).toEqual([]);
  });

  // Inside a folder, files that recurse into each other may; a circle through several folders has no bottom to start reading at.
  it('no circle leads through several folders', () => {
    const circles = modules.flatMap(({ source, dependencies }) =>
      dependencies.filter(({ cycle }) => new Set(cycle?.map(({ name }) => dirname(name))).size > 1).map(({ resolved }) => `${source} -> ${resolved}`));
    expect(circles).toEqual([]);
  });

  it('every file is in a layer', () => {
    const stray = modules.map(({ source }) => source).filter((source) => isOwn(source) && !layers.some(({ of }) => within(source, of)));
    expect(stray.sort()).toEqual(['analyzer/run.ts', 'analyzer/version.ts']);
  });
});

describe('what the platform is used for', () => {
  it('only discovery and the command line read files; only what asks a cluster opens a connection; nobody starts a process', () => {
    const wrong = imports().filter(({ from, to }) => {
      if (isOwn(to) || to.includes('node_modules') || !isPlatform(to)) return false;
      const name = to.replace('node:', '');
      return !Object.entries(platform).some(([folder, allowed]) => within(from, folder) && allowed.includes(name));
    });
    expect(wrong.map(show)).toEqual([]);
  });
});

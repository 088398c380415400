import { readdirSync, readFileSync } from 'node:fs';
import { ts } from 'ts-morph';
import { memoryTree } from '../analyzer/discover/index.js';
import type { UnitFacts } from '../analyzer/facts/types.js';
import { parseAll } from '../analyzer/parse/all.js';
import { parsers } from '../analyzer/parse/index.js';
import { loadLanguage, parseSource, type SourceLanguage } from '../analyzer/parse/source/index.js';
import { packageFile } from '../cli/package.js';
import { median, time } from './measure.js';

export interface LanguageFigures {
  readonly language: string;
  readonly files: number;
  readonly bytes: number;
  /** Milliseconds: everything from text to facts, and the syntax trees alone. */
  readonly facts: number;
  readonly syntax: number;
}

const LANGUAGES: readonly { readonly language: string; readonly ending: RegExp; readonly grammar?: SourceLanguage }[] = [
  { language: 'TypeScript', ending: /\.ts$/ },
  { language: 'Java', ending: /\.java$/, grammar: 'java' },
  { language: 'Go', ending: /\.go$/, grammar: 'go' },
  { language: 'Python', ending: /\.py$/, grammar: 'python' },
  { language: 'C#', ending: /\.cs$/, grammar: 'csharp' },
  { language: 'PHP', ending: /\.php$/, grammar: 'php' },
  { language: 'Ruby', ending: /\.rb$/, grammar: 'ruby' },
  { language: 'Rust', ending: /\.rs$/, grammar: 'rust' },
];

/** The fixtures' sources of each language, as often as makes about `bytes`, each copy a project of its own. */
export async function benchLanguages(bytes: number, rounds: number): Promise<LanguageFigures[]> {
  const fixtures = readFixtures();
  const figures: LanguageFigures[] = [];
  for (const { language, ending, grammar } of LANGUAGES) {
    const own = fixtures.filter(([path]) => ending.test(path) || MANIFEST.test(path));
    const size = own.filter(([path]) => ending.test(path)).reduce((sum, [, text]) => sum + text.length, 0);
    if (size === 0) continue;
    const copies = Math.max(1, Math.round(bytes / size));
    const files = Object.fromEntries(Array.from({ length: copies }, (_, i) => own.map(([path, text]) => [`copy${i}/${path}`, renamed(text, i)] as const)).flat());
    const sources = Object.entries(files).filter(([path]) => ending.test(path));
    const facts = await medianOf(rounds, () => parseAll(memoryTree(files), parsers));
    const syntax = grammar ? await syntaxTime(grammar, sources, rounds) : median(Array.from({ length: rounds }, () => time(() => sources.forEach(([path, text]) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)))));
    figures.push({ language, files: sources.length, bytes: sources.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0), facts, syntax });
  }
  return figures;
}

/** A copy is a project of its own only under names of its own: `shop.example/catalog` of go.mod, `@shop/catalog` of package.json. */
const renamed = (text: string, copy: number): string => text.replaceAll('shop.example/', `copy${copy}.shop.example/`).replaceAll('@shop/', `@copy${copy}-shop/`);

const MANIFEST = /(?:pom\.xml|package\.json|tsconfig\.json|go\.mod|requirements\.txt|pyproject\.toml|\.csproj|composer\.json|Gemfile|Cargo\.toml)$/;

function readFixtures(): [string, string][] {
  const folder = packageFile('fixtures');
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'));
  return paths.map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1)).sort().map((path) => [path, readFileSync(`${folder}/${path}`, 'utf8')]);
}

async function medianOf(rounds: number, run: () => Promise<{ readonly units: readonly UnitFacts[] }>): Promise<number> {
  const times: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const start = performance.now();
    await run();
    if (round >= 0) times.push(performance.now() - start);
  }
  return median(times);
}

async function syntaxTime(grammar: SourceLanguage, sources: readonly (readonly [string, string])[], rounds: number): Promise<number> {
  const loaded = await loadLanguage(grammar);
  return median(Array.from({ length: rounds }, () => time(() => sources.forEach(([path, text]) => parseSource(loaded, path, text)))));
}

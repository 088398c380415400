import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as TreeSitter from '@vscode/tree-sitter-wasm';

/** Languages with a grammar. Each is WebAssembly in a package without install script, so no machine needs a compiler. */
export type SourceLanguage = keyof typeof FILES;

const FILES = {
  java: '@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm',
  kotlin: '@lumis-sh/wasm-kotlin/tree-sitter-kotlin.wasm',
  go: '@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm',
  python: '@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm',
  csharp: '@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm',
  php: '@vscode/tree-sitter-wasm/wasm/tree-sitter-php.wasm',
  ruby: '@vscode/tree-sitter-wasm/wasm/tree-sitter-ruby.wasm',
  rust: '@vscode/tree-sitter-wasm/wasm/tree-sitter-rust.wasm',
} as const;

/** A language that is ready to parse. */
export interface LoadedLanguage {
  readonly language: SourceLanguage;
  readonly parser: TreeSitter.Parser;
}

/** Loads a grammar on first use; later calls share it. A run that has no file of a language never pays for it. */
export function loadLanguage(language: SourceLanguage): Promise<LoadedLanguage> {
  const known = loaded.get(language) ?? load(language);
  loaded.set(language, known);
  return known;
}

const loaded = new Map<SourceLanguage, Promise<LoadedLanguage>>();
/** Where a package's file lies; nothing of it is run. */
const { resolve } = createRequire(import.meta.url);
let runtime: Promise<typeof TreeSitter> | undefined;

async function load(language: SourceLanguage): Promise<LoadedLanguage> {
  const { Parser, Language } = await (runtime ??= start());
  const grammar = await Language.load(readFileSync(resolve(FILES[language])));
  const parser = new Parser();
  parser.setLanguage(grammar);
  return { language, parser };
}

async function start(): Promise<typeof TreeSitter> {
  // CommonJS with named exports that Node.js cannot see from an import: they are on the default one.
  const { default: module } = (await import('@vscode/tree-sitter-wasm')) as unknown as { readonly default: typeof TreeSitter };
  await module.Parser.init();
  return module;
}

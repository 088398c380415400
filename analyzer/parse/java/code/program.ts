import { push } from '../../../facts/groups.js';
import type { Problem } from '../../../facts/types.js';
import type { FileSet } from '../../parser.js';
import { parseSource, walk, type LoadedLanguage } from '../../source/index.js';
import { callOf, type Call } from './expression.js';
import { readJava } from './java.js';
import { readKotlin } from './kotlin.js';
import type { CodeFile, TypeDeclaration } from './model.js';

/** The tree's code, parsed as it is needed: files with marks at once, others when a name leads to them. */
export interface Program {
  readonly files: readonly CodeFile[];
  readonly problems: readonly Problem[];
  /** A type by its simple name, as seen from a file: its own module's first. */
  type(name: string, from: CodeFile): TypeDeclaration | undefined;
  /** Every call in a file, in the order of the text. */
  calls(file: CodeFile): readonly Call[];
  /** Calls of that name in the files with marks. */
  callsOf(name: string): readonly { readonly call: Call; readonly file: CodeFile }[];
  /** For each name the files that mention it, with marks or not. */
  mentioning(names: ReadonlySet<string>): ReadonlyMap<string, readonly CodeFile[]>;
  /** The files of these modules whose text matches, with marks or not. */
  matching(pattern: RegExp, modules: ReadonlySet<string>): readonly CodeFile[];
}

export interface Languages {
  readonly java?: LoadedLanguage;
  readonly kotlin?: LoadedLanguage;
}

export interface SourcePath {
  readonly path: string;
  readonly module: string;
}

export function createProgram(paths: readonly SourcePath[], isMarked: (text: string) => boolean, languages: Languages, files: FileSet): Program {
  const parsed = new Map<string, CodeFile | undefined>();
  const problems: Problem[] = [];
  const byName = new Map<string, SourcePath[]>();
  for (const source of paths) {
    const name = source.path.slice(source.path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
    byName.set(name, [...(byName.get(name) ?? []), source]);
  }
  const open = ({ path, module }: SourcePath, text = files.read(path)): CodeFile | undefined => {
    if (parsed.has(path)) return parsed.get(path);
    const language = path.endsWith('.kt') ? languages.kotlin : languages.java;
    if (text === undefined || !language) return undefined;
    const { root, problems: found } = parseSource(language, path, text);
    problems.push(...found);
    const file = root && (path.endsWith('.kt') ? readKotlin(path, module, text, root) : readJava(path, module, text, root));
    parsed.set(path, file);
    return file;
  };
  for (const source of paths) {
    const text = files.read(source.path);
    if (text !== undefined && isMarked(text)) open(source, text);
  }
  const marked = [...parsed.values()].filter((file): file is CodeFile => file !== undefined);
  const calls = callIndex(marked);
  return {
    files: marked,
    problems,
    ...calls,
    mentioning: (names) => mentioned(names, paths, files, open),
    matching: (pattern, wanted) => paths.filter(({ path, module }) => wanted.has(module) && pattern.test(files.read(path) ?? '')).flatMap((source) => open(source) ?? []),
    type: (name, from) => {
      const own = from.types.find((type) => type.name === name);
      if (own) return own;
      const sources = byName.get(name) ?? [];
      const source = sources.find(({ module }) => module === from.module) ?? (sources.length === 1 ? sources[0] : undefined);
      return source && open(source)?.types.find((type) => type.name === name);
    },
  };
}

/** One pass over the texts, however many names; only files that mention one are parsed. */
function mentioned(names: ReadonlySet<string>, paths: readonly SourcePath[], files: FileSet, open: (source: SourcePath, text: string) => CodeFile | undefined): ReadonlyMap<string, readonly CodeFile[]> {
  const found = new Map<string, CodeFile[]>([...names].map((name) => [name, []]));
  if (names.size === 0) return found;
  for (const source of paths) {
    const text = files.read(source.path);
    const here = text === undefined ? [] : [...new Set(text.match(/\b[A-Z]\w*/g))].filter((word) => names.has(word));
    const file = here.length > 0 ? open(source, text!) : undefined;
    if (file) for (const name of here) found.get(name)!.push(file);
  }
  return found;
}

/** Trees are walked once, however many questions are asked of their calls. */
function callIndex(files: readonly CodeFile[]): Pick<Program, 'calls' | 'callsOf'> {
  const byFile = new Map<CodeFile, readonly Call[]>();
  const calls = (file: CodeFile): readonly Call[] => {
    const known = byFile.get(file) ?? [...walk(file.root)].flatMap((node) => callOf(node) ?? []);
    byFile.set(file, known);
    return known;
  };
  let byName: Map<string, { readonly call: Call; readonly file: CodeFile }[]> | undefined;
  const index = () => {
    const found: NonNullable<typeof byName> = new Map();
    for (const file of files)
      for (const call of calls(file)) push(found, call.name, { call, file });
    return found;
  };
  return { calls, callsOf: (name) => (byName ??= index()).get(name) ?? [] };
}

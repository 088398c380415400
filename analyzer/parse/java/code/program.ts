import type { Problem } from '../../../facts/types.js';
import type { FileSet } from '../../parser.js';
import { parseSource, type LoadedLanguage } from '../../source/index.js';
import { readJava } from './java.js';
import { readKotlin } from './kotlin.js';
import type { CodeFile, Method, TypeDeclaration } from './model.js';

/** The tree's code, parsed as it is needed: files with marks at once, others when a name leads to them. */
export interface Program {
  readonly files: readonly CodeFile[];
  readonly problems: readonly Problem[];
  /** A type by its simple name, as seen from a file: its own module's first. */
  type(name: string, from: CodeFile): TypeDeclaration | undefined;
  /** Methods of that name in parsed files of a module. */
  methods(name: string, module: string): readonly Method[];
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
  const methodIndex = indexMethods(marked);
  return {
    files: marked,
    problems,
    type: (name, from) => {
      const own = from.types.find((type) => type.name === name);
      if (own) return own;
      const sources = byName.get(name) ?? [];
      const source = sources.find(({ module }) => module === from.module) ?? (sources.length === 1 ? sources[0] : undefined);
      return source && open(source)?.types.find((type) => type.name === name);
    },
    methods: (name, module) => methodIndex.get(`${module} ${name}`) ?? [],
  };
}

function indexMethods(files: readonly CodeFile[]): ReadonlyMap<string, readonly Method[]> {
  const index = new Map<string, Method[]>();
  for (const method of files.flatMap(({ types }) => types.flatMap(({ methods }) => methods))) {
    const key = `${method.type.file.module} ${method.name}`;
    const list = index.get(key);
    if (list) list.push(method);
    else index.set(key, [method]);
  }
  return index;
}

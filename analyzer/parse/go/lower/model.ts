import type { Problem } from '../../../facts/types.js';
import { childOf, childOfType, childrenOfType, parseSource, textOf, walk, type LoadedLanguage, type SourceNode } from '../../source/index.js';
import { bind, createModel, newModule, newScope, type ClassType, type CodeModel, type Position } from '../../source/flow/index.js';
import { declareFunction, receiverType } from './functions.js';
import { lowerDeclaration } from './statements.js';
import { declareType } from './types.js';

export interface GoFile {
  readonly path: string;
  readonly text: string;
  /** Import path of its package. */
  readonly package: string;
}

/** A file's imports by the name that they have in it. */
export type Imports = ReadonlyMap<string, ReadonlySet<string>>;

/** The files as one model. A package's files share their names, each file has its own imports. */
export function lowerFiles(language: LoadedLanguage, files: readonly GoFile[]): { readonly model: CodeModel; readonly roots: readonly SourceNode[]; readonly imports: Imports; readonly problems: readonly Problem[] } {
  const model = createModel();
  for (const file of files) newModule(model, file.package);
  const imports = new Map<string, Set<string>>();
  const parsed = files.map((file) => ({ file, ...parseSource(language, file.path, file.text) }));
  const placed = parsed.flatMap(({ file, root }) => {
    if (!root) return [];
    const module = newModule(model, file.package);
    // Imports are looked up first: a package's name is never that of an import in the same file.
    const scope = newScope(module.scope);
    const at: Position = { model, scope, around: [], owner: undefined };
    imports.set(file.path, addImports(at, root));
    return [{ at, root }];
  });
  for (const { at, root } of placed) for (const node of root.children) if (node.type === 'type_declaration') declareType(at, node);
  const bodies = placed.flatMap(({ at, root }) => root.children.flatMap((node) => declared(at, node)));
  for (const { at, root } of placed) for (const node of root.children) if (node.type === 'var_declaration' || node.type === 'const_declaration') lowerDeclaration(at, node);
  for (const body of bodies) body();
  return { model, roots: placed.map(({ root }) => root), imports, problems: parsed.flatMap((p) => p.problems) };
}

function declared(at: Position, node: SourceNode): (() => void)[] {
  if (node.type === 'function_declaration') return [declareFunction(at, node, undefined)];
  if (node.type !== 'method_declaration') return [];
  const owner = at.scope.module.scope.bindings.get(receiverType(node) ?? '')?.find((b) => b.kind === 'class');
  return [declareFunction(at, node, owner?.value as ClassType | undefined)];
}

function addImports(at: Position, root: SourceNode): Set<string> {
  const paths = new Set<string>();
  for (const declaration of childrenOfType(root, 'import_declaration')) {
    for (const spec of [...walk(declaration)].filter((n) => n.type === 'import_spec')) {
      const path = textOf(childOf(spec, 'path') ?? spec).slice(1, -1);
      const named = childOf(spec, 'name') ?? childOfType(spec, 'blank_identifier');
      paths.add(path);
      if (named && ['_', '.'].includes(textOf(named))) continue;
      const qualified = withoutVersion(path);
      for (const name of named ? [textOf(named)] : namesOf(qualified)) bind(at.scope, name, { kind: 'import', value: { path: at.model.modules.has(path) ? path : qualified }, node: spec, from: spec.start });
    }
  }
  return paths;
}

/** Import paths of tree packages are kept; of others the version is none of the name. */
const withoutVersion = (path: string): string => path.replace(/\/v\d+(?=\/|$)/g, '').replace(/\.v\d+$/, '');

/** A package is called like the last element of its path, or that without what marks it as Go. */
function namesOf(path: string): readonly string[] {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return [...new Set([last, last.replace(/^go-|-go$|\.go$/g, ''), last.replace(/-/g, ''), last.replace(/^go-/, '').replace(/-/g, ''), last.split('-').at(-1)!])].filter((name) => /^\w+$/.test(name));
}

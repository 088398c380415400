import type { Problem } from '../../../facts/types.js';
import type { FileSet } from '../../parser.js';
import { parseHcl, type Attribute, type Block, type Body } from '../hcl/index.js';
import { parseJsonBody } from '../hcl/json.js';

/** The files of one folder, as one module. Of two declarations of one thing the first counts. */
export interface Module {
  readonly folder: string;
  readonly variables: ReadonlyMap<string, Block>;
  readonly locals: ReadonlyMap<string, Attribute>;
  /** By `type.label`. */
  readonly resources: ReadonlyMap<string, Block>;
  readonly data: ReadonlyMap<string, Block>;
  readonly modules: ReadonlyMap<string, Block>;
  readonly outputs: ReadonlyMap<string, Block>;
  /** Blocks that declare nothing that others name: `terraform`, `provider`, `check`, `moved` ... */
  readonly rest: readonly Block[];
  readonly problems: readonly Problem[];
}

const MODULE_FILE = /\.(?:tf|tofu)(?:\.json)?$/;

export const isModuleFile = (path: string): boolean => MODULE_FILE.test(path);

/** Module files of the tree that are links: a folder has what is linked into it. */
export const linkedModuleFiles = ({ links }: FileSet): string[] => [...(links?.keys() ?? [])].filter(isModuleFile);

/** Paths of a folder's own module files. A `.tofu` file stands in for the `.tf` of its name. */
export function moduleFiles(folder: string, files: FileSet): string[] {
  const prefix = folder === '.' ? '' : `${folder}/`;
  const own = [...files.paths, ...linkedModuleFiles(files)].filter((path) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/') && isModuleFile(path));
  const replaced = new Set(own.filter((path) => /\.tofu(\.json)?$/.test(path)).map((path) => path.replace(/\.tofu(\.json)?$/, '.tf$1')));
  return own.filter((path) => !replaced.has(path));
}

export function parseBody(path: string, text: string): { readonly body: Body; readonly problems: readonly Problem[] } {
  return path.endsWith('.json') ? parseJsonBody(path, text) : parseHcl(path, text);
}

export function readModule(folder: string, files: FileSet): Module {
  const module = { folder, variables: new Map<string, Block>(), locals: new Map<string, Attribute>(), resources: new Map<string, Block>(), data: new Map<string, Block>(), modules: new Map<string, Block>(), outputs: new Map<string, Block>(), rest: [] as Block[], problems: [] as Problem[] };
  for (const path of moduleFiles(folder, files)) {
    const text = files.read(path);
    if (text === undefined) continue;
    const { body, problems } = parseBody(path, text);
    module.problems.push(...problems);
    for (const block of body.blocks) addBlock(module, block);
  }
  return module;
}

function addBlock(module: { variables: Map<string, Block>; locals: Map<string, Attribute>; resources: Map<string, Block>; data: Map<string, Block>; modules: Map<string, Block>; outputs: Map<string, Block>; rest: Block[] }, block: Block): void {
  const [first, second] = block.labels.map((label) => label.text);
  const put = (table: Map<string, Block>, name: string | undefined): void => {
    if (name !== undefined && !table.has(name)) table.set(name, block);
  };
  switch (block.type) {
    case 'variable': return put(module.variables, first);
    case 'output': return put(module.outputs, first);
    case 'module': return put(module.modules, first);
    case 'resource': return put(module.resources, second === undefined ? undefined : `${first}.${second}`);
    case 'data': return put(module.data, second === undefined ? undefined : `${first}.${second}`);
    case 'locals': return block.body.attributes.forEach((attribute) => module.locals.has(attribute.name) || module.locals.set(attribute.name, attribute));
    default: module.rest.push(block);
  }
}

import { push } from '../../../facts/groups.js';
import { walk, type SourceNode } from '../node.js';
import type { Assignment, Dialect, FunctionShape } from './dialect.js';

export interface Variable extends Assignment {
  readonly node: SourceNode;
  /** The function that it belongs to; none: a field or a name of the whole file. */
  readonly scope: SourceNode | undefined;
  readonly parameter?: { readonly of: DeclaredFunction; readonly index: number };
}

export interface DeclaredFunction extends FunctionShape {
  readonly node: SourceNode;
  readonly owner: string | undefined;
  readonly module: Module;
}

/** What one file declares and where its calls are. */
export interface Module {
  readonly path: string;
  readonly package: string | undefined;
  readonly root: SourceNode;
  readonly text: string;
  readonly variables: ReadonlyMap<string, readonly Variable[]>;
  /** `object.name = value`. */
  readonly setters: readonly Variable[];
  readonly functions: ReadonlyMap<string, readonly DeclaredFunction[]>;
  /** Calls and constructions in the order of the text. */
  readonly calls: readonly SourceNode[];
  readonly classes: ReadonlySet<string>;
}

/** Looks at every node of a file once. */
export function readModule(dialect: Dialect, path: string, owner: string | undefined, text: string, root: SourceNode): Module {
  const variables = new Map<string, Variable[]>();
  const functions = new Map<string, DeclaredFunction[]>();
  const setters: Variable[] = [];
  const calls: SourceNode[] = [];
  const classes = new Set<string>();
  const module: Module = { path, package: owner, root, text, variables, setters, functions, calls, classes };
  for (const node of walk(root)) {
    const name = dialect.classAt(node);
    if (name !== undefined) classes.add(name);
    const shape = dialect.functionAt(node);
    if (shape) {
      const declared: DeclaredFunction = { ...shape, node, owner: classOf(dialect, node), module };
      add(functions, shape.name, declared);
      shape.parameters.forEach((parameter, index) => add(variables, parameter.name, { ...parameter, node, scope: node, parameter: { of: declared, index } }));
    }
    for (const assignment of dialect.assignments(node)) {
      const variable = { ...assignment, node, scope: assignment.field ? undefined : functionOf(dialect, node) };
      if (assignment.object) setters.push(variable);
      else add(variables, assignment.name, variable);
    }
    const { kind } = dialect.read(node);
    if (kind === 'call' || kind === 'new') calls.push(node);
  }
  return module;
}

function add<T>(index: Map<string, T[]>, name: string, value: T): void {
  push(index, name, value);
}

/** The named function around a node. */
export function functionOf(dialect: Dialect, node: SourceNode): SourceNode | undefined {
  let up = node.parent;
  while (up && !dialect.functionAt(up)) up = up.parent;
  return up;
}

export function classOf(dialect: Dialect, node: SourceNode): string | undefined {
  for (let up = node.parent; up; up = up.parent) {
    const name = dialect.classAt(up);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** What a name means at a node: the latest assignment before it in its function, else the field or name of the file. */
export function lookUp(module: Module, dialect: Dialect, name: string, at: SourceNode): readonly Variable[] {
  const known = module.variables.get(name) ?? [];
  const own = functionOf(dialect, at);
  const local = own ? known.filter((v) => v.scope === own) : [];
  const before = local.filter((v) => v.parameter || v.node.end <= at.start);
  const assigned = before.filter((v) => v.value !== undefined && !v.parameter).at(-1);
  if (assigned) return [assigned];
  if (local.length > 0) return before.length > 0 ? before : local;
  const fields = known.filter((v) => v.scope === undefined && !(v.value && contains(v.value, at)));
  const others = known.filter((v) => v.scope !== undefined && !v.parameter);
  return fields.some((v) => v.value) ? fields : [...fields, ...(fields.length > 0 || own === undefined ? others : [])];
}

const contains = (outer: SourceNode, inner: SourceNode): boolean => outer.start <= inner.start && inner.end <= outer.end;

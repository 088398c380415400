import { ts } from 'ts-morph';
import type { Context } from './evaluate/context.js';
import { createEvaluator } from './evaluate/evaluate.js';
import { memberValue } from './evaluate/members.js';
import { declarationValue, moduleMember } from './evaluate/names.js';
import { type Value } from './evaluate/value.js';
import { createCallIndex } from './source/call-index.js';
import { createContainer } from './source/container.js';
import { exportOf, wholeExport } from './source/exports.js';
import { parseModule, syntaxProblem, type Module } from './source/module.js';
import type { ReferenceSpace } from './source/references.js';
import type { SourceTree } from './tree.js';
import type { Problem } from '../../facts/types.js';

/** The parsed part of the tree with its evaluator. Files are parsed when something first leads to them. */
export interface Program {
  readonly tree: SourceTree;
  readonly context: Context;
  readonly space: ReferenceSpace;
  /** Files whose calls are looked at: the candidates and what imports them, parsed. */
  readonly modules: readonly Module[];
  readonly problems: Problem[];
}

const MAX_PARSED = 2 * 1024 * 1024;

export function createProgram(tree: SourceTree): Program {
  const problems: Problem[] = [];
  const module = moduleCache(tree, problems);
  const fileOf = (from: string, specifier: string): string | undefined => {
    const target = tree.resolve(from, specifier);
    return 'file' in target ? target.file : undefined;
  };
  const mentions = (path: string, name: string): boolean => tree.files.read(path)?.includes(name) ?? false;
  const space: ReferenceSpace = { module, importersOf: tree.importersOf, fileOf, mentions };
  const visited = [...new Set([...tree.candidates, ...tree.candidates.flatMap((path) => tree.importersOf(path))])].sort();
  const modules = visited.map((path) => module(path)).filter((m): m is Module => m !== undefined);
  const late: { context?: Context } = {};
  const calls = createCallIndex(space, modules, () => late.context!);
  const container = createContainer(tree.manifests, modules, () => late.context!);
  const context = createEvaluator({
    module,
    resolve: tree.resolve,
    declared: (node, frame, at) => declarationValue(late.context!, node, frame, at),
    exported: (path, name) => exportedValue(late.context!, path, name, 0),
    callsOf: calls,
    ...container,
  });
  late.context = context;
  return { tree, context, space, modules, problems };
}

function moduleCache(tree: SourceTree, problems: Problem[]): (path: string) => Module | undefined {
  const parsed = new Map<string, Module | undefined>();
  return (path) => {
    if (parsed.has(path)) return parsed.get(path);
    const text = tree.scanned.has(path) || path.endsWith('.json') || tree.files.size(path) < MAX_PARSED ? tree.files.read(path) : undefined;
    const module = text === undefined || path.endsWith('.d.ts') ? undefined : tryParse(path, text, problems);
    parsed.set(path, module);
    const problem = module && tree.scanned.has(path) ? syntaxProblem(module) : undefined;
    if (problem) problems.push(problem);
    return module;
  };
}

/** The compiler's parser recurses, as does everything that walks its trees: input nested thousands deep exhausts the stack. */
function tryParse(path: string, text: string, problems: Problem[]): Module | undefined {
  try {
    const module = parseModule(path, text);
    if (isDeeper(module.source, MAX_NESTING)) throw new RangeError(path);
    return module;
  } catch {
    problems.push({ code: 'typescript-too-deep', file: path, line: 1, column: 1, severity: 'warning', message: 'The file nests too deeply to be parsed, so what it calls is not known. Exclude it if it is generated.' });
    return undefined;
  }
}

const MAX_NESTING = 1_000;

const isDeeper = (node: ts.Node, levels: number): boolean => levels === 0 || ts.forEachChild(node, (child) => isDeeper(child, levels - 1) || undefined) === true;

const MAX_FORWARDS = 12;

function exportedValue(context: Context, path: string, name: string, depth: number): Value {
  const unknown: Value = { kind: 'opaque', node: undefined };
  const source = context.module(path)?.source;
  if (!source || depth > MAX_FORWARDS) return unknown;
  if (path.endsWith('.json')) return jsonValue(context, source, name);
  const found = exportOf(source, name);
  if (found.kind === 'declaration') return declarationValue(context, found.node, context.root, found.node);
  if (found.kind === 'expression') return context.value(found.node, context.root);
  if (found.kind === 'forward') return forwarded(context, path, found.specifier, found.name, depth);
  const whole = wholeExport(source);
  if (whole) return name === 'default' ? context.value(whole, context.root) : memberValue(context, context.value(whole, context.root), name, whole);
  for (const specifier of found.specifiers) {
    const value = forwarded(context, path, specifier, name, depth);
    if (value.kind !== 'opaque') return value;
  }
  return unknown;
}

function forwarded(context: Context, from: string, specifier: string, name: string, depth: number): Value {
  const target = context.resolve(from, specifier);
  if ('file' in target && name !== '*') return exportedValue(context, target.file, name, depth + 1);
  return moduleMember(context, from, specifier, name);
}

function jsonValue(context: Context, source: ts.SourceFile, name: string): Value {
  const [statement] = source.statements;
  const whole = statement && ts.isExpressionStatement(statement) ? context.value(statement.expression, context.root) : undefined;
  if (!whole) return { kind: 'opaque', node: undefined };
  return name === 'default' || name === '*' ? whole : memberValue(context, whole, name, source);
}

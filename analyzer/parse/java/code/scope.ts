import type { Template } from '../../../facts/template.js';
import { ancestorOfType, textOf, walk, type SourceNode } from '../../source/index.js';
import { callOf, isName, isThis, memberOf, type Call } from './expression.js';
import { fieldOf } from './fields.js';
import { variablesOf } from './java.js';
import { propertyOf } from './kotlin.js';
import type { CodeFile, Method, TypeDeclaration, Variable } from './model.js';
import type { Program } from './program.js';

/** Where an expression stands, and what is known there. */
export interface Scope {
  readonly program: Program;
  readonly file: CodeFile;
  /** What parameters hold, where a call is followed into a method. */
  readonly given?: ReadonlyMap<string, Template>;
  /** What fields hold, where one construction of the type is looked at. */
  readonly fields?: ReadonlyMap<string, Template>;
  readonly depth?: number;
}

export const METHODS = ['method_declaration', 'constructor_declaration', 'function_declaration', 'lambda_expression'];

export function localVariable(name: string, at: SourceNode): Variable | undefined {
  for (let method = ancestorOfType(at, ...METHODS); method; method = ancestorOfType(method, ...METHODS))
    for (const node of walk(method)) {
      if (node.start >= at.end) break;
      const declared = node.type === 'local_variable_declaration' ? variablesOf(node) : node.type === 'property_declaration' ? [propertyOf(node)] : [];
      const found = declared.find((variable) => variable?.name === name);
      if (found) return found;
    }
  return undefined;
}

export function enclosingType(at: SourceNode, file: CodeFile): TypeDeclaration | undefined {
  return file.types.filter(({ node }) => node.start <= at.start && node.end >= at.end).sort((a, b) => b.node.start - a.node.start || a.node.end - b.node.end)[0];
}

export const enclosingMethod = (at: SourceNode, type: TypeDeclaration | undefined): Method | undefined => type?.methods.find(({ node }) => node.start <= at.start && node.end >= at.end);

/** The declared type of a variable that is in scope. */
export function variableType(name: string, at: SourceNode, scope: Scope): string | undefined {
  const local = localVariable(name, at);
  if (local && local.type !== '' && local.type !== 'var') return local.type;
  if (local?.value) return madeBy(callOf(local.value), scope);
  const type = enclosingType(at, scope.file);
  const parameter = enclosingMethod(at, type)?.parameters.find((p) => p.name === name);
  if (parameter) return parameter.type;
  const field = type && fieldOf(name, type, scope.program);
  return field && (field.variable.type || (field.variable.value && madeBy(callOf(field.variable.value), scope)));
}

const madeBy = (call: Call | undefined, scope: Scope): string | undefined => (call?.isConstruction ? call.name : call && rootType(call.node, scope));

/** The type at the beginning of a chain: `WebClient.create(x).get()` and `client.get()` are both of `WebClient`. */
export function rootType(node: SourceNode, scope: Scope): string | undefined {
  let root = node;
  for (let next = callOf(root); next; next = callOf(root)) {
    // `new Request.Builder()` makes what `Request`'s entries are about.
    if (next.isConstruction) return next.name.split('.')[0];
    if (!next.receiver) {
      const own = enclosingType(root, scope.file)?.methods.find(({ name }) => name === next!.name);
      return own?.returns;
    }
    root = next.receiver;
  }
  const member = memberOf(root);
  if (member && isThis(member.receiver)) return variableType(member.name, root, scope);
  if (isName(root)) return variableType(textOf(root), root, scope) ?? (/^[A-Z]/.test(textOf(root)) ? textOf(root) : undefined);
  return member ? (/^[A-Z]/.test(member.name) && isName(member.receiver) ? textOf(member.receiver) : undefined) : undefined;
}

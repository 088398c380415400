import { childOf, childOfType, childrenOfType, textOf, type SourceNode } from '../../source/index.js';

/** A call or construction, written in Java or Kotlin. */
export interface Call {
  readonly node: SourceNode;
  /** What it is called on; undefined for own methods and constructions. */
  readonly receiver: SourceNode | undefined;
  /** Method, or type of what is constructed. */
  readonly name: string;
  readonly arguments: readonly SourceNode[];
  readonly isConstruction: boolean;
}

export function callOf(node: SourceNode): Call | undefined {
  switch (node.type) {
    case 'method_invocation': return { node, receiver: childOf(node, 'object'), name: textOf(childOf(node, 'name')!), arguments: written(childOf(node, 'arguments')), isConstruction: false };
    case 'object_creation_expression': return { node, receiver: undefined, name: simpleName(textOf(childOf(node, 'type')!)), arguments: written(childOf(node, 'arguments')), isConstruction: true };
    case 'call_expression': return kotlinCall(node);
    default: return undefined;
  }
}

function kotlinCall(node: SourceNode): Call | undefined {
  const called = node.children[0];
  const values = childrenOfType(childOfType(childOfType(node, 'call_suffix'), 'value_arguments'), 'value_argument').map((argument) => argument.children.at(-1)!).filter((value) => value !== undefined);
  if (called?.type === 'simple_identifier') return { node, receiver: undefined, name: textOf(called), arguments: values, isConstruction: /^[A-Z]/.test(textOf(called)) };
  const suffix = childOfType(called, 'navigation_suffix');
  const name = childOfType(suffix, 'simple_identifier');
  return called?.type === 'navigation_expression' && name ? { node, receiver: called.children[0], name: textOf(name), arguments: values, isConstruction: false } : undefined;
}

/** `a.b` without a call. */
export function memberOf(node: SourceNode): { readonly receiver: SourceNode; readonly name: string } | undefined {
  if (node.type === 'field_access') return { receiver: childOf(node, 'object')!, name: textOf(childOf(node, 'field')!) };
  const name = node.type === 'navigation_expression' ? childOfType(childOfType(node, 'navigation_suffix'), 'simple_identifier') : undefined;
  return name ? { receiver: node.children[0]!, name: textOf(name) } : undefined;
}

export const isName = (node: SourceNode): boolean => node.type === 'identifier' || node.type === 'simple_identifier';
export const isThis = (node: SourceNode): boolean => node.type === 'this' || node.type === 'this_expression';

const written = (list: SourceNode | undefined): readonly SourceNode[] => list?.children.filter((child) => !child.type.endsWith('comment')) ?? [];
const simpleName = (type: string): string => /^(?:[a-z_]\w*\.)*([\w.]+)/.exec(type)?.[1] ?? type;

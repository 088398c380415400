import { ts } from 'ts-morph';
import { lookup } from '../source/scope.js';
import { decoratorArguments, decoratorName, decoratorsOf } from '../source/syntax.js';
import type { Context } from './context.js';
import { called, member, plainText, type Frame, type Value } from './value.js';

/** What a container hands in for a parameter or property: by its token, else by its type. */
export function injectedValue(context: Context, type: ts.TypeNode | undefined, node: ts.Node, frame: Frame): Value | undefined {
  return byToken(context, node) ?? (type && byType(context, type, node, frame));
}

function byToken(context: Context, node: ts.Node): Value | undefined {
  const inject = decoratorsOf(node).find((d) => decoratorName(d) === 'Inject');
  const argument = inject && decoratorArguments(inject)[0];
  const token = argument && tokenOf(context, argument, context.root);
  return token === undefined ? undefined : context.provided(token, node.getSourceFile().fileName);
}

/** Text tokens by their text; symbols and classes by the name they are declared with. */
export function tokenOf(context: Context, node: ts.Expression, frame: Frame): string | undefined {
  const plain = plainText(context.value(node, frame));
  if (plain !== undefined) return plain;
  return ts.isIdentifier(node) ? `#${node.text}` : ts.isPropertyAccessExpression(node) ? `#${node.name.text}` : undefined;
}

function byType(context: Context, type: ts.TypeNode, at: ts.Node, frame: Frame): Value | undefined {
  if (!ts.isTypeReferenceNode(type)) return undefined;
  const value = typeValue(context, type.typeName);
  if (!value) return undefined;
  if (value.kind === 'reference') return value.package === '' ? undefined : called(value, { call: at, arguments: [], frame, injected: true });
  if (value.kind !== 'class') return undefined;
  return { kind: 'instance', class: context.implementation(value.node) ?? value.node, frame: context.root };
}

/** What a type's name leads to: a class, an interface's only implementation, a type of a package. */
function typeValue(context: Context, name: ts.EntityName): Value | undefined {
  if (ts.isQualifiedName(name)) {
    const owner = typeValue(context, name.left);
    return owner?.kind === 'reference' ? member(owner, name.right.text) : owner?.kind === 'module' ? context.exported(owner.path, name.right.text) : undefined;
  }
  const declaration = lookup(name.text, name);
  if (!declaration) return undefined;
  if (ts.isInterfaceDeclaration(declaration)) return interfaceValue(context, declaration);
  return context.declared(declaration, context.root, name);
}

function interfaceValue(context: Context, node: ts.InterfaceDeclaration): Value | undefined {
  const found = context.implementation(node);
  return found && { kind: 'class', node: found };
}

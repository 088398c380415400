import { childOf, childOfType, childrenOf, childrenOfType, placeOf, textOf, walk, type SourceNode } from '../../source/index.js';
import type { Annotation, CodeFile, Method, TypeDeclaration, Variable } from './model.js';

const TYPES = ['class_declaration', 'interface_declaration', 'record_declaration', 'enum_declaration'];

/** Reads what a Java file declares, from its tree. */
export function readJava(path: string, module: string, text: string, root: SourceNode): CodeFile {
  const declared = childrenOfType(root, 'import_declaration').map((declaration) => ({ all: childOfType(declaration, 'asterisk') !== undefined, name: textOf(declaration.children.find((child) => child.type !== 'line_comment')!) }));
  const imports = new Map(declared.filter(({ all }) => !all).map(({ name }) => [name.slice(name.lastIndexOf('.') + 1), name] as const));
  const wildcards = declared.filter(({ all }) => all).map(({ name }) => name);
  const types: TypeDeclaration[] = [];
  const file: CodeFile = { path, module, text, root, imports, wildcards, types };
  for (const node of walk(root)) if (TYPES.includes(node.type)) types.push(readType(node, file));
  return file;
}

function readType(node: SourceNode, file: CodeFile): TypeDeclaration {
  const body = childOf(node, 'body');
  const methods: Method[] = [];
  const fields = new Map<string, Variable>();
  const type: TypeDeclaration = {
    name: textOf(childOf(node, 'name')!),
    node,
    file,
    isInterface: node.type === 'interface_declaration',
    annotations: annotationsOf(node),
    supertypes: [childOf(node, 'superclass'), childOf(node, 'interfaces'), childOfType(node, 'extends_interfaces')].flatMap((part) => (part ? [...walk(part)].filter((n) => n.type === 'type_identifier').map(textOf) : [])),
    fields,
    methods,
  };
  for (const parameter of parametersOf(node)) fields.set(parameter.name, parameter);
  // What an enum declares beside its constants stands one level deeper.
  for (const member of (body?.children ?? []).flatMap((child) => (child.type === 'enum_body_declarations' ? child.children : [child]))) {
    if (member.type === 'field_declaration' || member.type === 'constant_declaration') for (const field of variablesOf(member)) fields.set(field.name, field);
    if (member.type === 'method_declaration' || member.type === 'constructor_declaration') methods.push(readMethod(member, type));
  }
  return type;
}

function readMethod(node: SourceNode, type: TypeDeclaration): Method {
  const returns = childOf(node, 'type');
  return {
    name: textOf(childOf(node, 'name')!),
    node,
    type,
    returns: returns ? typeName(returns) : '',
    parameters: parametersOf(node),
    annotations: annotationsOf(node),
    isConstructor: node.type === 'constructor_declaration',
    body: childOf(node, 'body'),
  };
}

const parametersOf = (node: SourceNode): Variable[] =>
  childrenOfType(childOf(node, 'parameters'), 'formal_parameter').flatMap((parameter) => {
    const name = childOf(parameter, 'name');
    const type = childOf(parameter, 'type');
    return name && type ? [{ name: textOf(name), type: typeName(type), value: undefined, annotations: annotationsOf(parameter), at: placeOf(parameter) }] : [];
  });

/** Fields of a declaration, or local variables of a statement. */
export function variablesOf(node: SourceNode): Variable[] {
  const declared = childOf(node, 'type');
  return childrenOf(node, 'declarator').flatMap((declarator) => {
    const name = childOf(declarator, 'name');
    const value = childOf(declarator, 'value');
    if (!name) return [];
    const type = declared ? typeName(declared) : '';
    return [{ name: textOf(name), type: type === 'var' && value?.type === 'object_creation_expression' ? typeName(childOf(value, 'type')!) : type, value, annotations: annotationsOf(node), at: placeOf(declarator) }];
  });
}

/** `Map.Entry<K, V>[]` is `Map`: the outer type says which library it is of. */
const typeName = (node: SourceNode): string => /^[\s@\w.]*?(\b[A-Z]\w*|\w+)/.exec(textOf(node).replace(/^(?:[a-z]\w*\.)+/, ''))?.[1] ?? '';

function annotationsOf(node: SourceNode): Annotation[] {
  return childrenOfType(childOfType(node, 'modifiers'), 'marker_annotation', 'annotation').map((annotation) => {
    const name = textOf(childOf(annotation, 'name')!);
    const values = new Map<string, SourceNode>();
    for (const argument of childOf(annotation, 'arguments')?.children ?? []) {
      if (argument.type === 'element_value_pair') values.set(textOf(childOf(argument, 'key')!), childOf(argument, 'value')!);
      else if (!argument.type.endsWith('comment')) values.set('value', argument);
    }
    return { name: name.slice(name.lastIndexOf('.') + 1), at: placeOf(annotation), values };
  });
}

import { childOfType, childrenOfType, placeOf, textOf, walk, type SourceNode } from '../../source/index.js';
import type { Annotation, CodeFile, Method, TypeDeclaration, Variable } from './model.js';

const DECLARED_TYPE = ['user_type', 'nullable_type'];

/** Reads what a Kotlin file declares. Functions outside classes belong to a type named like the file. */
export function readKotlin(path: string, module: string, text: string, root: SourceNode): CodeFile {
  const headers = [...walk(root)].filter((node) => node.type === 'import_header').map((header) => textOf(childOfType(header, 'identifier') ?? header));
  const imports = new Map(headers.map((name) => [name.slice(name.lastIndexOf('.') + 1), name] as const));
  const types: TypeDeclaration[] = [];
  const file: CodeFile = { path, module, text, root, imports, wildcards: [], types };
  for (const node of walk(root)) if (node.type === 'class_declaration' || node.type === 'object_declaration') types.push(readType(node, file, textOf(childOfType(node, 'type_identifier') ?? node)));
  const loose = childrenOfType(root, 'function_declaration', 'property_declaration');
  if (loose.length > 0) types.push(readType(root, file, path.slice(path.lastIndexOf('/') + 1, -'.kt'.length)));
  return file;
}

function readType(node: SourceNode, file: CodeFile, name: string): TypeDeclaration {
  const body = childOfType(node, 'class_body') ?? node;
  const methods: Method[] = [];
  const fields = new Map<string, Variable>();
  const supertypes = childrenOfType(node, 'delegation_specifier').map((specifier) => typeName(specifier));
  const type: TypeDeclaration = { name, node, file, isInterface: file.text.slice(node.start, body.start).includes('interface '), annotations: annotationsOf(node), supertypes, fields, methods };
  for (const parameter of childrenOfType(childOfType(node, 'primary_constructor'), 'class_parameter')) add(fields, parameterOf(parameter, annotationsOf(parameter)));
  const members = [...body.children, ...childrenOfType(body, 'companion_object').flatMap((companion) => childOfType(companion, 'class_body')?.children ?? [])];
  for (const member of members) {
    if (member.type === 'property_declaration') add(fields, propertyOf(member));
    if (member.type === 'function_declaration') methods.push(readMethod(member, type));
  }
  return type;
}

function readMethod(node: SourceNode, type: TypeDeclaration): Method {
  const list = childOfType(node, 'function_value_parameters');
  const parameters: Variable[] = [];
  let annotations: readonly Annotation[] = [];
  for (const child of list?.children ?? []) {
    if (child.type === 'parameter_modifiers') annotations = childrenOfType(child, 'annotation').map(annotation);
    const parameter = child.type === 'parameter' ? parameterOf(child, annotations) : undefined;
    if (parameter) parameters.push(parameter);
    if (child.type === 'parameter') annotations = [];
  }
  const returns = childOfType(node, ...DECLARED_TYPE);
  const body = childOfType(node, 'function_body');
  return { name: textOf(childOfType(node, 'simple_identifier') ?? node), node, type, returns: returns ? typeName(returns) : '', parameters, annotations: annotationsOf(node), isConstructor: false, body };
}

function add(fields: Map<string, Variable>, field: Variable | undefined): void {
  if (field) fields.set(field.name, field);
}

function parameterOf(node: SourceNode, annotations: readonly Annotation[]): Variable | undefined {
  const name = childOfType(node, 'simple_identifier');
  const type = childOfType(node, ...DECLARED_TYPE);
  return name && { name: textOf(name), type: type ? typeName(type) : '', value: undefined, annotations, at: placeOf(node) };
}

/** `val x: T = value`, as a field or a local variable. */
export function propertyOf(node: SourceNode): Variable | undefined {
  const declared = childOfType(node, 'variable_declaration');
  const name = childOfType(declared, 'simple_identifier');
  if (!declared || !name) return undefined;
  const type = childOfType(declared, ...DECLARED_TYPE);
  const value = node.children[node.children.indexOf(declared) + 1];
  const made = value?.type === 'call_expression' ? childOfType(value, 'simple_identifier') : undefined;
  const shown = type ? typeName(type) : made && /^[A-Z]/.test(textOf(made)) ? textOf(made) : '';
  return { name: textOf(name), type: shown, value: value?.type === 'getter' || value?.type === 'property_delegate' ? undefined : value, annotations: annotationsOf(node), at: placeOf(node) };
}

const typeName = (node: SourceNode): string => /([A-Z]\w*)/.exec(textOf(node))?.[1] ?? '';

const annotationsOf = (node: SourceNode): Annotation[] => childrenOfType(childOfType(node, 'modifiers'), 'annotation').map(annotation);

function annotation(node: SourceNode): Annotation {
  const called = childOfType(node, 'constructor_invocation');
  const name = textOf(childOfType(called ?? node, 'user_type') ?? node);
  const values = new Map<string, SourceNode>();
  for (const argument of childrenOfType(childOfType(called, 'value_arguments'), 'value_argument')) {
    const [first, second] = argument.children;
    if (second && first!.type === 'simple_identifier') values.set(textOf(first!), second);
    else if (first && !values.has('value')) values.set('value', first);
  }
  return { name: name.slice(name.lastIndexOf('.') + 1), at: placeOf(node), values };
}

import type { Template } from '../../../facts/template.js';
import { childOf, textOf, walk, type SourceNode } from '../../source/index.js';
import { evaluate } from './evaluate.js';
import { isName } from './expression.js';
import type { Method, TypeDeclaration } from './model.js';
import type { Program } from './program.js';
import { enclosingType, type Scope } from './scope.js';

/** One way in which objects of a type are made: what its fields then hold, and whose code makes it. */
export interface Construction {
  readonly fields: ReadonlyMap<string, Template>;
  readonly module: string;
}

const MAX_CONSTRUCTIONS = 40;

/** `new CartClient(rest, url)` and `super(rest, url)`: each gives the fields that the constructor fills from its parameters. */
export function constructionsOf(type: TypeDeclaration, program: Program): Construction[] {
  return type.methods.filter((method) => method.isConstructor && method.body).flatMap((constructor) => {
    const filled = fieldsFrom(constructor);
    return filled.size === 0 ? [] : sitesOf(constructor, type, program).slice(0, MAX_CONSTRUCTIONS).map(({ given, scope }) => ({
      fields: new Map([...filled].map(([field, index]) => [field, evaluate(given[index]!, scope)] as const)),
      module: scope.file.module,
    }));
  });
}

/** `CART("http://cart")` of an enum: the fields that its constructor fills for this constant; undefined when it is none. */
export function constantFields(type: TypeDeclaration, name: string, program: Program): ReadonlyMap<string, Template> | undefined {
  if (type.node.type !== 'enum_declaration') return undefined;
  const constant = [...walk(type.node)].find((node) => node.type === 'enum_constant' && textOf(childOf(node, 'name') ?? node) === name);
  const given = (constant && childOf(constant, 'arguments')?.children) ?? [];
  const constructor = constant && type.methods.find((method) => method.isConstructor && method.body && method.parameters.length === given.length);
  return constructor && new Map([...fieldsFrom(constructor)].map(([field, index]) => [field, evaluate(given[index]!, { program, file: type.file })] as const));
}

/** Fields that a constructor assigns a parameter to, with the parameter's index. */
function fieldsFrom({ body, parameters }: Method): ReadonlyMap<string, number> {
  const filled = new Map<string, number>();
  for (const node of walk(body!)) {
    const [left, right] = node.type === 'assignment_expression' ? [childOf(node, 'left'), childOf(node, 'right')] : [];
    const index = right && isName(right) ? parameters.findIndex(({ name }) => name === textOf(right)) : -1;
    if (left && index >= 0) filled.set(textOf(left).replace(/^this\./, ''), index);
  }
  return filled;
}

interface ConstructionSite {
  readonly given: readonly SourceNode[];
  readonly scope: Scope;
}

function sitesOf({ parameters }: Method, type: TypeDeclaration, program: Program): ConstructionSite[] {
  const made = program.callsOf(type.name).filter(({ call }) => call.isConstruction).map(({ call, file }) => ({ given: call.arguments, scope: { program, file } }));
  const extended = program.files.flatMap((file) => file.types.filter(({ supertypes }) => supertypes.includes(type.name)).flatMap((sub) => superCalls(sub).map((given) => ({ given, scope: { program, file } }))));
  return [...made, ...extended].filter(({ given }) => given.length === parameters.length);
}

const superCalls = (type: TypeDeclaration): SourceNode[][] =>
  type.methods.filter(({ isConstructor, body }) => isConstructor && body).flatMap(({ body }) =>
    [...walk(body!)].filter((node) => node.type === 'explicit_constructor_invocation' && textOf(childOf(node, 'constructor') ?? node).startsWith('super')).map((node) => childOf(node, 'arguments')?.children.filter((child) => !child.type.endsWith('comment')) ?? []));

/** The names of the type's fields that a constructor fills, as they stand in an unknown part: `url`, `this.url`. */
export const isFilledField = (name: string, at: SourceNode, scope: Scope): boolean => enclosingType(at, scope.file)?.fields.has(name.replace(/^this\./, '')) ?? false;

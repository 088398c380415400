import { push } from '../../../facts/groups.js';
import { formatPlace } from '../../../facts/place.js';
import type { ClientFact } from '../../../facts/types.js';
import { placeOf, textOf, walk, type SourceNode } from '../../source/index.js';
import type { Steps } from '../../source/reach.js';
import { isThis } from '../code/expression.js';
import type { CodeFile, TypeDeclaration } from '../code/model.js';
import type { Program } from '../code/program.js';
import { enclosingType, rootType } from '../code/scope.js';
import { storeOf } from './stores.js';

/** A call, or a method that is handed on by name (`orders::find`). */
export interface Step {
  readonly node: SourceNode;
  readonly isConstruction?: boolean;
  readonly receiver: SourceNode | undefined;
  readonly name: string;
  readonly file: CodeFile;
}

/** How the code leads from method to method, whoever runs it. */
export interface Ways {
  stepsIn(node: SourceNode): readonly Step[];
  /** What is constructed there. */
  constructionsIn(node: SourceNode): readonly Step[];
  /** The methods of that name that may run; a client's own interface ends here, at the method that declares the call. */
  methods(step: Step): readonly SourceNode[];
}

export function waysOf(program: Program, handlers: readonly CodeFile[]): Ways {
  const files = new Map([...program.files, ...handlers].map((file) => [file.path, file]));
  const implementers = implementersIn(program);
  const known = new Map<SourceNode, readonly SourceNode[]>();
  const find = (step: Step): readonly SourceNode[] => {
    const type = typeOf(step, program);
    if (!type) return [];
    const among = [type, ...above(type, program), ...implementers(type)];
    for (const { file } of among) files.set(file.path, file);
    return among.flatMap((one) => one.methods.filter(({ name }) => name === step.name).map(({ node }) => node));
  };
  return {
    stepsIn: (node) => stepsIn(node, files.get(node.source.file), program),
    constructionsIn: (node) => callsIn(node, files.get(node.source.file), program).filter(({ isConstruction }) => isConstruction),
    methods: (step) => {
      const found = known.get(step.node) ?? find(step);
      known.set(step.node, found);
      return found;
    },
  };
}

function typeOf(step: Step, program: Program): TypeDeclaration | undefined {
  if (!step.receiver || isThis(step.receiver)) return enclosingType(step.node, step.file);
  const name = rootType(step.receiver, { program, file: step.file });
  return name === undefined ? undefined : program.type(name, step.file);
}

/** The same, with the clients of one service. */
export function stepsOf(program: Program, { stepsIn, methods }: Ways, clients: readonly ClientFact[]): Steps<SourceNode, Step> {
  const byPlace = new Map<string, string[]>();
  for (const { id, calls } of clients) for (const { at } of calls) byPlace.set(formatPlace(at), [...(byPlace.get(formatPlace(at)) ?? []), id]);
  const at = (node: SourceNode): readonly string[] => byPlace.get(formatPlace(placeOf(node))) ?? [];
  return {
    calls: stepsIn,
    place: ({ node }) => placeOf(node),
    clients: (step) => [...at(step.node), ...methods(step).flatMap(at), ...storeOf(step.receiver, { program, file: step.file }, clients)],
    callees: methods,
  };
}

function stepsIn(node: SourceNode, file: CodeFile | undefined, program: Program): Step[] {
  if (!file) return [];
  const references = [...walk(node)].filter(({ type }) => type === 'method_reference');
  return [...callsIn(node, file, program).filter(({ isConstruction }) => !isConstruction), ...references.map((reference) => ({ node: reference, receiver: reference.children[0], name: textOf(reference.children.at(-1)!), file }))];
}

const callsIn = (node: SourceNode, file: CodeFile | undefined, program: Program): Step[] =>
  file ? program.calls(file).filter((call) => call.node.start >= node.start && call.node.end <= node.end).map((call) => ({ ...call, file })) : [];

function above(type: TypeDeclaration, program: Program): TypeDeclaration[] {
  return type.supertypes.flatMap((name) => program.type(name, type.file) ?? []).filter((one) => one !== type);
}

/** What stands behind an interface: types with marks that implement it, or the one that is named after it. */
function implementersIn(program: Program): (type: TypeDeclaration) => readonly TypeDeclaration[] {
  const bySupertype = new Map<string, TypeDeclaration[]>();
  for (const file of program.files)
    for (const type of file.types)
      for (const name of type.supertypes) push(bySupertype, name, type);
  return (type) => {
    const named = type.isInterface ? program.type(`${type.name}Impl`, type.file) : undefined;
    const all = bySupertype.get(type.name) ?? [];
    // Programs beside each other have interfaces of one name.
    const own = all.filter(({ file }) => file.module === type.file.module);
    return [...new Set([...(own.length > 0 ? own : all), ...(named ? [named] : [])])];
  };
}

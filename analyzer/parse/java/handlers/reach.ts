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
interface Step {
  readonly node: SourceNode;
  readonly receiver: SourceNode | undefined;
  readonly name: string;
  readonly file: CodeFile;
}

/** How the code of a module leads from method to method, and at last to its clients. */
export function stepsOf(program: Program, handlers: readonly CodeFile[], clients: readonly ClientFact[]): Steps<SourceNode, Step> {
  const files = new Map<string, CodeFile>();
  const byPlace = new Map<string, string[]>();
  const add = (key: string, id: string) => byPlace.set(key, [...(byPlace.get(key) ?? []), id]);
  for (const { id, calls } of clients) for (const { at } of calls) add(formatPlace(at), id);
  const remember = (file: CodeFile): CodeFile => {
    files.set(file.path, file);
    return file;
  };
  [...program.files, ...handlers].forEach(remember);
  const implementers = implementersIn(program);
  const typeOf = (step: Step): TypeDeclaration | undefined => {
    if (!step.receiver || isThis(step.receiver)) return enclosingType(step.node, step.file);
    const name = rootType(step.receiver, { program, file: step.file });
    return name === undefined ? undefined : program.type(name, step.file);
  };
  /** The methods of that name that may run; a client's own interface ends here, at the method that declares the call. */
  const methods = (step: Step): readonly SourceNode[] => {
    const type = typeOf(step);
    if (!type) return [];
    const among = [type, ...above(type, program), ...implementers(type)];
    for (const { file } of among) remember(file);
    return among.flatMap((one) => one.methods.filter(({ name }) => name === step.name).map(({ node }) => node));
  };
  return {
    calls: (node) => stepsIn(node, files.get(node.source.file), program),
    place: ({ node }) => placeOf(node),
    clients: (step) => [...(byPlace.get(formatPlace(placeOf(step.node))) ?? []), ...methods(step).flatMap((node) => byPlace.get(formatPlace(placeOf(node))) ?? []), ...storeOf(step.receiver, { program, file: step.file }, clients)],
    callees: methods,
  };
}

function stepsIn(node: SourceNode, file: CodeFile | undefined, program: Program): Step[] {
  if (!file) return [];
  const inside = (start: number, end: number) => start >= node.start && end <= node.end;
  const calls = program.calls(file).filter((call) => !call.isConstruction && inside(call.node.start, call.node.end));
  const references = [...walk(node)].filter(({ type }) => type === 'method_reference');
  return [...calls.map((call) => ({ ...call, file })), ...references.map((reference) => ({ node: reference, receiver: reference.children[0], name: textOf(reference.children.at(-1)!), file }))];
}

function above(type: TypeDeclaration, program: Program): TypeDeclaration[] {
  return type.supertypes.flatMap((name) => program.type(name, type.file) ?? []).filter((one) => one !== type);
}

/** What stands behind an interface: types with marks that implement it, or the one that is named after it. */
function implementersIn(program: Program): (type: TypeDeclaration) => readonly TypeDeclaration[] {
  const bySupertype = new Map<string, TypeDeclaration[]>();
  for (const file of program.files) for (const type of file.types) for (const name of type.supertypes) bySupertype.set(name, [...(bySupertype.get(name) ?? []), type]);
  return (type) => {
    const named = type.isInterface ? program.type(`${type.name}Impl`, type.file) : undefined;
    return [...new Set([...(bySupertype.get(type.name) ?? []), ...(named ? [named] : [])])];
  };
}

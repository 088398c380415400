import { childOf, childOfType, childrenOfType, textOf, type SourceNode } from '../../source/index.js';
import { callAt, classOf, find, onlyText, type Module, type Program } from '../../source/program/index.js';

/** A path of the program, and the code that answers it. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly at: SourceNode;
  readonly body: SourceNode;
}

/** What a file must say to be worth reading for routes. */
export const ROUTE_MARKS = /\[(?:ApiController|Route|Http(?:Get|Post|Put|Patch|Delete|Head))\b|\.Map(?:Get|Post|Put|Patch|Delete|Methods)\s*\(/;

/** Actions of controllers (attributes) and minimal APIs (calls). */
export function routesIn(module: Module, program: Program): Route[] {
  return module.calls.flatMap((node) => {
    const call = callAt(program, node);
    if (call?.kind !== 'call') return [];
    return call.name.startsWith('@') ? action(node, call.name, module, program) : mapped(node, call.name, module, program);
  });
}

const VERB = /^@Http(Get|Post|Put|Patch|Delete|Head)(?:Attribute)?$/;

function action(attribute: SourceNode, name: string, module: Module, program: Program): Route[] {
  const verb = VERB.exec(name)?.[1];
  const method = attribute.parent?.parent;
  if (verb === undefined || method?.type !== 'method_declaration') return [];
  const type = method.parent?.parent;
  const controller = classOf(program.dialect, method) ?? '';
  const named = (path: string): string => path.replace(/\[controller\]/gi, controller.replace(/Controller$/, '').toLowerCase()).replace(/\[action\]/gi, textOf(childOf(method, 'name')!).toLowerCase());
  const own = argumentText(attribute, module, program) ?? routeOf(method, module, program) ?? '';
  const prefix = (type && routeOf(type, module, program)) ?? '';
  return [{ method: verb.toUpperCase(), path: named(/^~?\//.test(own) ? joinPath(own.replace(/^~/, '')) : joinPath(prefix, own)), at: attribute, body: method }];
}

/** `[Route("api/[controller]")]` of a class or method. */
function routeOf(declaration: SourceNode, module: Module, program: Program): string | undefined {
  const attribute = childrenOfType(declaration, 'attribute_list').flatMap((list) => childrenOfType(list, 'attribute')).find((one) => /^Route(?:Attribute)?$/.test(textOf(childOf(one, 'name') ?? one)));
  return attribute && argumentText(attribute, module, program);
}

const argumentText = (node: SourceNode, module: Module, program: Program): string | undefined => {
  const found = find(program, { node, module }, 0);
  return found && 'value' in found ? onlyText(program.values.texts(found.value, found.module)) : undefined;
};

/** `app.MapGet("/x", handler)`, below the prefix of its group. */
function mapped(node: SourceNode, name: string, module: Module, program: Program): Route[] {
  const verb = /^Map(Get|Post|Put|Patch|Delete|Methods)$/.exec(name)?.[1];
  const call = callAt(program, node);
  const path = verb === undefined ? undefined : argumentText(node, module, program);
  const handler = call?.arguments.at(-1)?.value;
  if (verb === undefined || path === undefined || !handler || call?.kind !== 'call' || call.arguments.length < 2) return [];
  const body = bodyOf(handler, module, program);
  return body ? [{ method: verb === 'Methods' ? 'ALL' : verb.toUpperCase(), path: joinPath(groupOf(call.receiver, module, program, 0), path), at: node, body }] : [];
}

const MAX_GROUPS = 5;

/** `MapGroup("/api")`, also kept in a variable. */
function groupOf(receiver: SourceNode | undefined, module: Module, program: Program, depth: number): string {
  const from = receiver && depth < MAX_GROUPS ? program.values.origin(receiver, module) : undefined;
  const call = from && callAt(program, from.node);
  if (!from || call?.kind !== 'call') return '';
  const own = call.name === 'MapGroup' ? (argumentText(from.node, from.module, program) ?? '') : '';
  return joinPath(groupOf(call.receiver, from.module, program, depth + 1), own);
}

/** A lambda, or the method that is named. */
function bodyOf(handler: SourceNode, module: Module, program: Program): SourceNode | undefined {
  const expression = program.dialect.read(handler);
  if (expression.kind === 'function') return handler;
  const name = expression.kind === 'name' || expression.kind === 'member' ? expression.name : undefined;
  return name === undefined ? undefined : (module.functions.get(name) ?? program.functions(name, module))[0]?.node;
}

export const joinPath = (...parts: readonly string[]): string => `/${parts.flatMap((part) => part.split('/')).filter((part) => part !== '').join('/')}`;

/** Simple names of what a class extends and implements, with type arguments. */
export const basesOf = (type: SourceNode): readonly string[] => (childOfType(type, 'base_list')?.children ?? []).map(textOf);

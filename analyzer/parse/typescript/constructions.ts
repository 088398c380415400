import { ts } from 'ts-morph';
import { comparePlaces, type Place } from '../../facts/place.js';
import type { ClientFact } from '../../facts/types.js';
import { isKept } from '../kept.js';
import type { Client } from './engine/facts.js';
import { handlerBodies } from './handlers.js';
import { invokedBodies } from './invocations.js';
import { messageBodies } from './messages.js';
import type { Program } from './program.js';
import { placeOf } from './source/module.js';
import { enclosingFunction, hasModifier, isFunctionNode } from './source/syntax.js';

/** From a handler to a construction it is at most so many calls. */
const MAX_DEPTH = 6;
const MAX_FUNCTIONS = 300;

/** Clients that are constructed again for each request or message are marked, with the calls that lead from its handler to the construction. */
export function withConstructions(program: Program, clients: readonly Client[]): readonly Client[] {
  const wanted = new Set(clients.flatMap(({ construction }) => construction ?? []));
  if (wanted.size === 0) return clients;
  const found = new Map<ts.Node, NonNullable<ClientFact['madeFor']>>();
  const search = (each: 'request' | 'message', bodies: readonly ts.Node[]): void => {
    for (const body of bodies)
      for (const [node, path] of constructionsFrom(program, body, wanted)) {
        const known = found.get(node);
        if (known === undefined || path.length < known.path.length || (path.length === known.path.length && comparePlaces(path[0]!, known.path[0]!) < 0)) found.set(node, { each, path });
      }
  };
  search('request', handlerBodies(program));
  search('message', [...messageBodies(program, clients), ...invokedBodies(program)]);
  return clients.map((client) => {
    const madeFor = client.construction && found.get(client.construction);
    return madeFor ? { ...client, fact: { ...client.fact, madeFor } } : client;
  });
}

interface Visit {
  readonly node: ts.Node;
  readonly path: readonly Place[];
}

function constructionsFrom(program: Program, body: ts.Node, wanted: ReadonlySet<ts.Node>): ReadonlyMap<ts.Node, readonly Place[]> {
  const found = new Map<ts.Node, readonly Place[]>();
  const visited = new Set<ts.Node>([body]);
  let level: readonly Visit[] = [{ node: body, path: [] }];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0 && visited.size < MAX_FUNCTIONS; depth++)
    level = level.flatMap(({ node, path }) =>
      callsIn(node).flatMap((call) => {
        const next = calledBy(program, call).filter((callee) => !visited.has(callee));
        if ((next.length === 0 && !wanted.has(call)) || isKeptAt(call)) return [];
        const here = [...path, placeOf(call)];
        if (wanted.has(call) && !found.has(call)) found.set(call, here);
        next.forEach((callee) => visited.add(callee));
        return next.map((callee) => ({ node: callee, path: here }));
      }),
    );
  return found;
}

type Calling = ts.CallExpression | ts.NewExpression;

function callsIn(body: ts.Node): readonly Calling[] {
  const found: Calling[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** The function that a call runs; of a construction what makes the object: its constructor and the fields that begin with a value. */
function calledBy(program: Program, { expression }: Calling): readonly ts.Node[] {
  const callee = program.context.value(expression, program.context.root);
  if (callee.kind === 'function') return [callee.node];
  if (callee.kind !== 'class') return [];
  return callee.node.members.filter((member) => ts.isConstructorDeclaration(member) || (ts.isPropertyDeclaration(member) && member.initializer !== undefined && !hasModifier(member, ts.SyntaxKind.StaticKeyword)));
}

/** Kept where it is made, or by what the functions around it are handed to: `once(() => new Pool())`. */
function isKeptAt(call: Calling): boolean {
  for (let node: ts.Node | undefined = call; node; node = enclosingFunction(node)) {
    const around = enclosingFunction(node);
    const text = node.getSourceFile().text;
    const inside = around ? text.slice(around.getStart(), around.end) : '';
    const start = startOf(node, around);
    if (isKept({ before: text.slice(start, node.getStart()), earlier: around ? text.slice(around.getStart(), start) : '', inside, constructs: around === undefined || ts.isConstructorDeclaration(around) ? 'this' : undefined })) return true;
    // What only runs when somebody calls it is judged there; a function that is handed over, by whom it is handed to.
    if (!around || !(ts.isArrowFunction(around) || ts.isFunctionExpression(around)) || !ts.isCallExpression(around.parent)) return false;
  }
  return false;
}

/** Where the statement, or the value of a field, begins that a node is part of; inside of its function. */
function startOf(node: ts.Node, around: ts.Node | undefined): number {
  for (let up: ts.Node | undefined = node; up && up !== around; up = up.parent) {
    if (ts.isStatement(up)) return up.getStart();
    if (ts.isPropertyDeclaration(up)) return (up.initializer ?? up).getStart();
    if (up.parent === around && around && isFunctionNode(around)) return up.getStart();
  }
  return node.getStart();
}

import { ts } from 'ts-morph';
import { compareText, type Place } from '../../../facts/place.js';
import type { HandlerFact } from '../../../facts/types.js';
import { signature } from '../evaluate/value.js';
import type { Program } from '../program.js';
import { moduleOf, placeOf } from '../source/module.js';
import { commandHandlers, type CommandHandlers } from './commands.js';
import type { Client } from './facts.js';

/** A handler's call chains are followed this deep, and this many functions wide. */
const MAX_DEPTH = 8;
const MAX_FUNCTIONS = 300;

type Reaches = HandlerFact['reaches'];

/** Health indicators of a framework check the package's own database client. */
const INDICATOR = /^\.(?:TypeOrm|Sequelize|Mongoose|MikroOrm|Prisma)HealthIndicator\(\)\.(?:pingCheck|isHealthy)\(\)$/;

/** Which clients code can reach through the functions of the tree, with the calls on the way. The shortest way counts. */
export function reachedFrom(program: Program, clients: readonly Client[]): (bodies: readonly ts.Node[]) => Reaches {
  const byOperation = new Map<ts.Node, Client[]>();
  for (const client of clients) for (const node of client.operations) byOperation.set(node, [...(byOperation.get(node) ?? []), client]);
  const commands = commandHandlers(program);
  return (bodies) => {
    const found = new Map<string, Omit<Reaches[number], 'client'>>();
    const visited = new Set<ts.Node>(bodies);
    const search: Search = { program, clients, byOperation, commands, found, visited };
    let level: Visit[] = bodies.map((node) => ({ node, path: [] }));
    for (let depth = 0; depth < MAX_DEPTH && level.length > 0 && visited.size < MAX_FUNCTIONS; depth++) {
      level = level.flatMap((visit) => step(search, visit));
    }
    return [...found].map(([client, way]) => ({ client, ...way })).sort((a, b) => compareText(a.client, b.client));
  };
}

/** A body to look into, with the calls that lead to it. */
interface Visit {
  readonly node: ts.Node;
  readonly path: readonly Place[];
  readonly together?: Place;
}

/** What a search shares between its steps. */
interface Search {
  readonly program: Program;
  readonly clients: readonly Client[];
  readonly byOperation: ReadonlyMap<ts.Node, readonly Client[]>;
  readonly commands: CommandHandlers;
  readonly found: Map<string, Omit<Reaches[number], 'client'>>;
  readonly visited: Set<ts.Node>;
}

/** Records the clients that one function calls itself; gives the functions that it calls. */
function step({ program, clients, byOperation, commands, found, visited }: Search, { node: body, path, together }: Visit): Visit[] {
  const next: Visit[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node) && !ts.isTaggedTemplateExpression(node)) return;
    const started = together ?? startedTogether(node, body);
    const here = { path: [...path, placeOf(node)], ...(started ? { together: started } : {}) };
    for (const { fact } of [...(byOperation.get(node) ?? []), ...indicated(program, node, clients)]) if (!found.has(fact.id)) found.set(fact.id, here);
    const handler = ts.isTaggedTemplateExpression(node) ? undefined : commands(node);
    if (handler && !visited.has(handler)) {
      visited.add(handler);
      next.push({ node: handler, ...here });
    }
    const callee = program.context.value(ts.isTaggedTemplateExpression(node) ? node.tag : node.expression, program.context.root);
    if (callee.kind !== 'function' || visited.has(callee.node)) return;
    visited.add(callee.node);
    next.push({ node: callee.node, ...here });
  };
  visit(body);
  return next;
}

/** The call that waits for several others, in the same function: `Promise.all([a(), b()])`. */
function startedTogether(node: ts.Node, body: ts.Node): Place | undefined {
  for (let up = node.parent; up && up !== body; up = up.parent) if (ts.isCallExpression(up) && /^Promise\.(?:all|allSettled|any|race)$/.test(up.expression.getText())) return placeOf(up);
  return undefined;
}

function indicated(program: Program, node: ts.Node, clients: readonly Client[]): readonly Client[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const value = program.context.value(node, program.context.root);
  if (value.kind !== 'reference' || value.package !== '@nestjs/terminus' || !INDICATOR.test(signature(value))) return [];
  const { manifests } = program.tree;
  return clients.filter((c) => c.fact.dependency === 'stores' && manifests.of(c.fact.at.file) === manifests.of(moduleOf(node)));
}

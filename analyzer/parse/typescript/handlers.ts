import { ts } from 'ts-morph';
import { idempotent } from '../source/idempotency.js';
import { comparePlaces, compareText } from '../../facts/place.js';
import type { HandlerFact } from '../../facts/types.js';
import type { Client } from './engine/facts.js';
import { reachedFrom } from './engine/reach.js';
import { decoratedRoute, joinRoute, VERBS } from './engine/routes.js';
import { plainText, type FunctionValue, type Reference } from './evaluate/value.js';
import type { Program } from './program.js';
import { placeOf } from './source/module.js';
import { hasModifier, isFunctionNode, nameText, walk, type FunctionNode } from './source/syntax.js';
import { urlBranches } from './url-branches.js';

/** A function that answers requests of a path. */
interface Handler {
  readonly method: string;
  readonly path: string;
  readonly at: ts.Node;
  /** Function, or the branch of one, that runs. */
  readonly bodies: readonly ts.Node[];
}

const ROUTERS = new Set(['express', 'fastify', 'koa-router', '@koa/router', 'restify', 'hono', 'polka', '@hapi/hapi', 'find-my-way', 'express-promise-router']);

/** Every request handler with the clients that it reaches. */
export function handlersOf(program: Program, clients: readonly Client[]): HandlerFact[] {
  const reach = reachedFrom(program, clients);
  const facts = program.modules.flatMap(({ source, path }) =>
    handlersIn(program, source).map((h): HandlerFact => ({ kind: 'handler', package: program.tree.manifests.of(path)?.root ?? '.', method: h.method, path: h.path, at: placeOf(h.at), ...idempotent(source.text), reaches: reach(h.bodies) })),
  );
  return facts.sort((a, b) => comparePlaces(a.at, b.at) || compareText(a.path, b.path) || compareText(a.method, b.method));
}

/** Functions that answer requests, middleware included. */
export const handlerBodies = (program: Program): readonly ts.Node[] => program.modules.flatMap(({ source }) => [...handlersIn(program, source).flatMap(({ bodies }) => bodies), ...middleware(program, source)]);

/** `app.use((request, response, next) => ..)`. */
function middleware(program: Program, source: ts.SourceFile): readonly ts.Node[] {
  const found: ts.Node[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'use') return;
    const callee = program.context.value(node.expression, program.context.root);
    if (callee.kind === 'reference' && ROUTERS.has(callee.package)) found.push(...functionsAmong(program, node.arguments).map((fn) => fn.node).filter(({ parameters }) => parameters.length >= 2));
  });
  return found;
}

function handlersIn(program: Program, source: ts.SourceFile): Handler[] {
  const found: Handler[] = [];
  walk(source, (node) => {
    if (ts.isCallExpression(node)) found.push(...registered(program, node));
    else if (ts.isMethodDeclaration(node)) {
      const route = decoratedRoute(node);
      if (route) found.push({ ...route, at: node.name, bodies: [node] });
    }
  });
  return [...found, ...fileRoutes(source)];
}

/** `router.get('/path', ...handlers)`, `fastify.route({..})`, `http.createServer((req, res) => ..)`. */
function registered(program: Program, node: ts.CallExpression): Handler[] {
  const callee = program.context.value(node.expression, program.context.root);
  if (callee.kind !== 'reference') return likelyRouter(node) ? routed(program, node, '') : [];
  const last = callee.steps.at(-1);
  const name = last && 'member' in last ? last.member : '';
  if ((callee.package === 'http' || callee.package === 'https') && name === 'createServer') return functionsAmong(program, node.arguments).flatMap((fn) => urlBranches(fn).map((b) => ({ ...b, bodies: [b.body] })));
  if (!ROUTERS.has(callee.package)) return [];
  return name === 'route' ? optionRoute(program, node) : VERBS.has(name) ? routed(program, node, mountOf(program, callee)) : [];
}

/** A router that was handed in as a parameter is known by its name and by what it is called with. */
function likelyRouter(node: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(node.expression) || !VERBS.has(node.expression.name.text) || node.arguments.length < 2) return false;
  const [path] = node.arguments;
  return /^(?:this\.)?(?:app|router|server|fastify|\w*Router|api)$/.test(node.expression.expression.getText()) && path !== undefined && ts.isStringLiteralLike(path) && path.text.startsWith('/');
}

function routed(program: Program, node: ts.CallExpression, mount: string): Handler[] {
  const [first, ...rest] = node.arguments;
  const path = first && plainText(program.context.value(first, program.context.root));
  if (path === undefined || rest.length === 0 || !ts.isPropertyAccessExpression(node.expression)) return [];
  const functions = functionsAmong(program, rest);
  return functions.length === 0 ? [] : [{ method: verb(node.expression.name.text), path: joinRoute(mount, path), at: node, bodies: functions.map((f) => f.node) }];
}

const verb = (name: string): string => (name === 'del' ? 'DELETE' : name.toUpperCase());

function optionRoute(program: Program, node: ts.CallExpression): Handler[] {
  const options = node.arguments[0];
  if (!options || !ts.isObjectLiteralExpression(options)) return [];
  const given = (name: string): ts.Expression | undefined => {
    const property = options.properties.find((p) => !ts.isSpreadAssignment(p) && nameText(p.name) === name);
    return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
  };
  const [url, method, handler] = [given('url') ?? given('path'), given('method'), given('handler')];
  const path = url && plainText(program.context.value(url, program.context.root));
  const inline = options.properties.filter((p): p is ts.MethodDeclaration => ts.isMethodDeclaration(p) && nameText(p.name) === 'handler');
  const functions = [...(handler ? functionsAmong(program, [handler]).map((f) => f.node) : []), ...inline];
  return path === undefined || functions.length === 0 ? [] : [{ method: (method && plainText(program.context.value(method, program.context.root))?.toUpperCase()) ?? 'ALL', path: joinRoute(path), at: node, bodies: functions }];
}

/** The path under which a router is mounted in its own file or where it is imported: `app.use('/api', router)`. */
function mountOf(program: Program, router: Reference): string {
  const made = router.steps.find((s) => 'call' in s);
  if (!made || !('call' in made)) return '';
  mounts.set(program, mounts.get(program) ?? readMounts(program));
  return mounts.get(program)!.get(made.call) ?? '';
}

const mounts = new WeakMap<Program, ReadonlyMap<ts.Node, string>>();

function readMounts(program: Program): ReadonlyMap<ts.Node, string> {
  const found = new Map<ts.Node, string>();
  for (const { source } of program.modules) {
    walk(source, (node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'use' || node.arguments.length < 2) return;
      const path = plainText(program.context.value(node.arguments[0]!, program.context.root));
      for (const argument of node.arguments.slice(1)) {
        const value = path === undefined ? undefined : program.context.value(argument, program.context.root);
        const made = value?.kind === 'reference' ? value.steps.find((s) => 'call' in s) : undefined;
        if (made && 'call' in made && path !== undefined) found.set(made.call, path);
      }
    });
  }
  return found;
}

function functionsAmong(program: Program, nodes: readonly ts.Expression[]): FunctionValue[] {
  return nodes.map((node) => program.context.value(node, program.context.root)).filter((v): v is FunctionValue => v.kind === 'function');
}

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** Next.js: exported methods of `app/x/route.ts`, the default export of `pages/api/x.ts`. */
function fileRoutes(source: ts.SourceFile): Handler[] {
  const route = /(?:^|\/)app\/(.*?)\/?route\.[jt]sx?$/.exec(source.fileName)?.[1];
  const page = /(?:^|\/)pages\/(api\/.*?)(?:\/index)?\.[jt]sx?$/.exec(source.fileName)?.[1];
  if (route === undefined && page === undefined) return [];
  const path = joinRoute(...(route ?? page ?? '').split('/').filter((segment) => !/^\(.*\)$/.test(segment)));
  return source.statements.flatMap((statement): Handler[] => {
    const exported = hasModifier(statement, ts.SyntaxKind.ExportKeyword) ? functionOf(statement) : undefined;
    if (!exported) return [];
    if (route !== undefined) return METHODS.has(exported.name) ? [{ method: exported.name, path, at: exported.node, bodies: [exported.node] }] : [];
    return hasModifier(statement, ts.SyntaxKind.DefaultKeyword) ? [{ method: 'ALL', path, at: exported.node, bodies: [exported.node] }] : [];
  });
}

function functionOf(statement: ts.Statement): { readonly name: string; readonly node: FunctionNode } | undefined {
  if (ts.isFunctionDeclaration(statement)) return { name: statement.name?.text ?? '', node: statement };
  const first = ts.isVariableStatement(statement) ? statement.declarationList.declarations[0] : undefined;
  return first?.initializer && isFunctionNode(first.initializer) && ts.isIdentifier(first.name) ? { name: first.name.text, node: first.initializer } : undefined;
}


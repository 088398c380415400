import { ts } from 'ts-morph';
import { decoratorArguments, decoratorName, decoratorsOf, enclosingClass, nameText, unwrap, type FunctionNode } from '../source/syntax.js';

/** Methods of routers and decorators of controllers that register a handler. */
export const VERBS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all']);
const DECORATORS: ReadonlySet<string> = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'All']);

/** The path under which a function is registered, as far as the registration itself says it. */
export function routePath(fn: FunctionNode): string | undefined {
  const decorated = decoratedRoute(fn);
  if (decorated) return decorated.path;
  const { parent } = fn;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression) || !VERBS.has(parent.expression.name.text)) return undefined;
  const [first] = parent.arguments;
  return first && first !== fn && ts.isStringLiteralLike(first) ? first.text : undefined;
}

/** Method and path of a controller's method: `@Get('x')` in `@Controller('y')`. */
export function decoratedRoute(node: ts.Node): { readonly method: string; readonly path: string } | undefined {
  if (!ts.isMethodDeclaration(node)) return undefined;
  const verb = decoratorsOf(node).find((d) => DECORATORS.has(decoratorName(d) ?? ''));
  const owner = enclosingClass(node);
  const controller = owner && decoratorsOf(owner).find((d) => decoratorName(d) === 'Controller');
  if (!verb || !controller) return undefined;
  return { method: decoratorName(verb)!.toUpperCase(), path: joinRoute(pathArgument(controller), pathArgument(verb)) };
}

function pathArgument(decorator: ts.Decorator): string {
  const [first] = decoratorArguments(decorator);
  const given = first && unwrap(first);
  if (!given) return '';
  if (ts.isStringLiteralLike(given)) return given.text;
  if (ts.isArrayLiteralExpression(given)) return given.elements.find(ts.isStringLiteralLike)?.text ?? '';
  const path = ts.isObjectLiteralExpression(given) ? given.properties.find((p) => !ts.isSpreadAssignment(p) && nameText(p.name) === 'path') : undefined;
  return path && ts.isPropertyAssignment(path) && ts.isStringLiteralLike(path.initializer) ? path.initializer.text : '';
}

/** `/a/b`, whatever slashes the parts have. */
export const joinRoute = (...parts: readonly string[]): string => `/${parts.map((part) => part.replace(/^\/+|\/+$/g, '')).filter((part) => part !== '').join('/')}`;

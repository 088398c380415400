import { childOfType, placeOf, textIn, textOf, type SourceNode } from '../../source/index.js';
import type { Place } from '../../../facts/place.js';
import { evaluate } from '../code/evaluate.js';
import type { Call } from '../code/expression.js';
import { annotationOf, type Annotation, type CodeFile, type Method, type TypeDeclaration } from '../code/model.js';
import type { Program } from '../code/program.js';
import type { Scope } from '../code/scope.js';

/** A path of the program, and the code that answers it. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly at: Place;
  readonly body: SourceNode;
}

/** What a file must say to be worth reading for routes. */
export const ROUTE_MARKS = /@(?:Rest)?Controller\b|@(?:[\w.]+\.)?Path\s*\(|\bRouterFunction|\bio\.javalin\b|\bspark\.Spark\b|\bio\.ktor\.(?:server|routing)\b/;

/** Routes of Spring MVC, JAX-RS and Micronaut (annotations), and of WebFlux, Javalin, Spark and Ktor (calls). */
export function routesIn(file: CodeFile, program: Program): Route[] {
  const scope = { program, file };
  return [...file.types.flatMap((type) => annotated(type, scope)), ...(CALLED.test(file.text) ? program.calls(file).flatMap((call) => called(call, scope)) : [])];
}

function annotated(type: TypeDeclaration, scope: Scope): Route[] {
  const controller = annotationOf(type.annotations, 'RestController', 'Controller', 'Path');
  if (!controller || type.isInterface) return [];
  const prefixes = controller.name === 'RestController' || annotationOf(type.annotations, 'RequestMapping') ? pathsOf(annotationOf(type.annotations, 'RequestMapping'), scope) : pathsOf(controller, scope);
  return type.methods.flatMap((method) => {
    const { annotations, file } = mappedAs(method, scope);
    const verb = verbOf(annotations);
    if (!method.body || verb === undefined) return [];
    const { name, at, paths } = verb;
    const own = paths ? pathsOf(paths, { ...scope, file }) : [''];
    return prefixes.flatMap((prefix) => own.map((path): Route => ({ method: name, path: joinPath(prefix, path), at, body: method.node })));
  });
}

/** A method's own annotations, else those of the interface that it implements: generated APIs have them there. */
function mappedAs(method: Method, { program }: Scope): { readonly annotations: readonly Annotation[]; readonly file: CodeFile } {
  const own = { annotations: method.annotations, file: method.type.file };
  if (verbOf(method.annotations)) return own;
  for (const supertype of method.type.supertypes) {
    const above = program.type(supertype, method.type.file);
    const same = above?.methods.find(({ name, parameters, annotations }) => name === method.name && parameters.length === method.parameters.length && verbOf(annotations));
    if (above && same) return { annotations: same.annotations, file: above.file };
  }
  return own;
}

const VERB = /^(Get|Post|Put|Delete|Patch|Head|Options)(Mapping)?$/;

/** JAX-RS has the verb and the path in two annotations, the others in one. */
function verbOf(annotations: readonly Annotation[]): { readonly name: string; readonly at: Place; readonly paths: Annotation | undefined } | undefined {
  for (const annotation of annotations) {
    const { name, at, values } = annotation;
    const verb = VERB.exec(name)?.[1];
    if (verb) return { name: verb.toUpperCase(), at, paths: annotation };
    if (name === 'RequestMapping') return { name: /\b(GET|POST|PUT|DELETE|PATCH)\b/.exec(values.has('method') ? textOf(values.get('method')!) : '')?.[1] ?? 'ALL', at, paths: annotation };
    if (/^(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)$/.test(name)) return { name, at, paths: annotationOf(annotations, 'Path') };
  }
  return undefined;
}

/** An annotation may name several paths, or none, which is the path around it. */
function pathsOf(annotation: Annotation | undefined, scope: Scope): string[] {
  const written = annotation?.values.get('value') ?? annotation?.values.get('path') ?? annotation?.values.get('uri');
  if (!written) return [''];
  const items = /initializer|collection_literal/.test(written.type) ? written.children : [written];
  return items.flatMap((item) => textIn(evaluate(item, scope)) ?? []);
}

const CALLED = /\bRouterFunction|\bio\.javalin\b|\bspark\.Spark\b|\bio\.ktor\.(?:server|routing)\b/;

/** `.GET("/x", handler::list)`, `app.get("/x", ctx -> ..)`, `get("/x") { .. }`. */
function called(call: Call, scope: Scope): Route[] {
  if (!/^(?:GET|POST|PUT|DELETE|PATCH|get|post|put|delete|patch)$/.test(call.name)) return [];
  const path = call.arguments[0] && textIn(evaluate(call.arguments[0], scope));
  const body = call.arguments[1] ?? trailingLambda(call.node);
  if (!path?.startsWith('/') || !body) return [];
  return [{ method: call.name.toUpperCase(), path, at: placeOf(call.node), body }];
}

/** Kotlin hands the block to what the call gives: `get("/x") { .. }`. */
const trailingLambda = ({ parent }: SourceNode): SourceNode | undefined => (parent?.type === 'call_expression' ? childOfType(parent.children.at(-1), 'annotated_lambda') : undefined);

export const joinPath = (...parts: readonly string[]): string => `/${parts.flatMap((part) => part.split('/')).filter((part) => part !== '').join('/')}`;

/** `@ApplicationPath("/api")` of a module's JAX-RS application. */
export function applicationPath(files: readonly CodeFile[], program: Program): string {
  for (const file of files)
    for (const { annotations } of file.types) {
      const found = annotationOf(annotations, 'ApplicationPath');
      if (found) return pathsOf(found, { program, file })[0] ?? '';
    }
  return '';
}

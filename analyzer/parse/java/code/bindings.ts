import { annotationOf, type Annotation, type Method, type TypeDeclaration } from './model.js';
import type { Program } from './program.js';

/** What says that the configuration fills the type's fields: an annotation of its own, or one of the bean method that makes it. */
export function bindingOf(type: TypeDeclaration, program: Program): Annotation | undefined {
  const own = annotationOf(type.annotations, 'ConfigurationProperties', 'ConfigMapping');
  if (own || !HOLDS_SETTINGS.test(type.name)) return own;
  const method = beansOf(type.file.module, program).find(({ returns }) => returns === type.name);
  return method && annotationOf(method.annotations, 'ConfigurationProperties');
}

const HOLDS_SETTINGS = /(?:Properties|Props|Settings|Config|Configuration)$/;

/** `@Bean @ConfigurationProperties("shop") ShopSettings settings()`, by module: asked for every field, looked for once. */
function beansOf(module: string, program: Program): readonly Method[] {
  const known = beans.get(program) ?? new Map<string, readonly Method[]>();
  beans.set(program, known);
  const found = known.get(module) ?? program.matching(/@ConfigurationProperties/, new Set([module])).flatMap(({ types }) => types.flatMap(({ methods }) => methods.filter(({ annotations }) => annotationOf(annotations, 'Bean'))));
  known.set(module, found);
  return found;
}

const beans = new WeakMap<Program, Map<string, readonly Method[]>>();

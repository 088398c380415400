import type { Template } from '../../../facts/template.js';
import { childOf, placeholders, textIn, textOf, walk, type SourceNode } from '../../source/index.js';
import { evaluate } from './evaluate.js';
import { isName } from './expression.js';
import { bindingOf } from './bindings.js';
import { annotationOf, type Method, type TypeDeclaration, type Variable } from './model.js';
import type { Program } from './program.js';
import type { Scope } from './scope.js';

/** A field of a type or of what it extends. */
export function fieldOf(name: string, type: TypeDeclaration, program: Program, depth = 0): { readonly variable: Variable; readonly type: TypeDeclaration } | undefined {
  const variable = type.fields.get(name);
  if (variable) return { variable, type };
  if (depth > 4) return undefined;
  for (const supertype of type.supertypes) {
    const above = program.type(supertype, type.file);
    const found = above && above !== type && fieldOf(name, above, program, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** A field's value: injected by `@Value`, bound by a properties class, initialised, or assigned in a constructor. */
export function fieldText(field: Variable, type: TypeDeclaration, scope: Scope): Template | undefined {
  const inside = { ...scope, file: type.file };
  const injected = injectedText(field, inside);
  if (injected) return injected;
  const bound = boundProperty(field, type, inside);
  if (bound) return bound;
  if (field.value) return evaluate(field.value, withoutGiven(inside));
  for (const method of type.methods) {
    const value = method.isConstructor || annotationOf(method.annotations, 'PostConstruct', 'Autowired', 'Value') ? assignment(method, field.name) : undefined;
    if (!value) continue;
    const parameter = isName(value) ? method.parameters.find((p) => p.name === textOf(value)) : undefined;
    const text = parameter ? injectedText(parameter, inside) : evaluate(value, withoutGiven(inside));
    if (text) return text;
  }
  return undefined;
}

const withoutGiven = ({ given: _, ...scope }: Scope): Scope => scope;

/** `@Value("${x.url:default}")`, MicroProfile's `@ConfigProperty(name = "x.url")`. */
export function injectedText(variable: Variable, scope: Scope): Template | undefined {
  const value = annotationOf(variable.annotations, 'Value')?.values.get('value');
  if (value) return placeholders(rawText(value, scope));
  const property = annotationOf(variable.annotations, 'ConfigProperty', 'Property');
  const name = property && (property.values.get('name') ?? property.values.get('value'));
  if (!name) return undefined;
  const fallback = property.values.get('defaultValue');
  return [{ property: rawText(name, scope), ...(fallback ? { fallback: evaluate(fallback, scope) } : {}) }];
}

/** An annotation's text as written: in Kotlin `"\${x}"` is escaped, and `"${x}"` is too, as it must be constant. */
export function rawText(node: SourceNode, scope: Scope): string {
  if (node.type === 'string_literal') return textOf(node).slice(1, -1).replace(/\\(.)/g, '$1');
  return textIn(evaluate(node, scope)) ?? '';
}

/** A field of a `@ConfigurationProperties(prefix = "shop")` class, or of one that such a bean method makes. */
function boundProperty(field: Variable, type: TypeDeclaration, scope: Scope): Template | undefined {
  const bound = bindingOf(type, scope.program);
  const prefix = bound && (bound.values.get('prefix') ?? bound.values.get('value'));
  if (!prefix) return undefined;
  return [{ property: `${rawText(prefix, scope)}.${field.name}`, ...(field.value ? { fallback: evaluate(field.value, withoutGiven(scope)) } : {}) }];
}

function assignment(method: Method, field: string): SourceNode | undefined {
  if (!method.body) return undefined;
  for (const node of walk(method.body)) {
    if (node.type !== 'assignment_expression') continue;
    const left = childOf(node, 'left');
    if (left && (textOf(left) === field || textOf(left) === `this.${field}`)) return childOf(node, 'right');
  }
  return undefined;
}

import { ts } from 'ts-morph';
import type { RequiredVariableFact } from '../../facts/types.js';
import type { Program } from './program.js';
import { isName } from './required-variables.js';
import { isStarted } from './started.js';
import { placeOf } from './source/module.js';
import { nameText, unwrap, walk } from './source/syntax.js';

type Found = Pick<RequiredVariableFact, 'name' | 'reader' | 'at'>;

/** After these a field may be missing: defaults, what is optional, and coercions that make something of nothing. */
const OPTIONAL = /\.(?:optional|default|nullish|catch|prefault|allow|when|empty)\(|\bpreprocess\(|\bcoerce\.(?:string|boolean)\(|\bdefault:|\bdevDefault:|\btransform\(|\bunion\(|\bor\(/;

/** Required fields of the schemas that the whole environment of the process is held against. */
export function schemaFields(program: Program, source: ts.SourceFile): Found[] {
  const found: Found[] = [];
  walk(source, (node) => {
    if (ts.isCallExpression(node)) found.push(...appliedBy(program, node).filter(() => isStarted(program, node)));
    else if (ts.isPropertyAssignment(node) && nameText(node.name) === 'validationSchema') found.push(...fieldsOf(program, node.initializer, 'joi', (text) => /\.required\(\)/.test(text)));
  });
  return found;
}

function appliedBy(program: Program, node: ts.CallExpression): Found[] {
  const [first, second] = node.arguments;
  const { expression } = node;
  const isEnvironment = first?.getText() === 'process.env';
  const callee = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
  if (callee === 'cleanEnv' && isEnvironment && second) return fieldsOf(program, second, 'envalid', () => true);
  if (callee === 'createEnv' && first) return fieldsOf(program, first, 'createEnv', () => true, 'server');
  if (!isEnvironment || !ts.isPropertyAccessExpression(expression)) return [];
  if (callee === 'parse') return fieldsOf(program, expression.expression, 'zod', () => true);
  const text = node.getSourceFile().text;
  const ends = /\bthrow\b|\bprocess\.exit\(/.test(text);
  if (callee === 'safeParse' && ends) return fieldsOf(program, expression.expression, 'zod', () => true);
  return callee === 'validate' && ends ? fieldsOf(program, expression.expression, 'joi', (field) => /\.required\(\)/.test(field)) : [];
}

/** The fields of the object that a schema is made of, in `z.object({..})`, a constant that holds it, or `{ server: {..} }`. */
function fieldsOf(program: Program, schema: ts.Expression, reader: string, isRequired: (text: string) => boolean, section?: string): Found[] {
  const object = objectOf(program, schema, 0);
  const inner = section === undefined ? undefined : assignments(object).find(({ name }) => nameText(name) === section);
  return assignments(section === undefined ? object : inner && objectOf(program, inner.initializer, 0)).flatMap((field): Found[] => {
    const name = nameText(field.name);
    const text = textOf(field.initializer);
    return name === undefined || !isName(name) || text === undefined || OPTIONAL.test(text) || !isRequired(text) ? [] : [{ name, reader, at: placeOf(field.name) }];
  });
}

const assignments = (object: ts.ObjectLiteralExpression | undefined): ts.PropertyAssignment[] => object?.properties.filter(ts.isPropertyAssignment) ?? [];

/** Of a schema that is written here; one by a name of its own may be anything. */
const textOf = (node: ts.Expression): string | undefined => (ts.isCallExpression(unwrap(node)) ? node.getText() : undefined);

/** `z.object({..}).strict()`, `Joi.object().keys({..})`: the first object that is handed to something in the chain. */
function objectOf(program: Program, node: ts.Expression, depth: number): ts.ObjectLiteralExpression | undefined {
  const inner = unwrap(node);
  if (ts.isObjectLiteralExpression(inner)) return inner;
  if (depth > 10) return undefined;
  if (ts.isCallExpression(inner)) {
    const { expression } = inner;
    // What is changed afterwards is not what is written.
    if (ts.isPropertyAccessExpression(expression) && /^(?:partial|extend|merge|pick|omit|and|fork|concat|transform)$/.test(expression.name.text)) return undefined;
    const given = inner.arguments.map(unwrap).find(ts.isObjectLiteralExpression);
    return given ?? (ts.isPropertyAccessExpression(expression) ? objectOf(program, expression.expression, depth + 1) : undefined);
  }
  const value = program.context.value(inner, program.context.root);
  if (value.kind === 'object') return value.node;
  const made = value.kind === 'reference' ? value.steps.findLast((step) => 'call' in step) : undefined;
  return made && 'call' in made && ts.isCallExpression(made.call) && made.call !== inner ? objectOf(program, made.call, depth + 1) : undefined;
}

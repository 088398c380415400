import { ts } from 'ts-morph';
import type { Template } from '../../../facts/template.js';
import { nameText, unwrap } from '../source/syntax.js';
import type { Context } from './context.js';
import { memberValue } from './members.js';
import { fallback } from './operators.js';
import { NOTHING, plainText, signature, type Call, type Reference, type Value } from './value.js';

/**
 * Packages that stand between the code and the environment. Two forms: a reader that is asked for one name, and a schema that
 * is applied to the whole environment and gives an object with the same names.
 */
export function readEnvironment(context: Context, reference: Reference, at: ts.Node): Value | undefined {
  const path = signature(reference);
  if (reference.package === 'env-var' && /\.as\w+\(\)$/.test(path)) return builder(context, reference);
  if (reference.package === '@nestjs/config' && /^\.ConfigService\(\)\.(?:get|getOrThrow)\(\)$/.test(path)) return configService(context, reference, at);
  if (reference.package === 'config' && /^\.get\(\)$/.test(path)) return keyed(context, lastCall(reference), (name) => [{ property: name }]);
  return undefined;
}

/** `env.get('X').default('y').asString()`. */
function builder(context: Context, reference: Reference): Value | undefined {
  const given = (name: string): Value => {
    const index = reference.steps.findIndex((step) => 'member' in step && step.member === name);
    const call = reference.steps[index + 1];
    const argument = index >= 0 && call && 'call' in call ? call.arguments[0] : undefined;
    return argument && call && 'call' in call ? context.value(argument, call.frame) : NOTHING;
  };
  const name = plainText(given('get'));
  return name === undefined ? undefined : fallback({ kind: 'text', template: [{ env: name }] }, given('default'));
}

function configService(context: Context, reference: Reference, at: ts.Node): Value | undefined {
  const call = lastCall(reference);
  const key = call?.arguments[0] && plainText(context.value(call.arguments[0], call.frame));
  const configured = key === undefined ? undefined : context.configured(key, at.getSourceFile().fileName);
  return configured ?? keyed(context, call, (name) => (/^[A-Z][A-Z0-9_]*$/.test(name) ? [{ env: name }] : [{ property: name }]));
}

/** A reader's call: its first argument names the variable, its second is the fallback. */
function keyed(context: Context, call: Call | undefined, part: (name: string) => Template): Value | undefined {
  const [key, other] = call?.arguments ?? [];
  const name = key && call && plainText(context.value(key, call.frame));
  if (name === undefined || !call) return undefined;
  const value: Value = { kind: 'text', template: part(name) };
  return other && !ts.isObjectLiteralExpression(other) ? fallback(value, context.value(other, call.frame)) : value;
}

function lastCall(reference: Reference): Call | undefined {
  const last = reference.steps.at(-1);
  return last && 'call' in last ? last : undefined;
}

/** What validators call their result, beside the result itself. */
const RESULTS = new Set(['value', 'data', 'env', 'parsed', 'success', 'output']);

/** `schema.validate(process.env).value.PORT` is the variable PORT with the schema's default. */
export function schemaMember(context: Context, reference: Reference, name: string, at: ts.Node): Value | undefined {
  const calls = reference.steps.filter((step): step is Call => 'call' in step);
  const last = reference.steps.at(-1);
  const isDotenv = reference.package === 'dotenv' && signature(reference) === '.config().parsed';
  if (isDotenv) return { kind: 'text', template: [{ env: name }] };
  const applied = calls.at(-1);
  if (!applied || !last || !('call' in last || RESULTS.has(last.member)) || RESULTS.has(name) || name === 'error') return undefined;
  const variable = fromArguments(context, applied, name, at);
  if (!variable) return undefined;
  const declared = calls.map((call) => schemaDefault(context, call, name)).find((value) => value !== undefined);
  return declared ? fallback(variable, declared) : variable;
}

/** The call gets the environment as a whole, or an object that maps the name to a variable. */
function fromArguments(context: Context, call: Call, name: string, at: ts.Node): Value | undefined {
  for (const argument of call.arguments) {
    const value = context.value(argument, call.frame);
    if (value.kind === 'environment') return memberValue(context, value, name, at);
    if (value.kind !== 'object') continue;
    for (const source of [value, ...['runtimeEnv', 'runtimeEnvStrict', 'data'].map((key) => memberValue(context, value, key, at))]) {
      const found = source.kind === 'environment' || source.kind === 'object' ? memberValue(context, source, name, at) : NOTHING;
      if (found.kind === 'text' && found.template.some((part) => 'env' in part)) return found;
    }
  }
  return undefined;
}

const SECTIONS = ['server', 'client', 'shared', 'schema', 'properties'];

/** The default that a schema object declares for a name: `.default(x)`, `port({default: x})`, `{default: x}`. */
function schemaDefault(context: Context, call: Call, name: string): Value | undefined {
  for (const argument of call.arguments) {
    const value = context.value(argument, call.frame);
    const entry = value.kind === 'object' ? entryOf(context, value, name, 0) : undefined;
    const found = entry && defaultOf(context, entry, call);
    if (found) return found;
  }
  return undefined;
}

function entryOf(context: Context, value: Extract<Value, { kind: 'object' }>, name: string, depth: number): ts.Expression | undefined {
  for (const property of value.node.properties) {
    if (!ts.isPropertyAssignment(property)) continue;
    const key = nameText(property.name);
    if (key === name) return property.initializer;
    const inner = depth < 3 && key !== undefined && SECTIONS.includes(key) ? context.value(property.initializer, value.frame) : undefined;
    const found = inner?.kind === 'object' ? entryOf(context, inner, name, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function defaultOf(context: Context, entry: ts.Expression, call: Call): Value | undefined {
  let node = unwrap(entry);
  if (ts.isObjectLiteralExpression(node)) return optionDefault(context, node, call);
  for (let steps = 0; steps < 30 && ts.isCallExpression(node); steps++) {
    const [first] = node.arguments;
    if (ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'default' && first) return context.value(first, call.frame);
    if (first && ts.isObjectLiteralExpression(first)) {
      const found = optionDefault(context, first, call);
      if (found) return found;
    }
    if (!ts.isPropertyAccessExpression(node.expression)) return undefined;
    node = unwrap(node.expression.expression);
  }
  return undefined;
}

function optionDefault(context: Context, node: ts.ObjectLiteralExpression, call: Call): Value | undefined {
  const property = node.properties.find((p): p is ts.PropertyAssignment => ts.isPropertyAssignment(p) && nameText(p.name) === 'default');
  return property && context.value(property.initializer, call.frame);
}

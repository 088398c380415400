import { ts } from 'ts-morph';
import { push } from '../../../facts/groups.js';
import { applyFunction, factoryResult } from '../evaluate/calls.js';
import type { Context } from '../evaluate/context.js';
import { tokenOf } from '../evaluate/injection.js';
import { memberValue } from '../evaluate/members.js';
import { NOTHING, isKnown, plainText, signature, type Value } from '../evaluate/value.js';
import type { Manifests } from '../manifest.js';
import type { Module } from './module.js';
import { lookup, type Declaration } from './scope.js';
import { nameText, walk } from './syntax.js';

/** Dependency injection as the code declares it: providers by token, implementations of interfaces, loaded configuration. */
export function createContainer(manifests: Manifests, modules: readonly Module[], context: () => Context): Pick<Context, 'implementation' | 'provided' | 'configured'> {
  let table: Table | undefined;
  const declared = (): Table => (table ??= readTable(modules));
  return {
    implementation: (node) => only(declared().implementations.get(node) ?? []),
    provided(token, from) {
      const all = (declared().byToken ??= tokens(context(), declared())).get(token) ?? [];
      const near = all.filter((p) => manifests.of(p.node.getSourceFile().fileName) === manifests.of(from));
      const provider = near[0] ?? only(all);
      return provider && provider.value(context());
    },
    configured: (key) => configuredValue(context(), declared().configurations, key),
  };
}

interface Provider {
  readonly node: ts.ObjectLiteralExpression;
  value(context: Context): Value | undefined;
}

interface Table {
  readonly implementations: Map<Declaration, ts.ClassLikeDeclaration[]>;
  readonly objects: ts.ObjectLiteralExpression[];
  readonly clients: ts.ObjectLiteralExpression[];
  readonly configurations: ts.CallExpression[];
  byToken?: Map<string, Provider[]>;
}

function readTable(modules: readonly Module[]): Table {
  const table: Table = { implementations: new Map(), objects: [], clients: [], configurations: [] };
  for (const { source } of modules) {
    walk(source, (node) => {
      if (ts.isClassLike(node)) addImplementations(node, table);
      else if (ts.isObjectLiteralExpression(node)) {
        if (has(node, 'provide')) table.objects.push(node);
        else if (has(node, 'name') && (has(node, 'transport') || has(node, 'useFactory'))) table.clients.push(node);
      } else if (ts.isCallExpression(node) && /(?:^|\.)(?:registerAs|forRoot)$/.test(node.expression.getText())) table.configurations.push(node);
    });
  }
  return table;
}

const has = (node: ts.ObjectLiteralExpression, name: string): boolean => node.properties.some((p) => !ts.isSpreadAssignment(p) && nameText(p.name) === name);

function addImplementations(node: ts.ClassLikeDeclaration, table: Table): void {
  for (const clause of node.heritageClauses ?? []) {
    for (const type of clause.types) {
      // Interfaces are declared beside the class as a rule; an imported one is found through its declaration's name only.
      const declaration = ts.isIdentifier(type.expression) ? lookup(type.expression.text, type.expression) : undefined;
      if (!declaration) continue;
      push(table.implementations, declaration, node);
    }
  }
}

function tokens(context: Context, table: Table): Map<string, Provider[]> {
  const found = new Map<string, Provider[]>();
  const add = (token: string | undefined, provider: Provider): void => {
    if (token !== undefined) found.set(token, [...(found.get(token) ?? []), provider]);
  };
  for (const node of table.objects) add(tokenIn(context, node, 'provide'), { node, value: (c) => providedBy(c, node) });
  for (const node of table.clients) add(tokenIn(context, node, 'name'), { node, value: (c) => clientProxy(c, node) });
  return found;
}

function tokenIn(context: Context, node: ts.ObjectLiteralExpression, name: string): string | undefined {
  const property = node.properties.find((p): p is ts.PropertyAssignment => ts.isPropertyAssignment(p) && nameText(p.name) === name);
  return property && tokenOf(context, property.initializer, context.root);
}

function providedBy(context: Context, node: ts.ObjectLiteralExpression): Value | undefined {
  const object: Value = { kind: 'object', node, frame: context.root };
  const given = (name: string): Value => memberValue(context, object, name, node);
  const factory = given('useFactory');
  if (factory.kind === 'function') return factoryResult(context, factory, node);
  const made = given('useClass');
  if (made.kind === 'class') return { kind: 'instance', class: made.node, frame: context.root };
  const value = given('useValue');
  if (isKnown(value)) return value;
  const existing = given('useExisting');
  return existing.kind === 'class' ? { kind: 'instance', class: existing.node, frame: context.root } : undefined;
}

/** `ClientsModule.register([{name, transport, options}])` provides what `ClientProxyFactory.create(..)` would make. */
const clientProxy = (context: Context, node: ts.ObjectLiteralExpression): Value => ({
  kind: 'reference',
  package: '@nestjs/microservices',
  steps: [{ member: 'ClientProxyFactory' }, { member: 'create' }, { call: node, arguments: [node], frame: context.root }],
});

/** `database.host` of `registerAs('database', () => ({host}))` or of a function that `ConfigModule.forRoot` loads. */
function configuredValue(context: Context, calls: readonly ts.CallExpression[], key: string): Value | undefined {
  for (const call of calls) {
    const callee = context.value(call.expression, context.root);
    if (callee.kind !== 'reference' || callee.package !== '@nestjs/config') continue;
    const value = signature(callee) === '.registerAs' ? namespaced(context, call, key) : loaded(context, call, key);
    if (value && isKnown(value)) return value;
  }
  return undefined;
}

function namespaced(context: Context, call: ts.CallExpression, key: string): Value | undefined {
  const [name, factory] = call.arguments;
  const prefix = name && plainText(context.value(name, context.root));
  return factory && prefix !== undefined && key.startsWith(`${prefix}.`) ? descend(context, factory, key.slice(prefix.length + 1)) : undefined;
}

function loaded(context: Context, call: ts.CallExpression, key: string): Value | undefined {
  const options = call.arguments[0] && context.value(call.arguments[0], context.root);
  const load = options ? memberValue(context, options, 'load', call) : NOTHING;
  if (load.kind !== 'list') return undefined;
  return load.elements.map((element) => descend(context, element, key)).find((v) => v !== undefined && isKnown(v));
}

function descend(context: Context, factory: ts.Expression, path: string): Value | undefined {
  const fn = context.value(factory, context.root);
  if (fn.kind !== 'function') return undefined;
  return path.split('.').reduce((value, name) => memberValue(context, value, name, factory), applyFunction(context, fn, [], context.root, factory));
}

const only = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);

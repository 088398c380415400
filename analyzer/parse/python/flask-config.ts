import type { SourceNode } from '../source/index.js';
import { choose, namedArgument, optionsOf, plainText, type Call, type Flow, type Value } from '../source/flow/index.js';

/** The configuration of an application, however it is reached. */
const HOLDERS: ReadonlySet<string> = new Set(['flask.Flask.config', 'flask.current_app.config', 'quart.Quart.config', 'quart.current_app.config']);

interface Found {
  readonly value: Value;
  readonly at: SourceNode;
}

/** `app.config["CART_URL"]`: what the application nearest to the use is configured with, key by key, from a class or a mapping. */
export function flaskOption(flow: Flow, holder: string, key: string, use: SourceNode): Value | undefined {
  if (!HOLDERS.has(holder)) return undefined;
  const assigned = (flow.fields.assigned.get(key) ?? []).filter(({ of }) => isConfig(flow.value(of, undefined))).map((a): Found => ({ value: flow.value(a.value, undefined), at: a.value.node }));
  const loaded = flow.model.calls.flatMap((call) => loadedBy(flow, call, key));
  const known = [...assigned, ...loaded].filter(({ value }) => value.is !== 'unknown');
  const near = Math.max(...known.map(({ at }) => shared(at, use)));
  const values = known.filter(({ at }) => shared(at, use) === near).map(({ value }) => value);
  return values.length === 0 ? undefined : choose(values);
}

const isConfig = (value: Value): boolean => optionsOf(value).some((v) => (v.is === 'made' && HOLDERS.has(v.type)) || (v.is === 'reference' && HOLDERS.has(v.path)));

/** `config.from_object(Config)`, `config.from_object("config.Config")`, `config.update(KEY=...)`, `config.from_mapping(...)`. */
function loadedBy(flow: Flow, call: Call, key: string): Found[] {
  const { callee } = call;
  if (callee.is !== 'member' || !/^(?:from_object|from_mapping|update)$/.test(callee.name) || !isConfig(flow.value(callee.of, undefined))) return [];
  const named = namedArgument(flow, call, key, undefined);
  if (named) return [{ value: flow.value(named.expression, named.frame), at: call.node }];
  const given = call.args.find((argument) => argument.name === undefined)?.value;
  if (!given) return [];
  const path = plainText(flow, flow.value(given, undefined));
  const types = path === undefined ? [] : flow.model.classes.filter(({ name }) => name === path.split('.').at(-1));
  const values = path === undefined ? [flow.value({ is: 'member', node: call.node, of: given, name: key }, undefined)] : types.flatMap(({ fields }) => fields.get(key)?.value ?? []).map((field) => flow.value(field, undefined));
  return values.map((value) => ({ value, at: call.node }));
}

/** How many folders two places have in common: each application of a tree has a configuration of its own. */
function shared(a: SourceNode, b: SourceNode): number {
  const [left, right] = [a.source.file.split('/').slice(0, -1), b.source.file.split('/').slice(0, -1)];
  const end = left.findIndex((folder, index) => folder !== right[index]);
  return end < 0 ? left.length : end;
}

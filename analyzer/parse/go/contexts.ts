import { ancestorOfType, textOf, type SourceNode } from '../source/index.js';
import { carriersOf, visibleBindings, type Call, type Flow, type Scope, type Use } from '../source/flow/index.js';
import { deadlineOf } from './builtins.js';

const FRESH = /^context\.(?:Background|TODO)\(\)$/;
const REQUEST = /^\*?(?:context\.Context|http\.Request|gin\.Context|echo\.Context|fiber\.Ctx)$/;
/** Requests of net/http that have the background as their context. */
const WITHOUT = new Set(['NewRequest', 'Get', 'Head', 'Post', 'PostForm']);

/** Where a call of another service gets a context of its own although the function was given the one of the request. */
export function detachedAt(flow: Flow, use: Use): SourceNode | undefined {
  if (use.library.dependency !== 'calls' || use.call.makes !== undefined || use.expression.is !== 'call' || deadlineOf(flow, use) !== undefined) return undefined;
  const calls = [use, ...carriersOf(flow, use)].map(({ expression }) => expression).filter((expression): expression is Call => expression.is === 'call');
  if (calls.some((call) => /^(?:WithContext|Clone)$/.test(nameOf(call)))) return undefined;
  const fresh = calls.map((call) => ({ call, at: freshIn(call, use.library.id) })).find(({ at }) => at !== undefined);
  return fresh?.at && hasRequest(fresh.call.scope) && !ancestorOfType(fresh.call.node, 'go_statement', 'defer_statement') ? fresh.at : undefined;
}

const nameOf = ({ callee }: Call): string => (callee.is === 'member' || callee.is === 'name' ? callee.name : '');

function freshIn(call: Call, library: string): SourceNode | undefined {
  const given = call.args.slice(0, 2).find(({ value }) => FRESH.test(textOf(value.node)) || (value.is === 'name' && isFresh(value.name, value.scope, value.node)));
  if (given) return given.value.node;
  return library === 'go-net-http' && WITHOUT.has(nameOf(call)) ? call.node : undefined;
}

/** A variable that holds nothing else. */
function isFresh(name: string, scope: Scope, use: SourceNode): boolean {
  const bindings = visibleBindings(scope, name, use)?.bindings ?? [];
  return bindings.length > 0 && bindings.every(({ kind, value }) => kind === 'assigned' && 'node' in value && FRESH.test(textOf(value.node)));
}

/** The function, or one around it, was handed the context of what it works for. */
function hasRequest(from: Scope): boolean {
  for (let scope: Scope | undefined = from; scope; scope = scope.parent)
    if (scope.fn?.params.some(({ name, type }) => name !== '_' && type !== undefined && REQUEST.test(textOf(type.node)))) return true;
  return false;
}

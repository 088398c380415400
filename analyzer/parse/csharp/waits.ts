import { ancestorOfType, placeOf, textOf, type SourceNode } from '../source/index.js';
import { abandonedAfter } from '../source/abandoned.js';
import { callAt, chainAfter, isInside, type Program, type Site } from '../source/program/index.js';
import type { ClientSetting } from '../../facts/types.js';

/** Waits that end without what they wait for: `call.WaitAsync(limit)`, `Task.WhenAny(call, Task.Delay(limit))`. */
export function abandoned(program: Program, site: Site): ClientSetting[] {
  const call = callAt(program, site.node);
  // A token that the call is handed may be cancelled with the wait.
  if (!call || call.arguments.some(({ value }) => /token|cts|cancel/i.test(textOf(value)))) return [];
  const limit = waited(program, site) ?? raced(program, site);
  return limit === undefined ? [] : abandonedAfter(limit, placeOf(site.node));
}

function waited(program: Program, { node, module }: Site): number | undefined {
  const wait = chainAfter(program, node).map((next) => callAt(program, next)).find((next) => next?.kind === 'call' && next.name === 'WaitAsync');
  return wait?.arguments[0] && program.values.milliseconds(wait.arguments[0].value, module);
}

/** The race may name the variable that holds the call. */
function raced(program: Program, { node, module }: Site): number | undefined {
  const around = ancestorOfType(node, 'block');
  const variable = variableOf(node);
  for (const race of module.calls) {
    const call = around && isInside(race, around) ? callAt(program, race) : undefined;
    if (call?.kind !== 'call' || call.name !== 'WhenAny') continue;
    const holds = call.arguments.some(({ value }) => isInside(node, value) || (variable !== undefined && textOf(value) === variable));
    const delay = call.arguments.map(({ value }) => callAt(program, value)).find((one) => one?.kind === 'call' && one.name === 'Delay')?.arguments[0];
    const limit = holds && delay ? (program.values.milliseconds(delay.value, module) ?? program.values.number(delay.value, module)) : undefined;
    if (limit !== undefined) return limit;
  }
  return undefined;
}

/** `task` of `var task = http.GetAsync(url);` */
function variableOf(node: SourceNode): string | undefined {
  for (let up = node.parent; up && up.end - up.start < 400; up = up.parent) if (up.type === 'variable_declarator') return /^\w+/.exec(textOf(up))?.[0];
  return undefined;
}

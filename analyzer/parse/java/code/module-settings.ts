import { push } from '../../../facts/groups.js';
import type { Template } from '../../../facts/template.js';
import type { ClientSetting } from '../../../facts/types.js';
import { createMatcher, placeOf, textIn, textOf, type SourceNode, type Unit } from '../../source/index.js';
import { evaluate } from './evaluate.js';
import { callOf } from './expression.js';
import { constructionSettings, targetKeys, type ConstructionSetting } from './libraries.js';
import type { Program } from './program.js';
import { durationOf } from './resilience.js';
import { rootType, type Scope } from './scope.js';

const constructions = constructionSettings.map((row: ConstructionSetting) => ({ ...row, matches: createMatcher([{ id: row.library, imports: [], dependency: 'calls', protocol: 'http', calls: [{ match: row.match }] }]) }));

/** Settings that the module makes its clients with; what is written wins over what a construction implies. */
export function settingsByModule(program: Program): ReadonlyMap<string, readonly ClientSetting[]> {
  const [written, implied] = [new Map<string, ClientSetting[]>(), new Map<string, ClientSetting[]>()];
  for (const file of program.files)
    for (const call of program.calls(file)) {
      const name = call.isConstruction ? call.name.split('.').at(-1)! : call.name;
      if ((!call.receiver && !call.isConstruction) || !SETTERS.has(name)) continue;
      const shown = call.isConstruction ? `new ${call.name}` : `${rootType(call.receiver!, { program, file })}#${name}`;
      for (const { library, setting, value, matches, key, endOf, least = 0 } of constructions) {
        const given = call.arguments.slice(Number(setting.source));
        if (!given[0] || call.arguments.length < least || matches(shown).length === 0 || (key && !isNamed(call.arguments[0], key, { program, file })) || (endOf && isAtAnotherEnd(call.node, endOf))) continue;
        if (value === undefined) push(written, `${file.module} ${library}`, settingFrom(setting.name, given, setting.unit, { program, file }));
        else push(implied, `${file.module} ${library}`, { name: setting.name, value: { value, at: placeOf(given[0]) } });
      }
    }
  return new Map([...new Set([...written.keys(), ...implied.keys()])].map((where) => [where, firstOfEach([...(written.get(where) ?? []), ...(implied.get(where) ?? [])])]));
}

const firstOfEach = (settings: readonly ClientSetting[]): ClientSetting[] => settings.filter(({ name }, index) => settings.findIndex((one) => one.name === name) === index);

/** Addresses that the module puts into its clients' properties: `put("bootstrap.servers", url)`, `Map.of(BOOTSTRAP_SERVERS_CONFIG, url)`. */
export function targetsByModule(program: Program): ReadonlyMap<string, readonly Template[]> {
  const found = new Map<string, Map<string, Template>>();
  for (const file of program.files)
    for (const call of program.calls(file)) {
      const pairs = /^(?:put|setProperty|putIfAbsent|entry)$/.test(call.name) ? call.arguments.slice(0, 2) : call.name === 'of' ? call.arguments : [];
      for (let i = 0; i + 1 < pairs.length; i += 2)
        for (const { library, key } of targetKeys) {
          if (!isNamed(pairs[i], key, { program, file })) continue;
          const target = evaluate(pairs[i + 1]!, { program, file });
          const where = `${file.module} ${library}`;
          if (target.some((part) => !('unknown' in part))) found.set(where, (found.get(where) ?? new Map<string, Template>()).set(JSON.stringify(target), target));
        }
    }
  return new Map([...found].map(([where, targets]) => [where, [...targets.values()]]));
}

/** It is handed to a call that ends a chain of something else. */
function isAtAnotherEnd(node: SourceNode, { call: name, chain }: NonNullable<ConstructionSetting['endOf']>): boolean {
  for (let up = node.parent; up; up = up.parent) {
    const call = callOf(up);
    if (call?.name === name && call.receiver && call.receiver.end <= node.start) return !chain.test(textOf(call.receiver));
  }
  return false;
}

export function settingFrom(name: string, given: readonly SourceNode[], unit: Unit, scope: Scope): ClientSetting {
  const at = placeOf(given[0]!);
  if (unit === 'count' && /^(?:true|false)$/.test(textOf(given[0]!))) return { name, value: { value: textOf(given[0]!) === 'true', at } };
  const value = unit === 'text' ? textIn(evaluate(given[0]!, scope)) : durationOf(given, scope, unit);
  if (value === undefined) return { name, value: { unknown: textOf(given[0]!), at } };
  return { name, value: { value: unit === 'attempts' && typeof value === 'number' ? Math.max(0, value - 1) : value, at } };
}

/** By its text, or by the name of the constant that has it. */
const isNamed = (argument: SourceNode | undefined, key: RegExp, scope: Scope): boolean => argument !== undefined && key.test(textIn(evaluate(argument, scope)) ?? textOf(argument));

const SETTERS: ReadonlySet<string> = new Set(constructionSettings.flatMap(({ match: pattern }) => /(?:#|new )\{?([\w,.]+)\}?$/.exec(pattern)?.[1]?.split(',').map((name) => name.split('.').at(-1)!) ?? []));

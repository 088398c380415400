import { comparePlaces } from '../../../facts/place.js';
import type { ClientSetting, DeclaredChannelFact } from '../../../facts/types.js';
import { sourceOf, templateOf, textOf, type Call } from '../evaluate/value.js';
import type { Declares } from '../clients/library.js';
import type { Program } from '../program.js';
import { placeOf } from '../source/module.js';
import { collect } from './collect.js';
import { readSettings } from './settings.js';
import { readValue } from './source.js';
import type { Runners } from './usage.js';

/** Queues and topics that the code makes. */
export function declaredChannels(program: Program, runners: Runners): DeclaredChannelFact[] {
  const facts = collect(program).uses.flatMap(({ operation: { declares }, library, call }) => {
    const packages = declares ? runners(call.call) : [];
    return packages.length === 0 ? [] : membersOf(program, declares!, call).flatMap((one): DeclaredChannelFact[] => {
      const name = declares!.name.map((source) => readValue(program.context, one, source)).find((found) => found !== undefined);
      return name ? [{ kind: 'declared-channel', packages, protocol: library.protocol, name: textOf(name.value) ?? templateOf(name.value, name.at), at: placeOf(one === call ? call.call : name.at), settings: settingsOf(program, one, declares!) }] : [];
    });
  });
  return facts.sort((a, b) => comparePlaces(a.at, b.at));
}

/** What options hold that come from a package is unknown. */
function settingsOf({ context }: Program, call: Call, { settings }: Declares): ClientSetting[] {
  const read = readSettings(context, call, settings);
  const missing = settings.filter(({ name }, i) => settings.findIndex((other) => other.name === name) === i && !read.some((one) => one.name === name));
  return [...read, ...missing.flatMap(({ name, source }): ClientSetting[] => {
    const node = source.from === 'option' && source.index !== undefined ? call.arguments[source.index] : undefined;
    return node && context.value(node, call.frame).kind === 'reference' ? [{ name, value: { unknown: sourceOf(node), at: placeOf(node) } }] : [];
  })];
}

/** The call itself, or for each entry of its list one as if it were made for that alone. */
function membersOf({ context }: Program, { members }: Declares, call: Call): readonly Call[] {
  const list = members && readValue(context, call, members)?.value;
  if (!members) return [call];
  return list?.kind === 'list' ? list.elements.map((element) => ({ ...call, arguments: [element], frame: list.frame })) : [];
}

import { comparePlaces } from '../../../facts/place.js';
import type { ClientSetting, DeclaredChannelFact } from '../../../facts/types.js';
import type { ClientLibrary, Declares } from '../library.js';
import { placeOf, textOf } from '../node.js';
import { textsAt } from './clients.js';
import { find, type Site } from './options.js';
import type { Program } from './program.js';
import { runnersOf } from './runners.js';
import { readSettings } from './settings.js';
import { createRecognizer } from './types.js';

/** Queues and topics that the code makes. */
export function declaredChannels(program: Program, libraries: readonly ClientLibrary[]): DeclaredChannelFact[] {
  const recognizer = createRecognizer(program, libraries.filter(({ calls }) => calls.some(({ declares }) => declares)));
  const facts = program.modules.flatMap((module) =>
    module.calls.flatMap((node): DeclaredChannelFact[] => {
      const { call, library } = recognizer.match(node, module) ?? {};
      const packages = call?.declares ? runnersOf(program, module, []) : [];
      if (!call?.declares || !library || packages.length === 0) return [];
      const site = { node, module };
      const [name] = call.declares.name.map((source) => textsAt(program, site, source)).filter((texts) => texts.length > 0);
      return (name ?? []).map((template) => ({ kind: 'declared-channel', packages, protocol: call.protocol ?? library.protocol, name: template, at: placeOf(node), settings: settingsOf(program, site, call.declares!) }));
    }),
  );
  return facts.sort((a, b) => comparePlaces(a.at, b.at));
}

function settingsOf(program: Program, site: Site, { settings, within = [] }: Declares): ClientSetting[] {
  const read = readSettings(program, site, settings);
  const hidden = within.map((source) => find(program, site, source)).find((found) => found && 'value' in found && isOpaque(program, { node: found.value, module: found.module }));
  if (!hidden || !('value' in hidden)) return read;
  const missing = settings.filter(({ name }) => !read.some((one) => one.name === name));
  return [...read, ...missing.map(({ name }) => ({ name, value: { unknown: textOf(hidden.value).replace(/\s+/g, ' ').slice(0, 80), at: placeOf(hidden.value) } }))];
}

/** Neither a table that is written out nor nothing. */
function isOpaque(program: Program, { node, module }: { readonly node: Site['node']; readonly module: Site['module'] }): boolean {
  const from = program.values.origin(node, module);
  return textOf(node) !== 'null' && (!from || !['new', 'map'].includes(program.dialect.read(from.node).kind));
}

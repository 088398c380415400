import { comparePlaces } from '../../../facts/place.js';
import type { ClientSetting, DeclaredChannelFact } from '../../../facts/types.js';
import { textOf, placeOf } from '../node.js';
import type { Declares } from '../library.js';
import type { Flow } from './evaluate.js';
import { packagesOnWay } from './groups.js';
import { readSettings } from './settings.js';
import { readSource, readTexts, type Site } from './sources.js';
import { collectUses } from './uses.js';
import { optionsOf, type Value } from './value.js';

/** Queues and topics that the code makes, each name on each way to it once. */
export function declaredChannels(flow: Flow, packagesOf: (file: string) => readonly string[]): DeclaredChannelFact[] {
  const found = new Map<string, DeclaredChannelFact>();
  for (const use of collectUses(flow)) {
    const { declares, protocol } = use.call;
    const packages = packagesOnWay(use, packagesOf);
    if (!declares || packages.length === 0) continue;
    for (const { template } of readTexts(flow, use, declares.name)) {
      const fact: DeclaredChannelFact = { kind: 'declared-channel', packages, protocol: protocol ?? use.library.protocol, name: template, at: placeOf(use.expression.node), settings: settingsOf(flow, use, declares) };
      found.set(JSON.stringify([fact.at, template, packages]), fact);
    }
  }
  return [...found.values()].sort((a, b) => comparePlaces(a.at, b.at));
}

function settingsOf(flow: Flow, site: Site, { settings, within = [] }: Declares): ClientSetting[] {
  const read = readSettings(flow, site, settings);
  const hidden = within.map((source) => readSource(flow, site, source)).find((found) => found && optionsOf(found.value).some(isOpaque));
  const missing = hidden ? settings.filter(({ name }) => !read.some((one) => one.name === name)) : [];
  return [...read, ...missing.map(({ name }) => ({ name, value: { unknown: textOf(hidden!.at).slice(0, 80), at: placeOf(hidden!.at) } }))];
}

/** Neither a table that is written out nor nothing. */
const isOpaque = (value: Value): boolean => value.is !== 'object' && value.is !== 'constant' && !(value.is === 'made' && value.origin?.is === 'object');

import { groupBy } from '../facts/groups.js';
import type { GraphDocument, Setting } from '../graph/document.js';
import type { System } from '../system/system.js';

/** A graph document as a system without the facts behind it: enough to ask how failures travel. */
export function documentSystem(document: GraphDocument): System {
  const components = new Map(document.components.map((one) => [one.id, one]));
  const out = groupBy(document.dependencies, ({ from }) => from);
  const into = groupBy(document.dependencies, ({ to }) => to);
  const settings = groupBy(document.settings, ({ on, name }) => keyOf(on, name));
  return {
    document,
    stacks: [],
    component: (id) => {
      const found = components.get(id);
      if (!found) throw new Error(`there is no component ${id}`);
      return found;
    },
    out: (id) => out.get(id) ?? [],
    in: (id) => into.get(id) ?? [],
    setting: (on, name, stack) => settingIn(settings.get(keyOf(on, name)) ?? [], stack),
    clients: () => [], client: () => undefined, handlers: () => [], transactions: () => [], locks: () => [], fallbacks: () => [], messageHandlers: () => [], declaredChannels: () => [], cacheFills: () => [], unboundedBuffers: () => [], localState: () => [],
  };
}

/** The stack's own row, else the one that holds everywhere. */
export const settingIn = (rows: readonly Setting[], stack: string | undefined): Setting | undefined => rows.find((row) => row.stack === stack) ?? rows.find((row) => row.stack === undefined);

export const keyOf = (on: Setting['on'], name: string): string => JSON.stringify([typeof on === 'string' ? on : [on.from, on.to], name]);

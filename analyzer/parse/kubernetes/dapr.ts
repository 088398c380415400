import { safeNamedText } from '../../facts/secrets.js';
import { literal } from '../../facts/template.js';
import type { BuildingBlockFact, Fact } from '../../facts/types.js';
import { get, placeOf, stringOf } from '../yaml/index.js';
import { mapIn, mapsIn, textIn, textsIn } from './fields.js';
import type { KubernetesObject } from './object.js';

/** Names of metadata entries that say where the broker or store is, of all types of components. */
const ADDRESS = /(?:host|hosts|server|servers|broker|brokers|url|uri|endpoint|connectionstring|addr|address|natsurl)$/i;

/** A Dapr Component; its object stays an object, for those who look it up by name. */
export function readBuildingBlock({ declared, problems, root }: KubernetesObject): readonly Fact[] {
  const spec = mapIn(problems, root, 'spec');
  const addresses = mapsIn(problems, spec, 'metadata').flatMap((entry): BuildingBlockFact['addresses'] => {
    const name = textIn(problems, entry, 'name') ?? '';
    const value = get(entry, 'value');
    if (value === undefined || !ADDRESS.test(name)) return [];
    const text = safeNamedText(name, stringOf(value) ?? '');
    return text === undefined || text === '' ? [] : [{ address: literal(text), at: placeOf(value) }];
  });
  return [{ kind: 'object', ...declared, fields: {} }, { kind: 'building-block', ...declared, type: (textIn(problems, spec, 'type') ?? '').toLowerCase(), addresses }];
}

/** A declared subscription: the topic's messages go to the programs of its scopes. */
export function readBlockSubscription({ declared, problems, root }: KubernetesObject): readonly Fact[] {
  const spec = mapIn(problems, root, 'spec');
  return [
    { kind: 'object', ...declared, fields: {} },
    { kind: 'block-subscription', ...declared, block: textIn(problems, spec, 'pubsubname') ?? '', topic: textIn(problems, spec, 'topic') ?? '', scopes: textsIn(problems, root, 'scopes') },
  ];
}

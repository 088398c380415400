import type { ComposeExtras } from '../../facts/types.js';
import { get, isNull, placeOf, type YamlNode } from '../yaml/index.js';
import type { Problems } from './problems.js';
import { booleanIn, textIn } from './read.js';
import { listSection, mapSection } from './shape.js';

type Dependency = ComposeExtras['dependsOn'][number];

const CONDITIONS: readonly Dependency['condition'][] = ['service_started', 'service_healthy', 'service_completed_successfully'];

/** `depends_on`; the short form waits for the start only. */
export function dependenciesOf(service: YamlNode, problems: Problems): readonly Dependency[] {
  return mapSection(service, 'depends_on', problems).map(({ key, value }) => {
    const required = booleanIn(get(value, 'required'));
    return { service: key.text, condition: conditionOf(value, problems), required: !(required !== undefined && 'value' in required && !required.value), at: placeOf(key) };
  });
}

function conditionOf(dependency: YamlNode, problems: Problems): Dependency['condition'] {
  const node = get(dependency, 'condition');
  const text = textIn(node);
  const condition = CONDITIONS.find((candidate) => candidate === text);
  if (condition === undefined && node !== undefined && !isNull(node)) {
    problems.add(placeOf(node), 'warning', 'compose-condition', `Compose knows the conditions ${CONDITIONS.join(', ')}; this one is read as service_started.`);
  }
  return condition ?? 'service_started';
}

/** `links` and `external_links`: `NAME` or `NAME:ALIAS`. */
export function linksOf(service: YamlNode, problems: Problems): ComposeExtras['links'] {
  const read = (item: YamlNode, external: boolean): ComposeExtras['links'] => {
    const [name, alias] = (textIn(item) ?? '').split(':');
    if (name === undefined || name === '') return [];
    return [{ service: name, alias: alias || name, ...(external && { external }), at: placeOf(item) }];
  };
  return [
    ...listSection(service, 'links', problems).flatMap((item) => read(item, false)),
    ...listSection(service, 'external_links', problems).flatMap((item) => read(item, true)),
  ];
}

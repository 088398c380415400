import { safeArgs } from '../../facts/secrets.js';
import type { ComposeExtras } from '../../facts/types.js';
import { entryOf, get, isNull, placeOf, type YamlNode } from '../yaml/index.js';
import type { Problems } from './problems.js';
import { booleanIn, templateOf } from './read.js';
import { showTemplate } from '../../facts/template.js';
import { mapSection } from './shape.js';

/** A string runs in a shell, as `CMD-SHELL` does. A healthcheck without a test only tunes the image's own. */
export function healthcheckOf(service: YamlNode, problems: Problems): ComposeExtras['healthcheck'] {
  const entry = entryOf(service, 'healthcheck');
  if (entry === undefined || isNull(entry.value)) return undefined;
  mapSection(service, 'healthcheck', problems);
  if (entry.value.type !== 'map') return undefined;
  const test = get(entry.value, 'test');
  const words = test?.type === 'sequence' ? test.items.flatMap(shown) : test === undefined ? [] : ['CMD-SHELL', ...shown(test)];
  const disable = booleanIn(get(entry.value, 'disable'));
  const disabled = words[0] === 'NONE' || (words[0] === 'CMD-SHELL' && words[1] === 'NONE' && test?.type === 'scalar') || (disable !== undefined && 'value' in disable && disable.value);
  return { disabled, test: disabled ? [] : safeArgs(words), at: placeOf(entry.key) };
}

function shown(node: YamlNode): readonly string[] {
  const template = templateOf(node);
  return template === undefined ? [] : [showTemplate(template)];
}

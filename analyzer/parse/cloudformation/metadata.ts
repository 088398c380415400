import type { Declared } from '../../facts/types.js';
import { get, items, placeOf, stringOf, type YamlNode } from '../yaml/index.js';

/**
 * What a resource's `Metadata`, or the template's, tell linters to leave alone, in the form of annotations:
 * `checkov.skip` (https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html) and
 * `cfn-lint.config.ignore_checks` (https://github.com/aws-cloudformation/cfn-lint#metadata).
 */
export function annotationsOf(resource: YamlNode, root: YamlNode): Declared['annotations'] {
  const skips = items(get(resource, 'Metadata', 'checkov', 'skip')).flatMap((skip, index) => {
    const id = stringOf(get(skip, 'id'));
    return id === undefined ? [] : [[`checkov.io/skip${index + 1}`, { value: `${id}=${stringOf(get(skip, 'comment')) ?? ''}`, at: placeOf(skip) }] as const];
  });
  const ignored = [resource, root].flatMap((node) => items(get(node, 'Metadata', 'cfn-lint', 'config', 'ignore_checks')));
  const ids = ignored.flatMap((item) => stringOf(item) ?? []);
  return Object.fromEntries([...skips, ...(ids.length === 0 ? [] : [['cfn-lint/ignore_checks', { value: ids.join(','), at: placeOf(ignored[0]!) }] as const])]);
}

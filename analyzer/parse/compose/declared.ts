import type { Place } from '../../facts/place.js';
import type { Volume, WorkloadFact } from '../../facts/types.js';
import { entries, get, placeOf, type YamlMap, type YamlNode } from '../yaml/index.js';
import type { Problems } from './problems.js';

/** Where the top of the file declares what a mount refers to. */
const SECTIONS: Partial<Record<Volume['kind'], string>> = { claim: 'volumes', secret: 'secrets', configMap: 'configs' };

/** Compose refuses a project whose services use a network, volume, secret or config that it does not declare. */
export function reportUndeclared(service: YamlNode, workload: WorkloadFact, root: YamlMap, problems: Problems): void {
  const check = (section: string, name: string, at: Place): void => {
    if (get(root, section, name) !== undefined) return;
    problems.add(at, 'warning', 'compose-undeclared', `${name} is not declared under ${section}: at the top of the file, so Compose refuses the project. Declare it, or correct the name.`);
  };
  for (const { key } of entries(get(service, 'networks'))) if (key.text !== 'default') check('networks', key.text, placeOf(key));
  for (const { kind, source, at } of workload.volumes) {
    const section = SECTIONS[kind];
    if (section !== undefined && source !== undefined) check(section, source, at);
  }
}

import { entryOf, get, items, placeOf, stringOf } from '../../yaml/index.js';
import { yamlRoot } from '../leaves.js';
import { isYaml, type ConfigReader } from '../reader.js';
import { target } from '../target.js';

/** https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources */
export const grafanaReader: ConfigReader = {
  format: 'grafana-datasources',
  technology: 'grafana',
  // Objects of Kubernetes never have a plain number for their version: provisioning files of every sort do.
  claims: (name, head) => isYaml(name) && (/^datasources:\s*(?:#.*)?$/m.test(head) || (/^apiVersion:[ \t]*\d+[ \t]*\r?$/m.test(head) && /^(?:providers|groups|contactPoints|policies|apps|deleteDatasources):/m.test(head))),
  read(source) {
    const root = yamlRoot(source);
    if (root?.type !== 'map') return undefined;
    return items(get(root, 'datasources')).flatMap((source) => {
      const url = entryOf(source, 'url')?.value;
      // Direct access is the browser's, not Grafana's.
      const direct = ['direct', 'browser'].includes(stringOf(get(source, 'access')) ?? '');
      return url === undefined || direct ? [] : target(stringOf(url) ?? '', placeOf(url), 'data source');
    });
  },
};

import type { ConfigTarget } from '../../../facts/types.js';
import { entryOf, get, items, placeOf, stringOf, type YamlNode } from '../../yaml/index.js';
import { yamlRoot } from '../leaves.js';
import { isYaml, type ConfigReader } from '../reader.js';
import { durationSetting, target } from '../target.js';

/** https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
export const prometheusReader: ConfigReader = {
  format: 'prometheus',
  technology: 'prometheus',
  claims: (name, head) => isYaml(name) && (/^(?:scrape_configs|remote_write|remote_read|alerting):/m.test(head) || (/prometheus/i.test(name) && /^global:/m.test(head))),
  read(source) {
    const root = yamlRoot(source);
    return root?.type === 'map' ? [...scrapeTargets(get(root, 'scrape_configs')), ...alertmanagers(root), ...remotes(root)] : undefined;
  },
};

/** Targets of a list of scrape jobs: also what a collector's `prometheus` receiver holds. */
export function scrapeTargets(jobs: YamlNode | undefined): ConfigTarget[] {
  return items(jobs).flatMap((job) => {
    // A prober is scraped instead of what it probes: `replacement: blackbox-exporter:9115`.
    const prober = items(get(job, 'relabel_configs')).filter((rule) => stringOf(get(rule, 'target_label')) === '__address__').map((rule) => get(rule, 'replacement')).find((node) => node !== undefined && !stringOf(node)?.includes('$'));
    const targets = prober ? [prober] : [...staticTargets(job), ...dnsNames(job)];
    const called = prober ? undefined : stringOf(get(job, 'job_name'));
    return targets.flatMap((node) => target((stringOf(node) ?? '').replace(/^tasks\./, ''), placeOf(node), 'scrape target', { dependency: 'observes', ...(called ? { called } : {}) }));
  });
}

const staticTargets = (node: YamlNode): readonly YamlNode[] => items(get(node, 'static_configs')).flatMap((config) => items(get(config, 'targets')));

/** Names of A records; those of SRV records are found by another name than the service's own. */
const dnsNames = (node: YamlNode): readonly YamlNode[] =>
  items(get(node, 'dns_sd_configs')).filter((config) => /^A{1,4}$/.test(stringOf(get(config, 'type')) ?? '')).flatMap((config) => items(get(config, 'names')));

const alertmanagers = (root: YamlNode): ConfigTarget[] =>
  items(get(root, 'alerting', 'alertmanagers')).flatMap(staticTargets).flatMap((node) => target(stringOf(node) ?? '', placeOf(node), 'alertmanager', { dependency: 'calls' }));

function remotes(root: YamlNode): ConfigTarget[] {
  return ['remote_write', 'remote_read'].flatMap((key) => items(get(root, key)).flatMap((remote) => {
    const url = entryOf(remote, 'url')?.value;
    const timeout = entryOf(remote, 'remote_timeout')?.value;
    const settings = timeout ? [durationSetting('timeoutOnCall', stringOf(timeout) ?? '', placeOf(timeout))] : [];
    return url ? target(stringOf(url) ?? '', placeOf(url), key.replace('_', ' '), { dependency: 'observes', settings }) : [];
  }));
}

import type { ComposeExtras, Container } from '../../facts/types.js';
import { get, placeOf, type YamlNode } from '../yaml/index.js';
import { flatText, known } from './flat.js';
import type { Problems } from './problems.js';
import { textIn } from './read.js';
import { listSection } from './shape.js';

export interface Ports {
  readonly published: ComposeExtras['published'];
  /** What the container listens on, published or exposed. */
  readonly container: Container['ports'];
}

/** More ports than anyone maps one by one: a range beyond is noise. */
const WIDEST_RANGE = 100;

/** `ports` and `expose`. Of mappings that are equal in address, ports and protocol, the last counts: overlays repeat them. */
export function portsOf(service: YamlNode, problems: Problems): Ports {
  const published = new Map<string, ComposeExtras['published'][number]>();
  const container = new Map<string, Container['ports'][number]>();
  const listen = (port: number, protocol: string, at: Container['at']): void => {
    const key = `${port}/${protocol}`;
    if (!container.has(key)) container.set(key, { port, protocol, at });
  };
  for (const item of listSection(service, 'ports', problems)) {
    const mapping = item.type === 'map' ? longForm(item) : shortForm(flatText(item) ?? '');
    const pairs = mapping === undefined ? undefined : pairUp(mapping);
    if (mapping === undefined || pairs === undefined) {
      // What a sample gives for a variable may not be what is deployed.
      if (isReadable(item)) problems.add(placeOf(item), item.source.text.slice(item.start, item.end).includes('$') ? 'info' : 'warning', 'compose-port', 'This is no port mapping such as "8080:80"; it is skipped.');
      continue;
    }
    for (const pair of pairs) {
      const protocol = mapping.protocol.toUpperCase();
      const at = placeOf(item);
      published.set(`${mapping.ip ?? ''}|${pair.host ?? ''}|${pair.container}|${protocol}`, { ...pair, ...(mapping.ip !== undefined && { ip: mapping.ip }), at });
      listen(pair.container, protocol, at);
    }
  }
  for (const item of listSection(service, 'expose', problems)) {
    const [range, protocol] = (flatText(item) ?? '').split('/');
    for (const port of readRange(known(range)) ?? []) listen(port, (protocol ?? 'tcp').toUpperCase(), placeOf(item));
  }
  return { published: [...published.values()], container: [...container.values()] };
}

interface Mapping {
  readonly ip?: string;
  /** Undefined: any free port, or one that is not known. */
  readonly host?: string;
  readonly container: string;
  readonly protocol: string;
}

/** `[[ip:]host:]container[/protocol]`; an IPv6 address is in brackets. */
function shortForm(text: string): Mapping | undefined {
  const match = /^(?:(?:\[([^\]]+)\]|([^:[\]]*)):)??(?:([^:/]*):)?([^:/]+)(?:\/([a-z]+))?$/i.exec(text);
  if (match?.[4] === undefined) return undefined;
  const ip = known(match[1] ?? match[2]);
  const host = known(match[3]);
  return { container: match[4], protocol: match[5] ?? 'tcp', ...(ip !== undefined && { ip }), ...(host !== undefined && { host }) };
}

function longForm(item: YamlNode): Mapping | undefined {
  const container = textIn(get(item, 'target'));
  const host = textIn(get(item, 'published'));
  const ip = textIn(get(item, 'host_ip'));
  if (container === undefined) return undefined;
  return { container, protocol: textIn(get(item, 'protocol')) ?? 'tcp', ...(host !== undefined && host !== '' && { host }), ...(ip !== undefined && { ip }) };
}

/** Ranges of equal width pair up; one container port behind a range of host ports gets whichever is free. */
function pairUp(mapping: Mapping): readonly { host?: number; container: number }[] | undefined {
  const containers = readRange(known(mapping.container));
  const hosts = mapping.host === undefined ? undefined : readRange(mapping.host);
  if (containers === undefined || (mapping.host !== undefined && hosts === undefined)) return undefined;
  if (hosts === undefined || hosts.length !== containers.length) return containers.map((container) => ({ container }));
  return containers.map((container, index) => ({ container, ...(hosts[index] !== undefined && { host: hosts[index] }) }));
}

function readRange(text: string | undefined): readonly number[] | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text ?? '');
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (first < 1 || last > 65_535 || last < first || last - first >= WIDEST_RANGE) return undefined;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** What holds an unset variable was reported as such. */
const isReadable = (item: YamlNode): boolean => item.type !== 'scalar' || textIn(item) !== undefined;

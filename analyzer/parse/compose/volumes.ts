import type { Place } from '../../facts/place.js';
import type { Container, Volume } from '../../facts/types.js';
import { inside } from '../paths.js';
import { get, placeOf, type YamlNode } from '../yaml/index.js';
import { folderFor, forwardSlashes } from './files.js';
import { flatText, known } from './flat.js';
import type { Loading } from './layer.js';
import { booleanIn, textIn } from './read.js';
import { listSection } from './shape.js';

export interface Volumes {
  readonly volumes: readonly Volume[];
  readonly mounts: Container['mounts'];
}

interface Mount {
  readonly volume: Volume;
  readonly path: string;
  readonly readOnly: boolean;
  readonly subPath?: string;
  readonly propagation?: string;
}

/** What is mounted, by its path in the container: of two mounts on one path the last counts, as overlays mean it. */
export function volumesOf(service: YamlNode, root: YamlNode, loading: Loading): Volumes {
  const { problems } = loading;
  const mounts = [
    ...listSection(service, 'volumes', problems).map((item) => (item.type === 'map' ? longForm(item, loading) : shortForm(item, loading))),
    ...listSection(service, 'tmpfs', problems).map(tmpfs),
    ...listSection(service, 'secrets', problems).map((item) => granted(item, 'secret', '/run/secrets/', undefined)),
    ...listSection(service, 'configs', problems).map((item) => granted(item, 'configMap', '/', configFile(item, root, loading))),
  ];
  const byPath = new Map<string, Mount>();
  for (const mount of mounts) if (mount !== undefined) byPath.set(mount.path, mount);
  const volumes = new Map([...byPath.values()].map(({ volume }) => [`${volume.kind} ${volume.name}`, volume]));
  return {
    volumes: [...volumes.values()],
    mounts: [...byPath.values()].map(({ volume, path: target, ...mount }) => ({ volume: volume.name, path: target, ...mount, at: volume.at })),
  };
}

/** `TARGET`, `SOURCE:TARGET`, `SOURCE:TARGET:MODE`; a Windows drive's colon separates nothing. */
function shortForm(item: YamlNode, loading: Loading): Mount | undefined {
  const text = flatText(item);
  const match = /^(?:((?:[A-Za-z]:[\\/])?[^:]*):)?((?:[A-Za-z]:[\\/])?[^:]+?)(?::([^:]*))?$/.exec(text ?? '');
  const first = match?.[1];
  // `TARGET:MODE` looks like `SOURCE:TARGET`, but a target is a path.
  const path = known(match?.[2]);
  if (match === null || path === undefined) return undefined;
  const modes = (match[3] ?? '').split(',');
  return { volume: sourceVolume(first, path, item, loading), path, readOnly: modes.includes('ro') };
}

function sourceVolume(source: string | undefined, path: string, item: YamlNode, loading: Loading): Volume {
  const at = placeOf(item);
  if (source === undefined || source === '') return anonymous(path, at);
  const isPath = /^[./~\\]|^[A-Za-z]:[\\/]/.test(source) || source.includes('/');
  const name = known(source);
  // One unset variable may hold a path or a volume's name.
  if (name === undefined) return { name: path, kind: isPath ? 'hostPath' : 'other', optional: false, at };
  return isPath ? bind(name, path, folderFor(item, loading), at) : named(name, at);
}

function longForm(item: YamlNode, loading: Loading): Mount | undefined {
  const path = textIn(get(item, 'target'));
  if (path === undefined) return undefined;
  const readOnly = booleanIn(get(item, 'read_only'));
  const subPath = textIn(get(item, 'volume', 'subpath'));
  const propagation = textIn(get(item, 'bind', 'propagation'));
  return { volume: typedVolume(item, path, loading), path, readOnly: readOnly !== undefined && 'value' in readOnly && readOnly.value, ...(subPath !== undefined && { subPath }), ...(propagation !== undefined && { propagation }) };
}

function typedVolume(item: YamlNode, path: string, loading: Loading): Volume {
  const at = placeOf(item);
  const source = get(item, 'source');
  const name = textIn(source);
  switch (textIn(get(item, 'type')) ?? 'volume') {
    case 'volume':
      return source === undefined ? anonymous(path, at) : name === undefined ? { name: path, kind: 'claim', optional: false, at } : named(name, at);
    case 'bind':
      return name === undefined ? { name: path, kind: 'hostPath', optional: false, at } : bind(name, path, folderFor(source ?? item, loading), at);
    case 'tmpfs':
      return memory(path, at, textIn(get(item, 'tmpfs', 'size')));
    default:
      return { name: path, kind: 'other', optional: false, at };
  }
}

const named = (name: string, at: Place): Volume => ({ name, kind: 'claim', source: name, optional: false, at });
const anonymous = (path: string, at: Place): Volume => ({ name: path, kind: 'emptyDir', optional: false, at });

/** Relative to the root where it lies inside; what lies outside stays as written. */
function bind(written: string, path: string, folder: string, at: Place): Volume {
  const source = (/^(?:~|[A-Za-z]:[\\/])/.test(written) ? undefined : inside(folder, forwardSlashes(written))) ?? written;
  return { name: path, kind: 'hostPath', source, optional: false, at };
}

function memory(path: string, at: Place, sizeLimit: string | undefined): Volume {
  return { name: path, kind: 'emptyDir', medium: 'Memory', optional: false, at, ...(sizeLimit !== undefined && { sizeLimit }) };
}

/** `/run:size=64m,mode=755`. */
function tmpfs(item: YamlNode): Mount | undefined {
  const [path, options] = (flatText(item) ?? '').split(':');
  const target = known(path);
  if (target === undefined) return undefined;
  const size = options?.split(',').find((option) => option.startsWith('size='))?.slice('size='.length);
  return { volume: memory(target, placeOf(item), known(size)), path: target, readOnly: false };
}

/** A secret or config that the service may read: its name and where it is mounted. */
function granted(item: YamlNode, kind: 'secret' | 'configMap', folder: string, file: string | undefined): Mount | undefined {
  const name = textIn(item.type === 'map' ? get(item, 'source') : item);
  if (name === undefined) return undefined;
  const target = textIn(get(item, 'target')) ?? name;
  return { volume: { name, kind, source: name, optional: false, at: placeOf(item), ...(file !== undefined && { file }) }, path: target.startsWith('/') ? target : `${folder}${target}`, readOnly: true };
}

/** The file that a project's config is made of, where it lies in the tree. */
function configFile(item: YamlNode, root: YamlNode, loading: Loading): string | undefined {
  const name = textIn(item.type === 'map' ? get(item, 'source') : item);
  const file = name === undefined ? undefined : get(root, 'configs', name, 'file');
  const path = textIn(file);
  return file === undefined || path === undefined ? undefined : inside(folderFor(file, loading), path);
}

import type { FileSet } from '../parser.js';
import { entries, get, isNull, parseYaml, type YamlNode } from '../yaml/index.js';
import { asVersion2, isVersion1 } from './version1.js';

/** What gives a service something to run; a provider is a program that Compose calls in place of a container. */
export const RUNNABLE = ['image', 'build', 'provider'];

/** What a glance at one file tells, before anything is resolved. */
export interface Outline {
  readonly path: string;
  /** It has `services` or `include`. */
  readonly isCompose: boolean;
  /** Services with an image, a build or a base of their own. */
  readonly complete: ReadonlySet<string>;
  /** Services that only add to a definition elsewhere: alone, the file does not run. */
  readonly gaps: readonly string[];
  /** The format of before 2016: services at the top. */
  readonly isVersion1: boolean;
}

export function outlineOf(path: string, files: FileSet): Outline {
  const written = parseYaml(path, files.read(path) ?? '').documents.map((document) => document.root);
  const roots = written.map((root) => (root?.type === 'map' ? asVersion2(root) : root));
  const services = roots.flatMap((root) => entries(get(root, 'services')));
  const isComplete = (service: YamlNode): boolean => [...RUNNABLE, 'extends'].some((key) => !isNull(get(service, key)));
  const complete = new Set(services.filter(({ value }) => isComplete(value)).map(({ key }) => key.text));
  return {
    path,
    isCompose: roots.some((root) => get(root, 'services') !== undefined || get(root, 'include') !== undefined),
    complete,
    gaps: services.filter(({ key, value }) => value.type === 'map' && !complete.has(key.text)).map(({ key }) => key.text),
    isVersion1: written.some((root) => root?.type === 'map' && isVersion1(root)),
  };
}

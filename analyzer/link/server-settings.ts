import type { DockerfileFact, Fact, PackageFact } from '../facts/types.js';
import { isUnknown } from '../facts/value.js';
import { evidence } from './evidence.js';
import { ofKind } from './facts.js';
import type { SettingRow } from './setting-rows.js';
import type { World } from './world.js';

type HttpServer = NonNullable<PackageFact['httpServer']>;

/** `keepAliveTimeout` in milliseconds: how long a component's HTTP server keeps a connection on which nothing is asked. */
export function serverSettings(world: World, facts: readonly Fact[]): SettingRow[] {
  const servers = new Map(ofKind(facts, 'package').flatMap(({ root, httpServer }) => (httpServer ? [[root, httpServer] as const] : [])));
  const dockerfiles = servers.size === 0 ? [] : ofKind(facts, 'dockerfile');
  return world.stacks.flatMap((stack) =>
    stack.candidates.flatMap((candidate) => {
      const [link, ...more] = candidate.packages.filter(({ root, otherCommand }) => !otherCommand && servers.has(root));
      const found = link && more.length === 0 ? keepAlive(servers.get(link.root)!, link.root, dockerfiles) : undefined;
      return found ? [{ ...found, on: world.idOf.get(candidate)!, name: 'keepAliveTimeout', stack: stack.facts.stack.id }] : [];
    }),
  );
}

/** The default holds for the Node.js that the image is made of: later ones keep connections longer. */
const DEFAULT = { value: 5000, origin: 'default', source: 'https://nodejs.org/docs/latest-v22.x/api/http.html#serverkeepalivetimeout' } as const;
const LAST_MAJOR = 24;

function keepAlive({ at, keepAlive: written }: HttpServer, root: string, dockerfiles: readonly DockerfileFact[]): Pick<SettingRow, 'value' | 'origin' | 'source' | 'evidence'> | undefined {
  if (isUnknown(written)) return { value: null, origin: 'unknown', evidence: evidence(written.at, 'code-call') };
  if (written) return { value: written.value, origin: 'explicit', evidence: evidence(written.at, 'code-call') };
  const own = dockerfiles.filter(({ path }) => (root === '.' ? !path.includes('/') : path.startsWith(`${root}/`)));
  const isOld = own.length > 0 && own.every(({ baseImage }) => majorOf(baseImage) <= LAST_MAJOR);
  return isOld ? { ...DEFAULT, evidence: evidence(at, 'default', 'node-http-server') } : undefined;
}

/** `node:22-alpine`, `docker.io/library/node:20.11.1`; what has no number may be any. */
const majorOf = (image: string | undefined): number => Number(/(?:^|\/)node:(\d{1,3})(?![\d])/.exec(image ?? '')?.[1] ?? Infinity);

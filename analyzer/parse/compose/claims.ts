import { withoutExample } from '../paths.js';

/** Names that Compose looks for, and those that people give to what they pass with `-f` or to `docker stack deploy`. */
const NAMED = /(?:^|\/)(?:compose|compose\.[^/]+|docker-compose[^/]*|docker-stack[^/]*)\.ya?ml$/i;
const YAML = /\.ya?ml$/i;

/** By name, or by a head that can be nothing else. A Kubernetes manifest may be named after what it was converted from. */
export function isComposeFile(path: string, head: () => string): boolean {
  const name = withoutExample(path);
  if (!YAML.test(name)) return false;
  return NAMED.test(name) ? !isManifest(head()) : hasServices(head());
}

const isManifest = (head: string): boolean => /^["']?apiVersion["']?:/m.test(head) && /^["']?kind["']?:/m.test(head);

/** Top-level keys that say "CI pipeline", where `services` are what a build needs beside it. */
const PIPELINE = /^["']?(?:apiVersion|kind|steps|pipeline|jobs|stages|image|definitions)["']?:/m;

/** `services:` as a mapping whose members have `image`, `build` or `extends`. */
function hasServices(head: string): boolean {
  const start = /^services:[ \t]*(?:#.*)?\r?$/m.exec(head);
  if (start === null || PIPELINE.test(head)) return false;
  const block = head.slice(start.index + start[0].length);
  const end = block.search(/^[^\s#]/m);
  const inside = end < 0 ? block : block.slice(0, end);
  const first = /^[ \t]+[^\s#].*$/m.exec(inside)?.[0] ?? '';
  return /^[ \t]+["']?[\w.-]+["']?:/.test(first) && /^[ \t]{2,}(?:image|build|extends):/m.test(inside);
}

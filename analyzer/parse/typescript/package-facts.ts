import type { PackageFact, Problem } from '../../facts/types.js';
import type { Template } from '../../facts/template.js';
import { compareText, type Place } from '../../facts/place.js';
import type { Value } from '../../facts/value.js';
import type { Manifest } from './manifest.js';
import { property } from '../json.js';
import { ownServer } from '../own-server.js';
import type { ParseResult } from '../parser.js';
import { joinPath } from './paths.js';
import type { SourceTree } from './tree.js';

/** A port that code listens on. */
export interface Listener {
  readonly package: string;
  readonly port: Template;
  readonly at: Place;
  /** It is a server of Node.js' `http`, or of a framework that leaves its limits as they are. */
  readonly http?: boolean;
}

/** `process.on('SIGTERM', ..)`, and Nest's own way. */
const HANDLES_STOP = /['"`]SIGTERM['"`]|\benableShutdownHooks\b/;

/** Facts of a tree in which nothing has to be parsed. */
export const manifestFacts = (tree: SourceTree): ParseResult => ({ facts: packageFacts(tree, []), problems: tree.problems as Problem[] });

export function packageFacts(tree: SourceTree, listeners: readonly Listener[], keepAlive: (roots: readonly string[]) => Value<number> | undefined = () => undefined): PackageFact[] {
  const uses = usedPackages(tree);
  return tree.manifests.all.filter((m) => m.name !== '' || m.scripts.size > 0 || hasSource(tree, m)).map((m) => {
    const listens = listeners.filter((l) => l.package === m.root).map(({ port, at }) => ({ port, at }));
    const startsAt = isPublishedTool(tree, m) ? undefined : (startOf(tree, m) ?? listens[0]?.at);
    const imported = [...(uses.get(m.root) ?? [])].sort(compareText);
    const server = listeners.find((l) => l.package === m.root && l.http);
    const kept = server && keepAlive([m.root, ...imported]);
    return {
      kind: 'package',
      root: m.root,
      name: m.name,
      language: hasTypeScript(tree, m) ? 'typescript' : 'javascript',
      at: fieldPlace(m, 'name') ?? { file: m.path, line: m.declaredAt?.line ?? 1, column: 1, length: 0 },
      startable: startsAt !== undefined,
      ...(startsAt ? { startsAt } : {}),
      listens,
      ...(server ? ownServer(server.at, sourcesOf(tree, [m.root, ...imported]), HANDLES_STOP) : {}),
      ...(server ? { httpServer: { at: server.at, ...(kept ? { keepAlive: kept } : {}) } } : {}),
      uses: imported,
    };
  });
}

/** A start script that runs something, a `bin`, or a Dockerfile beside the manifest. */
function startOf(tree: SourceTree, m: Manifest): Place | undefined {
  if (m.declaredAt) return m.declaredAt.starts ? { file: m.declaredAt.file, line: m.declaredAt.line, column: 1, length: 0 } : undefined;
  const start = ['start', 'start:prod', 'serve'].find((name) => isServer(scriptOf(m, name)));
  if (start !== undefined && m.workspaces.length === 0) return fieldPlace(m, start, 'scripts');
  if (m.bins.length > 0) return fieldPlace(m, 'bin');
  const dockerfile = joinPath(m.root, 'Dockerfile')!;
  return tree.files.has(dockerfile) ? { file: dockerfile, line: 1, column: 1, length: 0 } : undefined;
}

/** A command line that people install: it is packed for the registry, and only its authors start it here. */
const isPublishedTool = ({ files }: SourceTree, { root, bins, json }: Manifest): boolean =>
  bins.length > 0 && property(json, 'private') !== true && property(json, 'publishConfig') !== undefined && !files.has(joinPath(root, 'Dockerfile')!);

/** `start` often names another script of the package. */
function scriptOf({ scripts }: Manifest, name: string): string | undefined {
  const script = scripts.get(name);
  const other = /^(?:npm run|pnpm(?: run)?|yarn(?: run)?)\s+([\w:.-]+)$/.exec(script?.trim() ?? '')?.[1];
  return (other === undefined || other === name ? undefined : scripts.get(other)) ?? script;
}

/** Watching compilers, bundlers and component galleries start nothing that serves. */
const isServer = (script: string | undefined): boolean => script !== undefined && !/\btsc\b.*(?:-w\b|--watch)|\b(?:tsup|rollup|storybook|lerna|turbo|nx run-many|pnpm -r|yarn workspaces)\b/.test(script);

/** Packages whose files another package imports. */
function usedPackages(tree: SourceTree): Map<string, Set<string>> {
  const uses = new Map<string, Set<string>>();
  for (const { path, specifiers } of tree.scanned.values()) {
    const own = tree.manifests.of(path);
    if (!own) continue;
    for (const specifier of specifiers) {
      const target = tree.resolve(path, specifier);
      const other = 'file' in target ? tree.manifests.of(target.file) : undefined;
      if (!other || other === own) continue;
      const set = uses.get(own.root) ?? new Set();
      uses.set(own.root, set.add(other.root));
    }
  }
  return uses;
}

const sourcesOf = (tree: SourceTree, roots: readonly string[]): { readonly path: string; readonly text: string }[] =>
  [...tree.scanned.keys()].sort(compareText).flatMap((path) => (roots.includes(tree.manifests.of(path)?.root ?? '.') ? [{ path, text: tree.files.read(path) ?? '' }] : []));
const hasSource = (tree: SourceTree, m: Manifest): boolean => [...tree.scanned.keys()].some((path) => tree.manifests.of(path) === m);
const hasTypeScript = (tree: SourceTree, m: Manifest): boolean => [...tree.scanned.keys()].some((path) => /\.[mc]?tsx?$/.test(path) && tree.manifests.of(path) === m);

/** Place of a key of package.json, after the section that holds it. */
function fieldPlace(m: Manifest, key: string, section?: string): Place | undefined {
  const lines = m.text.split('\n');
  const quoted = `"${key}"`;
  const from = section === undefined ? 0 : Math.max(0, lines.findIndex((line) => line.includes(`"${section}"`)));
  const line = lines.findIndex((text, i) => i >= from && text.includes(quoted) && text.includes(':'));
  return line === -1 ? undefined : { file: m.path, line: line + 1, column: lines[line]!.indexOf(quoted) + 1, length: quoted.length };
}

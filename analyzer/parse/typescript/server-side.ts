import type { Client } from './engine/facts.js';
import type { Manifest } from './manifest.js';
import type { Listener } from './package-facts.js';
import type { SourceTree } from './tree.js';

const BROWSER = ['react', 'react-dom', 'vue', '@angular/core', 'svelte', 'preact', 'solid-js', 'react-native'];
/** Frameworks that render in the browser and run code on a server: which of the two a file does is told by the file. */
const FULL_STACK = ['next', 'nuxt', '@sveltejs/kit', '@remix-run/node', '@remix-run/react', 'astro'];
const ANY_CALL = new Set(['http', 'websocket']);

/**
 * Whether a client runs on a server. Requests of a package that depends on a browser framework and listens nowhere, or of the
 * bundle that its server hands out, are made by the visitor's browser, so they are no dependency of a service; databases and brokers are never called from there.
 */
export function isServerSide(tree: SourceTree, listeners: readonly Listener[]): (client: Client) => boolean {
  const listening = new Set(listeners.map((l) => l.package));
  return ({ fact }) => {
    if (!ANY_CALL.has(fact.protocol)) return true;
    const manifest = tree.manifests.of(fact.at.file);
    if (!manifest || !depends(manifest, BROWSER)) return true;
    if (depends(manifest, FULL_STACK)) return isServerFile(fact.at.file, tree.files.read(fact.at.file) ?? '');
    return listening.has(manifest.root) && !/\.(?:jsx|tsx)$/.test(fact.at.file) && !inBundle(tree, listeners, fact.at.file);
  };
}

const PAGES = ['index.html', 'public/index.html', 'src/index.html'];
const RENDERS = ['ts', 'tsx', 'js', 'jsx', 'mjs'].map((extension) => `entry-server.${extension}`);

/**
 * In the `src` beside a page, whose bundle a listener outside of it only hands out. Not what a listener imports, and not where an
 * entry renders on the server.
 */
function inBundle(tree: SourceTree, listeners: readonly Listener[], path: string): boolean {
  const root = /^(?:.*?\/)?(?=src\/)/.exec(path)?.[0];
  if (root === undefined || !PAGES.some((page) => tree.files.has(root + page)) || RENDERS.some((entry) => tree.files.has(`${root}src/${entry}`))) return false;
  const users = new Set([path]);
  for (const file of users) for (const importer of tree.importersOf(file)) users.add(importer);
  return !listeners.some(({ at }) => at.file.startsWith(`${root}src/`) || users.has(at.file));
}

const depends = (manifest: Manifest, names: readonly string[]): boolean => names.some((name) => manifest.dependencies.has(name));

const SERVER_PATH = /(?:^|\/)(?:pages\/api\/|app\/(?:.*\/)?route\.[jt]s$|server\/|(?:middleware|instrumentation)\.[jt]s$|lib\/server\/|\+(?:page|layout)\.server\.|\+server\.)/;

/** Route handlers, server actions and components that are not marked for the client; in `pages/`, the data functions. */
function isServerFile(path: string, text: string): boolean {
  if (/^\s*['"]use client['"]/m.test(text.slice(0, 500))) return false;
  if (SERVER_PATH.test(path)) return true;
  if (/^\s*['"]use server['"]/m.test(text) || /\b(?:getServerSideProps|getStaticProps|getInitialProps|server-only)\b/.test(text)) return true;
  return /(?:^|\/)app\//.test(path) && !/\buse(?:State|Effect|Query|SWR)\b/.test(text);
}

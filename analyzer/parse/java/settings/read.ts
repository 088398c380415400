import type { Problem, SettingsFileFact } from '../../../facts/types.js';
import type { FileSet } from '../../parser.js';
import type { Module } from '../build/module.js';
import { servedFiles, type ServedFile } from './config-server.js';
import { canonical, entry, type Entry, type SettingsDocument } from './entry.js';
import { moduleOf, settingsName } from './files.js';
import { readProperties } from './properties.js';
import { readYamlSettings } from './yaml.js';

/** All configuration of the tree, by who reads it. */
export interface Settings {
  /** By module root: documents without profile first. */
  readonly local: ReadonlyMap<string, readonly SettingsDocument[]>;
  /** By application name, handed out by a configuration server. */
  readonly served: ReadonlyMap<string, readonly SettingsDocument[]>;
  readonly everyone: readonly SettingsDocument[];
  readonly facts: readonly SettingsFileFact[];
  readonly problems: readonly Problem[];
}

export function readSettings(paths: readonly string[], modules: readonly Module[], files: FileSet): Settings {
  const problems: Problem[] = [];
  const open = (path: string): readonly SettingsDocument[] => {
    const text = files.read(path) ?? '';
    if (path.endsWith('.properties')) return readProperties(path, text).map(withImports);
    const read = readYamlSettings(path, text);
    problems.push(...read.problems);
    return read.documents.map(withImports);
  };
  const roots = new Set(modules.map(({ root }) => root));
  const local = new Map<string, SettingsDocument[]>();
  for (const path of paths) {
    const name = settingsName(path);
    const module = name && moduleOf(path, roots);
    if (!name || module === undefined) continue;
    local.set(module, [...(local.get(module) ?? []), ...open(path).map((document) => ({ ...document, ...profile(document.profile ?? name.profile) }))]);
  }
  const served = new Map<string, SettingsDocument[]>();
  const everyone: SettingsDocument[] = [];
  const handed = handedOut(modules, local, files);
  // What a server hands out from its class path is no configuration of its own.
  const handedPaths = new Set(handed.map(({ path }) => path));
  for (const [key, documents] of local) local.set(key, documents.filter(({ path }) => !handedPaths.has(path)));
  for (const file of handed) {
    const documents = open(file.path).map((document) => ({ ...document, ...profile(document.profile ?? file.profile) }));
    if (file.application === undefined) everyone.push(...documents);
    else served.set(file.application, [...(served.get(file.application) ?? []), ...documents]);
  }
  const sorted = (documents: readonly SettingsDocument[]) => [...documents].sort((a, b) => Number(a.profile !== undefined) - Number(b.profile !== undefined));
  for (const [key, documents] of local) local.set(key, sorted(documents));
  const facts = [
    ...[...local].flatMap(([root, documents]) => documents.map((document) => fact(document, [root]))),
    ...[...served].flatMap(([application, documents]) => documents.map((document) => fact(document, [], application))),
    ...everyone.map((document) => fact(document, modules.filter((module) => asksForSettings(module, local.get(module.root) ?? [])).map(({ root }) => root), EVERYONE)),
  ];
  return { local, served, everyone: sorted(everyone), facts, problems };
}

/** Only who has the client of a configuration server, or is told where one is, gets what that hands to all. */
export const asksForSettings = ({ artifacts }: Module, documents: readonly SettingsDocument[]): boolean =>
  ['spring-cloud-starter-config', 'spring-cloud-config-client'].some((artifact) => artifacts.has(artifact)) || documents.some(({ entries }) => entries.some(({ key }) => /^spring\.cloud\.config\.(?:uri|discovery\.)/.test(canonical(key))));

/** `SettingsFileFact.application` of what a configuration server hands to every application. */
const EVERYONE = '*';

const profile = (name: string | undefined): { readonly profile: string | undefined } => ({ profile: name });

/** Files that the tree's configuration servers hand out. */
function handedOut(modules: readonly Module[], local: ReadonlyMap<string, readonly SettingsDocument[]>, files: FileSet): ServedFile[] {
  const applications = new Set([...local.values()].flatMap((documents) => documents.flatMap(({ entries }) => entries.filter(({ key }) => canonical(key) === 'spring.application.name').map(({ raw }) => raw.trim()))));
  for (const { name } of modules) if (name !== '') applications.add(name);
  const servers = modules.filter(({ artifacts }) => artifacts.has('spring-cloud-config-server') || artifacts.has('spring-cloud-starter-config-server'));
  const found = servers.flatMap(({ root }) => servedFiles(root, (local.get(root) ?? []).flatMap(({ entries }) => entries), files, applications));
  return [...new Map(found.filter(({ path }) => !ON_CLASS_PATH.test(path)).map((file) => [file.path, file])).values()];
}

/** The server's own files. */
const ON_CLASS_PATH = /\/src\/main\/resources\/(?:application|bootstrap)[^/]*$/;

/** `spring.config.import: optional:configserver:http://config:8888` says where the configuration server is. */
function withImports(document: SettingsDocument): SettingsDocument {
  const imports = document.entries.flatMap(({ key, raw, at }): Entry[] => {
    const found = /^spring\.config\.import(?:\[\d+\])?$/.test(canonical(key)) ? /(?:^|[,;\s])(?:optional:)?configserver:([^,;\s]*)/.exec(raw) : null;
    return found && found[1] !== '' ? [entry('spring.cloud.config.uri', found[1]!, at)] : [];
  });
  return imports.length === 0 ? document : { ...document, entries: [...document.entries, ...imports] };
}

const fact = (document: SettingsDocument, packages: readonly string[], application?: string): SettingsFileFact => ({
  kind: 'settings-file',
  path: document.path,
  at: document.at,
  packages,
  ...(application === undefined ? {} : { application }),
  ...(document.profile === undefined ? {} : { profile: document.profile }),
  entries: document.entries.flatMap(({ key, value, at }) => (value ? [{ key, value, at }] : [])),
});

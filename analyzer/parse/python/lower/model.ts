import type { LoadedLanguage } from '../../source/index.js';
import { parseSource, type SourceNode } from '../../source/index.js';
import { createModel, newModule, type CodeModel } from '../../source/flow/index.js';
import type { Problem } from '../../../facts/types.js';
import { setResolver } from './imports.js';
import { lowerBlock } from './statements.js';

/** The files as one model. Modules are known by their path from the root, with dots. */
export function lowerFiles(language: LoadedLanguage, files: readonly { readonly path: string; readonly text: string }[], allPaths: readonly string[]): { readonly model: CodeModel; readonly roots: readonly SourceNode[]; readonly problems: readonly Problem[] } {
  const model = createModel();
  const ids = new Set(allPaths.flatMap((path) => prefixes(moduleId(path))));
  const settings = djangoSettings(ids, files);
  setResolver(model, (from, path) => (path === 'django.conf.settings' ? (settings(from) ?? path) : resolveModule(ids, from, path)));
  const problems: Problem[] = [];
  const parsed = files.map(({ path, text }) => {
    const { root, problems: own } = parseSource(language, path, text);
    problems.push(...own);
    return { root, module: newModule(model, moduleId(path)) };
  });
  // Modules that others star-import come first often enough: paths are sorted, and packages' own files lie above.
  for (const { root, module } of parsed) if (root) lowerBlock({ model, scope: module.scope, around: [], owner: undefined }, root);
  return { model, roots: parsed.flatMap(({ root }) => root ?? []), problems };
}

const moduleId = (path: string): string => path.replace(/\.py$/, '').replace(/\/__init__$/, '').replaceAll('/', '.');

function prefixes(id: string): string[] {
  const parts = id.split('.');
  return parts.map((_, i) => parts.slice(0, i + 1).join('.'));
}

const SETTINGS_MODULE = /DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']/;

/** `from django.conf import settings` is the module that the project's `manage.py` names, for the files below it. */
function djangoSettings(ids: ReadonlySet<string>, files: readonly { readonly path: string; readonly text: string }[]): (from: string) => string | undefined {
  const projects = files.flatMap(({ path, text }) => {
    const named = /(?:^|\/)manage\.py$/.test(path) ? SETTINGS_MODULE.exec(text)?.[1] : undefined;
    return named === undefined ? [] : [{ folder: path.slice(0, -'manage.py'.length), module: resolveModule(ids, path, named) }];
  });
  return (from) => projects.filter(({ folder }) => from.startsWith(folder)).sort((a, b) => b.folder.length - a.folder.length)[0]?.module;
}

/** Relative imports from the file's folder; others from the file's folder or one above it. */
function resolveModule(ids: ReadonlySet<string>, from: string, path: string): string {
  const folder = from.split('/').slice(0, -1);
  const dots = /^\.+/.exec(path)?.[0].length ?? 0;
  if (dots > 0) {
    const base = folder.slice(0, folder.length - (dots - 1));
    return [...base, ...path.slice(dots).split('.')].filter((part) => part !== '').join('.');
  }
  for (let length = folder.length; length >= 0; length--) {
    const candidate = [...folder.slice(0, length), path].join('.');
    if (ids.has(candidate)) return candidate;
  }
  return path;
}

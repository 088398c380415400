import { basename, dirname, resolve } from 'node:path';
import { toConfig, type Config, type RuleSetting } from '../../analyzer/config/config.js';
import { disk as realDisk, type Disk } from '../../analyzer/discover/index.js';
import type { Environment } from '../../analyzer/graph/document.js';
import type { Rule } from '../../rules/define.js';
import { UsageError } from '../errors.js';
import { findConfig } from './find.js';
import { rebase } from './rebase.js';

export interface LoadedConfig {
  readonly config: Config;
  /** Folder of the file, absolute: its globs are relative to it. Undefined without a file. */
  readonly base?: string;
  /** What should be said and does not stop the run. */
  readonly warnings: readonly string[];
}

export interface LoadOptions {
  /** The analysed root, absolute. */
  readonly root: string;
  /** `--config`. */
  readonly path?: string;
  /** Where the root lies, for a revision that is not checked out; what `--config` names is always read from the real one. */
  readonly disk?: Disk;
  readonly rules: () => Promise<readonly Rule[]>;
  /** `2027-01-31`: entries of `suppress` whose day is over no longer count. */
  readonly today: string;
}

/** The configuration that applies to `root`: the file that is named, else the nearest one upwards, else none. */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const disk = options.path === undefined ? (options.disk ?? realDisk) : realDisk;
  const path = options.path === undefined ? findConfig(options.root, disk) : resolve(options.path);
  if (path === undefined) return { config: toConfig(), warnings: [] };
  const name = options.path ?? basename(path);
  const { parseYaml, toPlain, items, entryOf, placeOf } = await import('../../analyzer/parse/yaml/index.js');
  const { documents, problems } = parseYaml(name, readText(path, name, disk));
  const wrong = problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  if (wrong.length > 0) throw configError(wrong);
  const root = documents[0]?.root;
  if (root === undefined) return { config: toConfig(), base: dirname(path), warnings: [] };
  const { validateConfig } = await import('./validate.js');
  const errors = validateConfig(root, await options.rules());
  if (errors.length > 0) throw configError(errors);
  const file = toPlain(root) as unknown as ConfigFile;
  const places = items(entryOf(root, 'suppress')?.value).map(placeOf);
  return normalise(file, dirname(path), options, (index) => places[index]);
}

function readText(path: string, name: string, disk: Disk): string {
  try {
    if (disk.stat(path).size > 1024 * 1024) throw new UsageError(`${name} is larger than 1 MB; that is not a configuration.`);
    return disk.read(path).toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`The configuration ${name} could not be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}). Check the path given to --config.`);
  }
}

const configError = (lines: readonly string[]): UsageError =>
  new UsageError(`The configuration is not valid:\n${lines.map((line) => `  ${line}`).join('\n')}`);

/** As people write it: maps by name, where the analyzer wants lists. */
interface ConfigFile extends Partial<Omit<Config, 'externals' | 'components' | 'rules'>> {
  readonly rules?: Readonly<Record<string, RuleSetting | false>>;
  readonly externals?: Readonly<Record<string, Omit<Config['externals'][number], 'name'>>>;
  readonly components?: Readonly<Record<string, Omit<Config['components'][number], 'name'>>>;
}

/** `off` without quotes is false to a reader of YAML 1.1. */
function settingOf(setting: RuleSetting | false): RuleSetting {
  if (typeof setting !== 'object') return setting === false ? 'off' : setting;
  return (setting as Record<string, unknown>)['severity'] === false ? { ...setting, severity: 'off' } : { ...setting };
}

function normalise(file: ConfigFile, base: string, { root, today }: LoadOptions, placeOf: (index: number) => Config['suppress'][number]['at']): LoadedConfig {
  const toRoot = rebase(base, root);
  const warnings: string[] = [];
  const suppress = (file.suppress ?? []).flatMap((entry, index) => {
    const at = placeOf(index);
    if (entry.until !== undefined && entry.until < today) {
      warnings.push(`${at ? `${at.file}:${at.line}: ` : ''}the suppression of "${entry.rule}" ended on ${entry.until}; its findings are reported again. Mend them, or extend it.`);
      return [];
    }
    const path = entry.path === undefined ? undefined : toRoot(entry.path);
    if (entry.path !== undefined && path === undefined) return [];
    // Of a part of the repository, entries about the rest are unused without being stale.
    return [{ ...entry, ...(path === undefined ? {} : { path }), ...(at && base === root ? { at } : {}) }];
  });
  const rebased = <V>(globs: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(Object.entries(globs).flatMap(([glob, value]) => (toRoot(glob) === undefined ? [] : [[toRoot(glob)!, value]])));
  const named = <V extends object>(map: Readonly<Record<string, V>> = {}): (V & { name: string })[] => Object.entries(map).map(([name, value]) => ({ ...value, name }));
  const config = toConfig({
    ...file,
    externals: named(file.externals),
    components: named(file.components).map((one) => ({ ...one, ...(one.packages ? { packages: one.packages.flatMap((path) => toRoot(path) ?? []) } : {}) })),
    targets: (file.targets ?? []).flatMap((target) => (target.file === undefined ? [target] : toRoot(target.file) === undefined ? [] : [{ ...target, file: toRoot(target.file)! }])),
    suppress,
    environments: rebased<Environment>(file.environments ?? {}),
    rules: Object.fromEntries(Object.entries(file.rules ?? {}).map(([id, setting]) => [id, settingOf(setting)])),
  });
  return { config, base, warnings };
}

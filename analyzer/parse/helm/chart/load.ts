import type { Place } from '../../../facts/place.js';
import type { Problem } from '../../../facts/types.js';
import type { FileSet } from '../../parser.js';
import { inside } from '../../paths.js';
import { openArchive } from '../archive/archive.js';
import { parseYaml, placeOf, textSource, type YamlNode } from '../../yaml/index.js';
import type { Origin, ValuePlace } from '../template/origin.js';
import { isList, isMap, type GoMap, type GoValue } from '../template/values.js';
import type { Chart, Requirement } from './chart.js';
import { toGoValue } from './go-yaml.js';
import { readIgnore } from './ignore.js';
import { satisfies, parseVersion } from './semver.js';
import { folderOfDependency } from './siblings.js';

/** Charts nest through `charts/` and `file://`; a chart that contains itself must end. */
const MAX_NESTING = 10;

/** Reads a chart folder. Whatever cannot be read of it is a problem, and the rest counts. */
export function loadChart(root: string, files: FileSet, problems: Problem[]): Chart | undefined {
  const prefix = root === '.' ? '' : `${root}/`;
  const ignored = readIgnore(files.read(`${prefix}.helmignore`) ?? '');
  return loadFolder(root, files, problems, (path) => ignored(path.slice(prefix.length)), 0);
}

function loadFolder(root: string, files: FileSet, problems: Problem[], ignored: (path: string) => boolean, nesting: number): Chart | undefined {
  const prefix = root === '.' ? '' : `${root}/`;
  const own = pathsBelow(files, prefix).filter((path) => !ignored(path));
  const metadata = readMap(files, `${prefix}Chart.yaml`, problems);
  if (metadata === undefined) return undefined;
  const legacy = text(metadata, 'apiVersion') === 'v1' ? readMap(files, `${prefix}requirements.yaml`, problems) : undefined;
  const requirements = readRequirements(metadata.get('dependencies') ?? legacy?.get('dependencies') ?? null);
  const templates: { name: string; source: ReturnType<typeof textSource> }[] = [];
  const others = new Map<string, () => string>();
  for (const path of own) {
    const name = path.slice(prefix.length);
    if (name.startsWith('templates/')) templates.push({ name, source: textSource(path, files.read(path) ?? '') });
    else if (!name.startsWith('charts/') && !CHART_FILES.has(name)) others.set(name, () => files.read(path) ?? '');
  }
  const chart: Chart = {
    name: text(metadata, 'name') || (root === '.' ? 'chart' : root.slice(root.lastIndexOf('/') + 1)),
    version: text(metadata, 'version'),
    isLibrary: text(metadata, 'type').toLowerCase() === 'library',
    metadata,
    requirements,
    subcharts: [],
    values: own.includes(`${prefix}values.yaml`) ? (readValues(files, `${prefix}values.yaml`, problems) ?? new Map()) : new Map(),
    templates,
    files: others,
    crds: own.filter((path) => path.startsWith(`${prefix}crds/`) && /\.(?:ya?ml|json)$/.test(path)),
  };
  if (nesting < MAX_NESTING) chart.subcharts = loadSubcharts({ root, prefix, own, files, problems, ignored, nesting }, requirements);
  return chart;
}

/** The discovered paths are sorted, so those below a folder are neighbours. */
function pathsBelow(files: FileSet, prefix: string): readonly string[] {
  const { paths } = files;
  const first = lowerBound(paths, prefix);
  let end = first;
  while (end < paths.length && (paths[end] as string).startsWith(prefix)) end++;
  return paths.slice(first, end);
}

function lowerBound(paths: readonly string[], wanted: string): number {
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] as string) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

const CHART_FILES = new Set(['Chart.yaml', 'Chart.lock', 'values.yaml', 'values.schema.json', 'requirements.yaml', 'requirements.lock', '.helmignore']);

interface Folder {
  readonly root: string;
  readonly prefix: string;
  readonly own: readonly string[];
  readonly files: FileSet;
  readonly problems: Problem[];
  readonly ignored: (path: string) => boolean;
  readonly nesting: number;
}

function loadSubcharts(folder: Folder, requirements: readonly Requirement[]): Chart[] {
  const { prefix, own, files, problems, ignored, nesting } = folder;
  const vendored = own.filter((path) => /^charts\/[^/_.][^/]*\/Chart\.yaml$/.test(path.slice(prefix.length)));
  const subcharts = vendored.flatMap((path) => loadFolder(path.slice(0, -'/Chart.yaml'.length), files, problems, ignored, nesting + 1) ?? []);
  for (const path of own) {
    if (!/^charts\/[^/_.][^/]*\.tgz$/.test(path.slice(prefix.length))) continue;
    const packaged = loadPackaged(folder, path);
    if (packaged !== undefined) subcharts.push(packaged);
  }
  for (const requirement of requirements) {
    if (subcharts.some((chart) => chart.name === requirement.chart && fits(chart, requirement))) continue;
    const found = loadReferenced(folder, requirement);
    if (found !== undefined) subcharts.push(found);
  }
  return subcharts;
}

/** A dependency as `helm dependency update` leaves it: an archive. */
function loadPackaged({ files, problems, nesting }: Folder, path: string): Chart | undefined {
  const packed = files.bytes?.(path);
  if (packed === undefined) return undefined;
  const archive = openArchive(path, packed);
  if (archive?.has(`${path}/Chart.yaml`)) {
    const ignored = readIgnore(archive.read(`${path}/.helmignore`) ?? '');
    return loadFolder(path, archive, problems, (inner) => ignored(inner.slice(path.length + 1)), nesting + 1);
  }
  const reason = archive === undefined ? 'is no gzipped tar file, is damaged, or is larger than 32 MB unpacked' : 'holds no Chart.yaml';
  problems.push(problem('helm-archive', { file: path, line: 1, column: 1, length: 0 }, `This packaged chart ${reason}, so it is not read. Run "helm dependency build" to fetch it again.`));
  return undefined;
}

export const fits = (chart: Chart, { version }: Requirement): boolean => {
  const own = parseVersion(chart.version);
  return own === undefined || version === '' || satisfies(own, version) !== false;
};

/** A dependency that is not in `charts/`: elsewhere in the tree, or somewhere else and then named as not read. */
function loadReferenced({ root, prefix, files, problems, nesting }: Folder, { chart, repository, version }: Requirement): Chart | undefined {
  const file = `${prefix}Chart.yaml`;
  const local = folderOfDependency(root, { name: chart, version, repository }, files);
  if (local !== undefined) {
    const ignored = readIgnore(files.read(`${local}/.helmignore`) ?? '');
    return loadFolder(local, files, problems, (path) => ignored(path.slice(local.length + 1)), nesting + 1);
  }
  const where = placeOfDependency(files, file, chart);
  if (repository.startsWith('file://') && inside(root, repository.slice('file://'.length)) === undefined) {
    problems.push(problem('path-outside', where, `The dependency ${chart} lies outside the analysed folder (${repository}); it is not read. Analyse the folder that holds both.`));
  } else {
    const from = repository === '' ? '' : ` of ${repository}`;
    problems.push(problem('helm-dependency-not-read', where, `The dependency ${chart} ${version}${from} is not in ${prefix}charts/, so it is not read. Run "helm dependency build" to have it analysed.`, 'info'));
  }
  return undefined;
}

function placeOfDependency(files: FileSet, file: string, chart: string): Place {
  const find = (node: YamlNode | undefined): YamlNode | undefined => {
    if (node?.type === 'sequence') for (const item of node.items) if (find(item)) return find(item);
    if (node?.type !== 'map') return undefined;
    for (const { key, value } of node.entries) {
      if (key.text === 'name' && value.type === 'scalar' && value.text === chart) return value;
      if (key.text === 'dependencies') return find(value);
    }
    return undefined;
  };
  for (const path of [file, file.replace(/Chart\.yaml$/, 'requirements.yaml')]) {
    const root = parseYaml(path, files.read(path) ?? '').documents[0]?.root;
    const found = root?.type === 'map' ? find({ ...root, entries: root.entries.filter(({ key }) => key.text === 'dependencies') }) : undefined;
    if (found !== undefined) return placeOf(found);
  }
  return { file, line: 1, column: 1, length: 0 };
}

const problem = (code: string, { file, line, column }: Place, message: string, severity: Problem['severity'] = 'warning'): Problem => ({ code, file, line, column, severity, message });

/** A values file: every entry knows its place. */
export function readValues(files: FileSet, path: string, problems: Problem[]): GoMap | undefined {
  return readMap(files, path, problems, true);
}

/** A place in a values file; most are never asked for. */
class WrittenAt implements Origin {
  constructor(
    private readonly node: YamlNode,
    private readonly label: string,
  ) {}

  get from(): ValuePlace {
    return { ...placeOf(this.node), label: this.label };
  }
}

function readMap(files: FileSet, path: string, problems: Problem[], placed = false): GoMap | undefined {
  const written = files.read(path);
  if (written === undefined) return undefined;
  const { documents, problems: syntax } = parseYaml(path, written);
  problems.push(...syntax.filter(({ severity }) => severity === 'error'));
  const value = toGoValue(documents[0]?.root, placed ? (node, label) => new WrittenAt(node, label) : undefined);
  if (value === null) return new Map();
  return isMap(value) ? value : undefined;
}

function readRequirements(value: GoValue): Requirement[] {
  if (!isList(value)) return [];
  return value.filter(isMap).map((entry) => {
    const tags = entry.get('tags') ?? null;
    const imports = entry.get('import-values') ?? null;
    const name = text(entry, 'name');
    const own = { version: text(entry, 'version'), repository: text(entry, 'repository'), condition: text(entry, 'condition'), alias: text(entry, 'alias') };
    return { name, chart: name, ...own, tags: isList(tags) ? tags.filter((tag) => typeof tag === 'string') : [], importValues: isList(imports) ? imports : [], enabled: true };
  });
}

function text(map: GoMap, key: string): string {
  const value = map.get(key) ?? null;
  return value === null ? '' : typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

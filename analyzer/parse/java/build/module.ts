import type { Place } from '../../../facts/place.js';

/** What one build file says: a Maven or Gradle module. */
export interface BuildFile {
  readonly path: string;
  readonly root: string;
  readonly name: string;
  readonly at: Place;
  /** Artifacts on the class path at run time, by artifact id, with the place that names them. */
  readonly artifacts: ReadonlyMap<string, Place>;
  /** Modules of the tree that are on the class path: folders, or artifact ids that may be modules'. */
  readonly projects: readonly string[];
  /** Where what it inherits stands: the folder or artifact id of its Maven parent. */
  readonly parent?: { readonly folder?: string; readonly artifact?: string };
  /** Gradle: artifacts that it gives to all projects below it. */
  readonly forAllBelow?: ReadonlyMap<string, Place>;
  /** Gradle: what it adds to projects that it configures by name, by their folder. */
  readonly forOthers?: ReadonlyMap<string, Pick<BuildFile, 'artifacts' | 'projects'>>;
  /** It only groups others. */
  readonly aggregator: boolean;
  /** The image that a plugin builds of it; without its registry where that is not written here. */
  readonly image?: BuiltImage;
}

export interface BuiltImage {
  readonly name: string;
  readonly at: Place;
}

/** A module with everything that it inherits. */
export interface Module {
  readonly root: string;
  readonly name: string;
  readonly at: Place;
  readonly artifacts: ReadonlyMap<string, Place>;
  /** Roots of modules whose code it runs, transitively. */
  readonly uses: readonly string[];
  readonly image?: BuiltImage;
}

const MAX_PARENTS = 10;

/** Joins build files into modules: parents' dependencies, Gradle's `subprojects`, and what used modules bring along. */
export function toModules(read: readonly BuildFile[]): Module[] {
  const files = read.map((file) => withOthers(file, read));
  const byRoot = new Map(files.map((file) => [file.root, file]));
  const byName = new Map(files.map((file) => [file.name, file]));
  const inherited = (file: BuildFile): ReadonlyMap<string, Place> => {
    const merged = new Map(file.artifacts);
    const add = (more: ReadonlyMap<string, Place> | undefined) => more?.forEach((place, artifact) => merged.has(artifact) || merged.set(artifact, place));
    let parent = parentOf(file, byRoot, byName);
    for (let i = 0; parent && i < MAX_PARENTS; i++, parent = parentOf(parent, byRoot, byName)) add(parent.artifacts);
    for (const above of files) if (above !== file && above.forAllBelow && (above.root === '.' || file.root.startsWith(`${above.root}/`))) add(above.forAllBelow);
    return merged;
  };
  const own = new Map(files.map((file) => [file, inherited(file)]));
  const direct = (file: BuildFile): BuildFile[] => {
    const named = [...own.get(file)!.keys(), ...file.projects].map((name) => byRoot.get(name) ?? byName.get(name));
    return [...new Set(named)].filter((used): used is BuildFile => used !== undefined && used !== file);
  };
  return files.map((file) => {
    const uses = new Set<BuildFile>();
    const follow = (used: BuildFile): void => {
      if (used === file || uses.has(used)) return;
      uses.add(used);
      direct(used).forEach(follow);
    };
    direct(file).forEach(follow);
    const artifacts = new Map(own.get(file));
    for (const used of uses) own.get(used)!.forEach((place, artifact) => artifacts.has(artifact) || artifacts.set(artifact, place));
    return { root: file.root, name: file.name, at: file.at, artifacts, uses: [...uses].map((used) => used.root).sort(), ...(file.image ? { image: file.image } : {}) };
  });
}

/** With what other build files say about it by name. */
function withOthers(file: BuildFile, all: readonly BuildFile[]): BuildFile {
  const more = all.flatMap(({ forOthers }) => forOthers?.get(file.root) ?? []);
  if (more.length === 0) return file;
  return { ...file, artifacts: new Map([...more.flatMap(({ artifacts }) => [...artifacts]), ...file.artifacts]), projects: [...file.projects, ...more.flatMap(({ projects }) => projects)] };
}

function parentOf(file: BuildFile, byRoot: ReadonlyMap<string, BuildFile>, byName: ReadonlyMap<string, BuildFile>): BuildFile | undefined {
  const { folder, artifact } = file.parent ?? {};
  const beside = folder === undefined ? undefined : byRoot.get(folder);
  const found = beside && (artifact === undefined || beside.name === artifact) ? beside : artifact === undefined ? undefined : byName.get(artifact);
  return found === file ? undefined : found;
}

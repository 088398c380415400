import type { Place } from '../../../facts/place.js';
import { folderOf, inside } from '../../paths.js';
import { placeAt, sourceText, type SourceText } from '../../source/index.js';
import { gradleImage } from './images.js';
import type { BuildFile } from './module.js';

/** Aliases of a version catalog or of a map in a script that builds share: `libs.spring.web` -> artifact id. */
export type Catalog = ReadonlyMap<string, string>;

const CONFIGURATION = '(?:compile|implementation|api|runtime|runtimeOnly|[a-z]\\w*(?:Implementation|RuntimeOnly|Api))';
const DEPENDENCY = new RegExp(`(?<![\\w.])(${CONFIGURATION})\\b[ \\t]*\\(?\\s*(?:(?:platform|enforcedPlatform)\\s*\\()?\\s*(?:["']([\\w.-]+):([\\w.-]+)(?::[^"'\\n]*)?["']|group\\s*[:=]\\s*["'][^"'\\n]*["']\\s*,\\s*name\\s*[:=]\\s*["']([\\w.-]+)["']|project\\s*\\(\\s*(?:path\\s*[:=]\\s*)?["']([^"'\\n]+)["']|((?:\\w+\\.)+\\w+))`, 'g');
/** Further coordinates in one call: `implementation("a:b", "c:d")`, or in Groovy's lists. */
const COORDINATE = /^\s*,\s*["']([\w.-]+):([\w.-]+)(?::[^"'\n]*)?["']/;

/** Reads a build.gradle or build.gradle.kts by its usual forms; it is a program, so what is computed stays unread. */
export function readGradle(path: string, text: string, catalog: Catalog, folderOfProject: (project: string, from: string) => string): BuildFile {
  const clean = withoutComments(text);
  const source = sourceText(path, text);
  const root = folderOf(path);
  const artifacts = new Map<string, Place>();
  const forAllBelow = new Map<string, Place>();
  const projects: string[] = [];
  const forOthers = new Map<string, { readonly artifacts: Map<string, Place>; readonly projects: string[] }>();
  const shared = sharedBlocks(clean);
  const others = projectBlocks(clean);
  for (const { project } of others) forOthers.set(folderOfProject(project, root), { artifacts: new Map(), projects: [] });
  for (const found of dependenciesIn(clean, source, catalog)) {
    const holds = ({ start, end }: Block) => found.index >= start && found.index < end;
    const other = others.find(holds);
    const owner = other ? forOthers.get(folderOfProject(other.project, root))! : { artifacts: shared.some(holds) ? forAllBelow : artifacts, projects };
    if (found.artifact !== undefined) owner.artifacts.set(found.artifact, found.at);
    else owner.projects.push(folderOfProject(found.project!, root));
  }
  const plugin = /\bid\s*\(?\s*["'](io\.quarkus|io\.micronaut\.application|org\.springframework\.boot)["']|apply plugin:\s*["'](spring-boot|org\.springframework\.boot|io\.quarkus)["']/.exec(clean);
  if (plugin) artifacts.set(`${plugin[1] ?? plugin[2]} plugin`, placeAt(source, plugin.index, plugin.index + plugin[0].length));
  const name = root === '.' ? '' : root.slice(root.lastIndexOf('/') + 1);
  const image = gradleImage(clean, name, (start, end) => placeAt(source, start, end));
  return { path, root, name, at: placeAt(source, 0, Math.max(1, text.indexOf('\n'))), artifacts, projects, ...(forAllBelow.size > 0 ? { forAllBelow } : {}), ...(forOthers.size > 0 ? { forOthers } : {}), aggregator: false, ...(image ? { image } : {}) };
}

interface Found {
  readonly index: number;
  readonly at: Place;
  readonly artifact?: string;
  readonly project?: string;
}

function dependenciesIn(clean: string, source: SourceText, catalog: Catalog): Found[] {
  const found: Found[] = [];
  for (const match of clean.matchAll(DEPENDENCY)) {
    const [all, configuration, , artifact, named, project, alias] = match;
    if (/^(?:test|androidTest|kapt|annotation)/i.test(configuration!)) continue;
    const at = placeAt(source, match.index, match.index + all.length);
    const id = artifact ?? named ?? (alias === undefined ? undefined : catalog.get(alias.slice(alias.indexOf('.') + 1)));
    if (id !== undefined) found.push({ index: match.index, at, artifact: id });
    else if (project !== undefined) found.push({ index: match.index, at, project });
    if (artifact === undefined) continue;
    let end = match.index + all.length;
    for (let more = COORDINATE.exec(clean.slice(end, end + 300)); more; more = COORDINATE.exec(clean.slice(end, end + 300))) {
      found.push({ index: end, at: placeAt(source, end + more[0].search(/["']/), end + more[0].length), artifact: more[2]! });
      end += more[0].length;
    }
  }
  return found;
}

interface Block {
  readonly start: number;
  readonly end: number;
}

/** Spans of `subprojects { }` and `allprojects { }`. */
function sharedBlocks(text: string): Block[] {
  return [...text.matchAll(/\b(?:subprojects|allprojects|configure\s*\([^)]*\))\s*\{/g)].map(({ index, 0: head }) => ({ start: index, end: blockEnd(text, index + head.length) }));
}

/** Spans of `project(":orders") { }`: a build file may configure others by name. */
function projectBlocks(text: string): (Block & { readonly project: string })[] {
  return [...text.matchAll(/(?<![\w.])project\s*\(\s*["']([^"'\n]+)["']\s*\)\s*\{/g)].map(({ index, 0: head, 1: project }) => ({ project: project!, start: index, end: blockEnd(text, index + head.length) }));
}

function blockEnd(text: string, from: number): number {
  let open = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '{') open++;
    else if (text[i] === '}' && --open === 0) return i;
  }
  return text.length;
}

/** Comments become blanks, so that offsets stay. A `//` inside quotes (a URL) is none. */
const withoutComments = (text: string): string => text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g, (token) => (token.startsWith('/') ? token.replace(/[^\n]/g, ' ') : token));

/** Gradle paths to folders, as settings.gradle maps them: `:api` -> `services/api`. */
export function readGradleSettings(path: string, text: string): ReadonlyMap<string, string> {
  const root = folderOf(path);
  const clean = withoutComments(text);
  const folders = new Map<string, string>();
  for (const [, list] of clean.matchAll(/\binclude\b\s*\(?((?:\s*,?\s*["'][^"'\n]+["'])+)/g))
    for (const [, name] of list!.matchAll(/["']([^"'\n]+)["']/g)) folders.set(withColon(name!), inside(root, name!.replace(/^:/, '').replaceAll(':', '/')) ?? root);
  for (const [, name, folder] of clean.matchAll(/project\s*\(\s*["']([^"'\n]+)["']\s*\)\.projectDir\s*=\s*(?:new\s+File|file)\s*\([^"'\n]*["']([^"'\n]+)["']/g)) folders.set(withColon(name!), inside(root, folder!) ?? root);
  return folders;
}

const withColon = (name: string): string => (name.startsWith(':') ? name : `:${name}`);

/** `[libraries]` of gradle/libs.versions.toml. */
export function readCatalog(text: string): Catalog {
  const catalog = new Map<string, string>();
  for (const [, alias, value] of text.matchAll(/^\s*([\w.-]+)\s*=\s*(.+)$/gm)) {
    const module = /module\s*=\s*"[^":]*:([^":]+)"/.exec(value!)?.[1] ?? /name\s*=\s*"([^"]+)"/.exec(value!)?.[1] ?? /^"[^":\s]+:([^":]+)(?::[^"]*)?"/.exec(value!)?.[1];
    if (module !== undefined) catalog.set(alias!.replace(/[-_]/g, '.'), module);
  }
  return catalog;
}

/** `ext { libs = [ web: "org.example:web:1.0" ] }` of a script that build files apply: the map's names are aliases. */
export function readScript(text: string): Catalog {
  const entries = withoutComments(text).matchAll(/(?<![\w.])(\w+)\s*[:=]\s*["'][\w.-]+:([\w.-]+)(?::[^"'\n]*)?["']/g);
  return new Map([...entries].map(([, alias, artifact]) => [alias!, artifact!]));
}

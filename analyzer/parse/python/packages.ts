import { compareText, type Place } from '../../facts/place.js';
import type { PackageFact } from '../../facts/types.js';
import type { FileSet } from '../parser.js';

/** A folder of Python that is built or started as one. */
export interface PythonPackage {
  readonly root: string;
  readonly name: string;
  readonly manifest: string | undefined;
  readonly files: readonly string[];
  readonly startsAt: Place | undefined;
}

const MANIFESTS = ['pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt', 'Pipfile', 'requirements.in', 'environment.yml'];
const TESTS = /(?:^|\/)(?:tests?|testing|docs?|examples?|migrations|\.?venv|site-packages|node_modules)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest|setup|noxfile)\.py$/;

export const isTest = (path: string): boolean => TESTS.test(path);

/** What a process that serves or works constructs or runs. */
const SERVES = /\b(?:Flask|FastAPI|Sanic|Starlette|Quart|Bottle|Celery|Robyn|Litestar|grpc(?:\.aio)?\.server|web\.Application|HTTPServer|ThreadingHTTPServer|tornado\.web\.Application|get_wsgi_application|get_asgi_application|KafkaConsumer|HttpUser|FastHttpUser)\s*\(|\b(?:uvicorn|app|web)\.run(?:_app)?\s*\(|\.serve_forever\s*\(|\.start_consuming\s*\(/;
const SERVING_CLASS = /class\s+\w+\([^)]*\b(?:HttpUser|FastHttpUser)\b/;

/** Packages of a tree: folders with a manifest or a Dockerfile beside Python code, else folders of a script that serves. */
export function findPackages(sources: readonly string[], files: FileSet): readonly PythonPackage[] {
  const code = sources.filter((path) => !isTest(path));
  const folders = new Set(code.map(folderOf));
  const roots = new Set([...withAncestors(folders)].filter((folder) => [...MANIFESTS, 'Dockerfile'].some((name) => files.has(join(folder, name)) && (name !== 'Dockerfile' || folders.has(folder) || hasCodeBelow(code, folder)))));
  for (const folder of [...roots].flatMap((root) => servicesBelow(root, code, roots, files))) roots.add(folder);
  for (const path of code) if (!rootOf(path, roots) && SERVES.test(files.read(path) ?? '')) roots.add(folderOf(path));
  return [...roots].sort(compareText).map((root) => packageAt(root, code.filter((path) => rootOf(path, roots) === root), files)).filter((p) => p.files.length > 0);
}

/** Folders of one manifest that each hold a server, where none lies beside the manifest: services that share what they require. */
function servicesBelow(root: string, code: readonly string[], roots: ReadonlySet<string>, files: FileSet): readonly string[] {
  const serving = code.filter((path) => rootOf(path, roots) === root && SERVES.test(files.read(path) ?? '')).map(folderOf);
  const below = [...new Set(serving)].filter((folder) => folder !== root && folderOf(folder) === root);
  return below.length > 1 && below.length === new Set(serving).size && !files.has(join(root, 'Dockerfile')) ? below : [];
}

function packageAt(root: string, own: readonly string[], files: FileSet): PythonPackage {
  const manifest = MANIFESTS.map((name) => join(root, name)).find((path) => files.has(path));
  const named = manifest && /^\s*name\s*=\s*["']([\w.-]+)["']/m.exec(files.read(manifest) ?? '')?.[1];
  const folder = root.slice(root.lastIndexOf('/') + 1);
  return { root, name: named ?? (root === '.' ? '' : folder), manifest, files: own, startsAt: startOf(root, own, files) };
}

/** A Dockerfile beside the code, or code that serves. */
function startOf(root: string, own: readonly string[], files: FileSet): Place | undefined {
  const serving = own.map((path) => serves(path, files)).find((place) => place !== undefined);
  if (serving) return serving;
  const dockerfile = join(root, 'Dockerfile');
  const text = files.has(dockerfile) ? (files.read(dockerfile) ?? '') : '';
  const command = /^\s*(?:CMD|ENTRYPOINT)\b.*\b(?:python3?|gunicorn|uvicorn|hypercorn|celery|flask|locust|fastapi|\.py|\.sh)\b/im.exec(text);
  return command ? { file: dockerfile, line: text.slice(0, command.index).split('\n').length + (command[0].startsWith('\n') ? 1 : 0), column: 1, length: command[0].trim().length } : undefined;
}

function serves(path: string, files: FileSet): Place | undefined {
  const text = files.read(path) ?? '';
  const found = SERVES.exec(text) ?? SERVING_CLASS.exec(text) ?? (path.endsWith('manage.py') && text.includes('django') ? /django/.exec(text) : null);
  if (!found) return undefined;
  const before = text.slice(0, found.index);
  return { file: path, line: before.split('\n').length, column: found.index - before.lastIndexOf('\n'), length: found[0].length };
}

/** Run from a shell: a script, or commands of Click or Typer. */
const COMMAND_LINE = /^(?:import|from) (?:click|typer)\b/m;
const BY_HAND = /^if __name__ ==/m;

/** Where the modules of a command line stand. */
const COMMANDS = /(?:^|\/)(?:cli|commands|command_line)\//;

/**
 * Scripts and command lines that stand beside a server, and that nothing starts or imports, with the modules of a command line that
 * only those import: what people run by hand is no part of the system.
 */
export function sideScripts(packages: readonly PythonPackage[], importersOf: (path: string) => ReadonlySet<string>, files: FileSet): ReadonlySet<string> {
  const aside = new Set(
    packages.flatMap(({ root, files: own }) => {
      const text = (path: string): string => files.read(path) ?? '';
      const serving = own.filter((path) => serves(path, files) !== undefined);
      // A command that serves, too (for trying out, for a callback), is not the server where there is one.
      const servers = serving.some((path) => !COMMAND_LINE.test(text(path))) ? serving.filter((path) => !COMMAND_LINE.test(text(path))) : serving;
      const started = ['Dockerfile', 'Procfile', 'entrypoint.sh', 'start.sh', 'run.sh'].map((name) => files.read(join(root, name)) ?? '').join('\n');
      return servers.length === 0 ? [] : own.filter((path) => !servers.includes(path) && (BY_HAND.test(text(path)) || COMMAND_LINE.test(text(path))) && importersOf(path).size === 0 && !started.includes(path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/, '')));
    }),
  );
  const modules = packages.flatMap(({ files: own }) => own).filter((path) => COMMANDS.test(path) && importersOf(path).size > 0 && serves(path, files) === undefined);
  const isAside = (path: string): boolean => !aside.has(path) && [...importersOf(path)].every((importer) => aside.has(importer));
  for (let next = modules.filter(isAside); next.length > 0; next = modules.filter(isAside)) for (const path of next) aside.add(path);
  return aside;
}

/** The root of the package that has a file. */
export function rootOf(path: string, roots: ReadonlySet<string>): string | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    if (roots.has(folder)) return folder;
    if (folder === '.') return undefined;
  }
}

export function packageFact(found: PythonPackage, listens: PackageFact['listens'], uses: readonly string[], loadGenerator: Place | undefined): PackageFact {
  const at: Place = { file: found.manifest ?? found.startsAt?.file ?? found.files[0]!, line: 1, column: 1, length: 1 };
  return { kind: 'package', root: found.root, name: found.name, language: 'python', at, startable: found.startsAt !== undefined, ...(found.startsAt ? { startsAt: found.startsAt } : {}), listens, uses, ...(loadGenerator ? { provides: { kind: 'load-generator', at: loadGenerator } } : {}) };
}

const hasCodeBelow = (code: readonly string[], folder: string): boolean => code.some((path) => folder === '.' || path.startsWith(`${folder}/`));
const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');
const join = (folder: string, name: string): string => (folder === '.' ? name : `${folder}/${name}`);

function withAncestors(folders: ReadonlySet<string>): Set<string> {
  const all = new Set<string>();
  for (const start of folders) for (let folder = start; !all.has(folder); folder = folderOf(folder)) all.add(folder);
  return all;
}

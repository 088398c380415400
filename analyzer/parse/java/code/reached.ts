import { push } from '../../../facts/groups.js';
import type { FileSet } from '../../parser.js';
import type { SourcePath } from './program.js';

/** A module that is started, with the modules whose code is on its class path. */
export interface Started {
  readonly root: string;
  readonly uses: readonly string[];
}

/**
 * The files whose code a program may run. A library on its class path is there whole, and used in part: what no file of the
 * program leads to, by a type's name or as an implementation of one, never runs in it. Texts are enough for that, and what a
 * framework starts by itself counts as used.
 */
export function reachedFiles(sources: readonly SourcePath[], files: FileSet): (program: Started) => ReadonlySet<string> {
  let outlines: readonly Outline[] | undefined;
  const known = new Map<string, ReadonlySet<string>>();
  return (program) => {
    outlines ??= sources.map(({ path, module }) => outlineOf(path, module, files.read(path) ?? ''));
    const found = known.get(program.root) ?? closure(program, outlines);
    known.set(program.root, found);
    return found;
  };
}

interface Outline {
  readonly path: string;
  readonly module: string;
  readonly declares: readonly string[];
  readonly supertypes: readonly string[];
  readonly mentions: ReadonlySet<string>;
  /** A framework calls it, or anybody may without naming a type: listeners, controllers, configuration, functions of their own. */
  readonly starts: boolean;
  readonly isBean: boolean;
}

const DECLARED = /\b(?:class|interface|object|enum|record)\s+([A-Z]\w*)/g;
const STARTED = /@(?:\w*Listener|Scheduled|PostConstruct|\w*Controller\w*|Configuration|AutoConfiguration|Factory|Path|Aspect|Provider|Endpoint|WebFilter|GrpcService|Startup|ServerFilter)\b|^(?:\w+ )*fun /m;
/** One that nobody closes goes on to the end. */
const COMMENT = /\/\*[\s\S]*?(?:\*\/|(?![\s\S]))|\/\/.*$/gm;
const BEAN = /@(?:Component|Service|Repository|Singleton|ApplicationScoped|Named|Bean)\b/;

function outlineOf(path: string, module: string, text: string): Outline {
  const code = text.replace(COMMENT, '');
  const supertypes = supertypesIn(code);
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  return {
    path, module, supertypes,
    declares: [name, ...[...code.matchAll(DECLARED)].map((match) => match[1]!)],
    mentions: new Set(code.match(/\b[A-Z]\w*/g)),
    starts: STARTED.test(code),
    isBean: BEAN.test(code),
  };
}

/** What stands between a declaration's name and its body, without the parameters of Kotlin's constructors. */
function supertypesIn(code: string): string[] {
  return [...code.matchAll(/\b(?:class|interface|object|enum|record)\s+[A-Z]\w*([^{;]{0,2000})/g)].flatMap(([, head]) => withoutParentheses(head!).match(/\b[A-Z]\w*/g) ?? []);
}

function withoutParentheses(text: string): string {
  let depth = 0;
  let kept = '';
  for (const character of text) {
    if (character === '(') depth++;
    if (depth === 0) kept += character;
    if (character === ')') depth = Math.max(0, depth - 1);
  }
  return kept;
}

function closure({ root, uses }: Started, all: readonly Outline[]): ReadonlySet<string> {
  const modules = new Set([root, ...uses]);
  const here = all.filter(({ module }) => modules.has(module));
  const declaring = new Map<string, Outline[]>();
  const below = new Map<string, Outline[]>();
  for (const outline of here) {
    for (const name of outline.declares) push(declaring, name, outline);
    for (const name of outline.supertypes) push(below, name, outline);
  }
  // A bean of a framework's own interface is called by the framework.
  const isCalled = ({ starts, isBean, supertypes }: Outline): boolean => starts || (isBean && supertypes.some((name) => !declaring.has(name)));
  const queue = here.filter((outline) => outline.module === root || isCalled(outline));
  const reached = new Set(queue);
  for (let next = queue.pop(); next; next = queue.pop()) {
    const led = [...next.mentions].flatMap((name) => declaring.get(name) ?? []);
    for (const outline of [...led, ...next.declares.flatMap((name) => below.get(name) ?? [])]) {
      if (reached.has(outline)) continue;
      reached.add(outline);
      queue.push(outline);
    }
  }
  return new Set([...reached].map(({ path }) => path));
}

import { folderOf, inside } from '../../paths.js';
import { textSource, type YamlNode } from '../../yaml/index.js';
import { givenFile, lastFile, type Given, type Release, type Tree } from './release.js';
import { wordsFrom, type Word } from './shell-words.js';

/** Pipelines and scripts in which teams deploy; not those of tests and manuals. */
const HOLDS_COMMANDS = /(?:^|\/)(?:Makefile|Jenkinsfile|[Jj]ustfile|[^/]+\.(?:mk|sh|ps1)|Taskfile\.ya?ml|\.gitlab-ci\.yml|(?:azure|bitbucket)-pipelines[^/]*\.ya?ml|cloudbuild[^/]*\.ya?ml|buildspec[^/]*\.ya?ml)$|(?:^|\/)\.(?:github\/workflows|circleci|woodpecker)\/[^/]+\.ya?ml$/;
const ASIDE = /(?:^|\/)(?:tests?|e2e|hack|examples?|samples?|docs?)\//;

export const mayHoldCommands = (path: string): boolean => HOLDS_COMMANDS.test(path) && !ASIDE.test(path);

/** A cluster that is made for a test and thrown away with it. */
const TRIES_OUT = /\b(?:kind create cluster|helm\/kind-action|minikube start|k3d cluster create)\b/;
const COMMAND = /\bhelm3?[ \t]+(?:upgrade|install)(?=[ \t])/g;
const TAKES_VALUE = /^(?:-[fnlo]|--(?:values|set(?:-string|-file|-json|-literal)?|namespace|timeout|version|repo|history-max|description|labels|output|post-renderer(?:-args)?|name-template|username|password|kube[\w-]*|[\w-]+-file))$/;

/** A command on a chart of the tree: what it deploys, where that can be told, and what it sets. */
interface Command {
  readonly chart: string;
  readonly release?: Release;
  readonly sets: readonly Given[];
  /** It keeps what earlier commands have set. */
  readonly keeps: boolean;
}

/**
 * `helm upgrade --install NAME CHART -f FILE --set KEY=VALUE`, of charts that pass. Paths begin at the repository or at the file's folder.
 * Where values are kept (`--reuse-values`), whatever some command sets of the chart may be set.
 */
export function commandReleases(texts: Iterable<readonly [file: string, text: string]>, tree: Tree): Release[] {
  const commands = [...texts].flatMap(([file, text]) => (TRIES_OUT.test(text) ? [] : [...text.matchAll(COMMAND)].flatMap((match) => read(file, text, wordsFrom(text, match.index + match[0].length), tree) ?? [])));
  const ever = (chart: string): Given[] => commands.filter((one) => one.chart === chart).flatMap(({ sets }) => sets.map((given) => ({ ...given, isOpen: true })));
  return commands.flatMap(({ release, keeps, chart }) => (release === undefined ? [] : keeps ? [{ ...release, values: [...ever(chart), ...release.values] }] : [release]));
}

interface Parsed {
  readonly positional: readonly Word[];
  readonly options: readonly { readonly name: string; readonly value: Word }[];
  readonly flags: ReadonlySet<string>;
}

function parse(words: readonly Word[]): Parsed {
  const [positional, options, flags] = [[] as Word[], [] as Parsed['options'][number][], new Set<string>()];
  for (let i = 0; i < words.length; i++) {
    const { text, end } = words[i]!;
    const equals = text.indexOf('=');
    if (!text.startsWith('-')) positional.push(words[i]!);
    else if (text.startsWith('--') && equals > 0) options.push({ name: text.slice(0, equals), value: { text: text.slice(equals + 1), start: end - (text.length - equals - 1), end } });
    else if (TAKES_VALUE.test(text) && words[i + 1]) options.push({ name: text, value: words[++i]! });
    else flags.add(text);
  }
  return { positional, options, flags };
}

/** What a shell fills in; which values are meant, nobody knows before. */
const isOpen = (text: string): boolean => text.includes('$') || text.includes('{{');

function read(file: string, text: string, words: readonly Word[], tree: Tree): Command | undefined {
  const { positional, options, flags } = parse(words);
  const chart = around(file, positional.at(-1)?.text ?? '$').find(tree.isChart);
  if (chart === undefined || positional.length > 2 || flags.has('--dry-run')) return undefined;
  const paths = options.filter(({ name }) => name === '-f' || name === '--values').flatMap(({ value }) => value.text.split(',').map((path) => ({ ...value, text: path })));
  const source = textSource(file, text);
  const nodeOf = ({ start, end }: Word, shown: string): YamlNode => ({ type: 'scalar', source, start, end, value: shown, text: shown, quoted: false });
  const files = paths.map((path) => givenFile(around(file, path.text).find(tree.has) ?? path.text, nodeOf(path, path.text), tree));
  const sets = options.filter(({ name }) => name === '--set' || name === '--set-string').flatMap(({ name, value }) => value.text.split(/(?<!\\),/).flatMap((pair) => toSet(pair, name === '--set-string', (shown) => nodeOf(value, shown))));
  const keeps = flags.has('--reuse-values');
  if ((keeps && paths.length === 0) || paths.some((path) => isOpen(path.text))) return { chart, sets, keeps };
  const name = positional.length === 2 && !isOpen(positional[0]!.text) ? positional[0]!.text : chart.slice(chart.lastIndexOf('/') + 1);
  const environment = lastFile(files.filter((one) => one.kind !== 'file' || one.path !== `${chart}/values.yaml`));
  return { chart, sets, keeps, release: { name, chart, file, ...(environment === undefined ? {} : { environment }), values: [...files, ...sets] } };
}

const around = (file: string, path: string): string[] => ['.', folderOf(file)].flatMap((folder) => inside(folder, path.replaceAll('\\', '/')) ?? []);

function toSet(pair: string, isText: boolean, nodeOf: (shown: string) => YamlNode): Given[] {
  const equals = pair.indexOf('=');
  if (equals < 1) return [];
  const value = pair.slice(equals + 1);
  return [{ kind: 'set', key: pair.slice(0, equals).trim(), node: nodeOf(value), isText, ...(isOpen(value) ? { isOpen: true } : {}) }];
}

/** Values or names for what is not production. */
const TRIAL = /(?:^|[-_.])(?:dev|devel|development|local|tests?|testing|ci|kind|minikube|e2e|stag(?:e|ing)|qa|preview|sandbox)(?:[-_.]|$)/i;

/** A pipeline that deploys only trials says nothing of how the chart serves users. */
export const someServe = (releases: readonly Release[]): boolean => releases.some(({ name, environment }) => !TRIAL.test(environment ?? name));

/** The same release of the same values, as several jobs make it, once. */
export function distinctReleases(releases: readonly Release[]): Release[] {
  const keyOf = ({ name, chart, environment }: Release): string => [chart, name, environment ?? ''].join('\u0000');
  return [...new Map([...releases].reverse().map((release) => [keyOf(release), release])).values()].reverse();
}

import { comparePlaces } from '../../facts/place.js';
import type { RequiredVariableFact } from '../../facts/types.js';
import { ancestorOfType, childOf, descendantsOfType, placeOf, textOf, type SourceNode } from '../source/index.js';
import { startsIn } from './started.js';

type Found = Pick<RequiredVariableFact, 'name' | 'reader' | 'at'>;

const ENDS = /\b(?:panic|os\.Exit|\w+\.(?:Fatal|Panic)\w*)\(/;
/** A function that reads settings, and says what is missing to whoever ends the program for it. */
const READS_SETTINGS = /load|conf|env|setting/i;

/** Variables without which a program ends as it starts. */
export function requiredVariables(roots: readonly SourceNode[], packagesOf: (file: string) => readonly string[]): RequiredVariableFact[] {
  const reading = roots.filter(({ source }) => /\bos\.(?:Getenv|LookupEnv)\(/.test(source.text));
  const helpers = reading.flatMap(helpersOf);
  const isStarted = startsIn(roots);
  const loading = new Set(roots.filter(({ source }) => source.text.includes('"github.com/joho/godotenv')).flatMap(({ source }) => packagesOf(source.file)));
  const read = [...reading.flatMap((root) => checked(root, isStarted)), ...(helpers.length === 0 ? [] : roots.flatMap((root) => asked(root, helpers, isStarted)))];
  const facts = [
    ...read.map((one) => ({ one, packages: packagesOf(one.at.file) })),
    // Of structs that several programs can see, nobody knows which of them fills which.
    ...tagged(roots).map((one) => ({ one, packages: packagesOf(one.at.file) })).filter(({ packages }) => packages.length === 1),
  ].flatMap(({ one, packages }): RequiredVariableFact[] => (packages.length === 0 ? [] : [{ kind: 'required-variable', packages, ...one, ...(packages.some((root) => loading.has(root)) ? { orInFile: true } : {}) }]));
  return facts.sort((a, b) => comparePlaces(a.at, b.at));
}

/** A function of the package that is given the name of a variable and ends the program without it. */
interface Helper {
  readonly folder: string;
  readonly name: string;
  /** Which argument names the variable. */
  readonly index: number;
}

function helpersOf(root: SourceNode): Helper[] {
  return descendantsOfType(root, 'function_declaration').flatMap((node): Helper[] => {
    const text = textOf(childOf(node, 'body') ?? node);
    const read = /\bos\.(?:Getenv|LookupEnv)\((\w+)\)/.exec(text)?.[1];
    const names = descendantsOfType(childOf(node, 'parameters') ?? node, 'parameter_declaration').flatMap((parameter) => parameter.children.filter(({ field }) => field === 'name').map(textOf));
    const index = read === undefined ? -1 : names.indexOf(read);
    const isAlone = /^\((?:\s*\w+\s+\*\w+\s*,)?\s*\w+\s+string\s*\)$/.test(textOf(childOf(node, 'parameters') ?? node));
    return index < 0 || !isAlone || !ENDS.test(text) ? [] : [{ folder: folderOf(root.source.file), name: textOf(childOf(node, 'name') ?? node), index }];
  });
}

type IsStarted = ReturnType<typeof startsIn>;

function asked(root: SourceNode, helpers: readonly Helper[], isStarted: IsStarted): Found[] {
  const near = helpers.filter(({ folder }) => folder === folderOf(root.source.file));
  return near.length === 0 ? [] : descendantsOfType(root, 'call_expression').flatMap((call): Found[] => {
    const helper = near.find(({ name }) => name === textOf(childOf(call, 'function') ?? call));
    const argument = helper && childOf(call, 'arguments')?.children[helper.index];
    const name = argument && literal(argument);
    return name === undefined || !isStarted(call) ? [] : [{ name, reader: helper!.name, at: placeOf(argument!) }];
  });
}

/** `x := os.Getenv("X")`, then `if x == "" { log.Fatal(..) }`. */
function checked(root: SourceNode, isStarted: IsStarted): Found[] {
  return descendantsOfType(root, 'if_statement').flatMap((statement): Found[] => {
    const condition = /^(?:(\w+) == ""|!(\w+))$/.exec(textOf(childOf(statement, 'condition') ?? statement));
    const variable = condition?.[1] ?? condition?.[2];
    const read = variable === undefined ? undefined : [childOf(statement, 'initializer'), ...(before(statement))].find((node) => node !== undefined && reads(node, variable, condition![2] !== undefined));
    const call = read && descendantsOfType(read, 'call_expression')[0];
    const name = call && literal(childOf(call, 'arguments')?.children[0] ?? call);
    return name === undefined || !leaves(statement, name) || !isStarted(statement) ? [] : [{ name, reader: textOf(childOf(call!, 'function')!), at: placeOf(call!) }];
  });
}

/** The statements of the same block before it, the last one first. */
const before = (statement: SourceNode): readonly SourceNode[] => (statement.parent?.children ?? []).filter(({ end }) => end <= statement.start).reverse();

const reads = (node: SourceNode, variable: string, isFlag: boolean): boolean =>
  new RegExp(isFlag ? `^\\w+,\\s*${variable}\\s*:?=\\s*os\\.LookupEnv\\("\\w+"\\)$` : `^${variable}\\s*:?=\\s*os\\.Getenv\\("\\w+"\\)$`).test(textOf(node));

function leaves(statement: SourceNode, name: string): boolean {
  const text = textOf(childOf(statement, 'consequence') ?? statement);
  const around = ancestorOfType(statement, 'function_declaration', 'method_declaration');
  const says = /\breturn\b[^\n]*(?:errors\.New|fmt\.Errorf)\(/.test(text) && text.includes(name) && READS_SETTINGS.test(textOf(childOf(around, 'name') ?? statement));
  return ENDS.test(text) || says;
}

/** What fills structs from the environment, and the tags that it obeys, where no code puts anything before the names. */
const FILLERS: readonly { readonly called: RegExp; readonly prefix: RegExp; readonly tag: RegExp; readonly required: RegExp; readonly filled: RegExp; readonly reader: string }[] = [
  // https://github.com/caarlos0/env
  { called: /\benv\.(?:Parse|ParseAs|Must|ParseWithOptions)\b/, prefix: /\bPrefix:|\benvPrefix:/, tag: /\benv:"(\w+),([^"]*)"/, required: /\b(?:required|notEmpty)\b/, filled: /\benvDefault:/, reader: 'env.Parse' },
  // https://github.com/sethvargo/go-envconfig
  { called: /"github\.com\/sethvargo\/go-envconfig"/, prefix: /\bPrefixLookuper\b|\benv:"[^"]*\bprefix=/, tag: /\benv:"(\w+),([^"]*)"/, required: /\brequired\b/, filled: /\bdefault=/, reader: 'envconfig.Process' },
  // https://github.com/kelseyhightower/envconfig
  { called: /\benvconfig\.(?:Process|MustProcess)\(\s*""/, prefix: /\benvconfig\.(?:Process|MustProcess)\(\s*"\w/, tag: /\benvconfig:"(\w+)"(.*)/, required: /\brequired:"true"/, filled: /\bdefault:/, reader: 'envconfig.Process' },
];

function tagged(roots: readonly SourceNode[]): Found[] {
  return FILLERS.filter(({ called, prefix }) => roots.some(({ source }) => called.test(source.text)) && !roots.some(({ source }) => prefix.test(source.text))).flatMap(({ tag, required, filled, reader }) =>
    roots.filter(({ source }) => tag.test(source.text)).flatMap((root) => descendantsOfType(root, 'field_declaration')).flatMap((field): Found[] => {
      const written = childOf(field, 'tag');
      const [all = '', name, options = ''] = written === undefined ? [] : (tag.exec(textOf(written)) ?? []);
      return name === undefined || !required.test(options) || filled.test(textOf(written!)) || all === '' ? [] : [{ name, reader, at: placeOf(written!) }];
    }));
}

const literal = (node: SourceNode): string | undefined => /^["`]([A-Za-z_]\w*)["`]$/.exec(textOf(node))?.[1];
const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');

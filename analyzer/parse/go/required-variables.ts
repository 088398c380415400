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
  const reading = roots.filter(({ source }) => /\bos\.(?:Getenv|LookupEnv)\(|\benvconfig\.|`env:|\benv\.(?:Parse|Must)/.test(source.text));
  const helpers = reading.flatMap(helpersOf);
  const isStarted = startsIn(roots);
  const found = [...reading.flatMap((root) => [...checked(root, isStarted), ...tagged(root)]), ...(helpers.length === 0 ? [] : roots.flatMap((root) => asked(root, helpers, isStarted)))];
  const facts = found.flatMap((one): RequiredVariableFact[] => {
    const packages = packagesOf(one.at.file);
    return packages.length === 0 ? [] : [{ kind: 'required-variable', packages, ...one }];
  });
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

/** `env:"X,required"` of what env.Parse fills, `envconfig:"X" required:"true"` of what envconfig does, as long as nothing is put before the names. */
function tagged(root: SourceNode): Found[] {
  const { text } = root.source;
  const [isEnv, isEnvconfig] = [/\benv\.(?:Parse|ParseAs|Must)\b/.test(text) && !/\bPrefix:|envPrefix:/.test(text), /\benvconfig\.(?:Process|MustProcess)\(\s*""/.test(text)];
  return !isEnv && !isEnvconfig ? [] : descendantsOfType(root, 'field_declaration').flatMap((field): Found[] => {
    const tag = childOf(field, 'tag');
    const written = tag === undefined ? '' : textOf(tag);
    const [, name, options] = (isEnv ? /\benv:"(\w+),([^"]*)"/ : /\benvconfig:"(\w+)"(.*)/).exec(written) ?? [];
    const isRequired = isEnv ? /\b(?:required|notEmpty)\b/.test(options ?? '') && !/\benvDefault:/.test(written) : /\brequired:"true"/.test(written) && !/\bdefault:/.test(written);
    return name === undefined || !isRequired ? [] : [{ name, reader: isEnv ? 'env.Parse' : 'envconfig.Process', at: placeOf(tag!) }];
  });
}

const literal = (node: SourceNode): string | undefined => /^["`]([A-Za-z_]\w*)["`]$/.exec(textOf(node))?.[1];
const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');

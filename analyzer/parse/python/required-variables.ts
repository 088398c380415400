import { comparePlaces } from '../../facts/place.js';
import type { RequiredVariableFact } from '../../facts/types.js';
import { ancestorOfType, childOf, childOfType, childrenOfType, descendantsOfType, placeOf, textOf, type SourceNode } from '../source/index.js';
import { functionOf, namesOf, plainText, type Call, type ClassType, type Flow } from '../source/flow/index.js';

/** Readers that throw where the variable is not set and no default is given. */
const THROWS = /^(?:decouple\.config|environs?\.(?:Fileaware)?Env(?:#\w+)?)$/;

/** Around these it may not be read at all, or what is thrown is caught. */
const DECIDES = ['if_statement', 'conditional_expression', 'boolean_operator', 'try_statement', 'with_statement', 'while_statement', 'for_statement', 'match_statement', 'list_comprehension', 'dictionary_comprehension', 'generator_expression', 'function_definition', 'lambda'];

type Found = Pick<RequiredVariableFact, 'name' | 'reader' | 'at'>;

/** Variables that a module or a settings class cannot be loaded without. `isRun` tells whether the process loads the file. */
export function requiredVariables(flow: Flow, roots: readonly SourceNode[], isRun: (file: string) => boolean, packagesOf: (file: string) => readonly string[]): RequiredVariableFact[] {
  const found = [
    ...roots.filter(({ source }) => /\benviron\s*\[|\bgetenv\b|\benviron\.get\b/.test(source.text)).flatMap((root) => [...subscripts(root), ...checked(root)]),
    ...flow.model.calls.flatMap((call) => thrown(flow, call)),
    ...flow.model.classes.flatMap((type) => fieldsOf(flow, type)),
  ];
  const loading = new Set(roots.filter(({ source }) => /\bload_dotenv\b|\bread_env\b|\benv_file\b/.test(source.text)).flatMap(({ source }) => packagesOf(source.file)));
  const kept = found.flatMap((one): RequiredVariableFact[] => {
    const packages = isRun(one.at.file) ? packagesOf(one.at.file) : [];
    const orInFile = one.reader === 'decouple.config' || packages.some((root) => loading.has(root));
    return packages.length === 0 ? [] : [{ kind: 'required-variable', packages, ...one, ...(orInFile ? { orInFile } : {}) }];
  });
  return kept.sort((a, b) => comparePlaces(a.at, b.at));
}

/** `os.environ["X"]`, read when the module is loaded. */
function subscripts(root: SourceNode): Found[] {
  return descendantsOfType(root, 'subscript').flatMap((node): Found[] => {
    const name = /^(?:os\.)?environ\[\s*["'](\w+)["']\s*\]$/.exec(textOf(node))?.[1];
    const isTarget = node.field === 'left' || node.parent?.type === 'delete_statement';
    return name === undefined || isTarget || ancestorOfType(node, ...DECIDES) || isSet(root, name) ? [] : [{ name, reader: 'os.environ', at: placeOf(node) }];
  });
}

const isSet = ({ source }: SourceNode, name: string): boolean => new RegExp(`environ(?:\\[["']${name}["']\\]\\s*=[^=]|\\.setdefault\\(\\s*["']${name}["'])`).test(source.text);

/** `x = os.getenv("X")`, then `if not x: raise`. */
function checked(root: SourceNode): Found[] {
  const read = new Map(childrenOfType(root, 'expression_statement').flatMap((statement): [string, SourceNode][] => {
    const assignment = childOfType(statement, 'assignment');
    const left = childOf(assignment, 'left');
    return left?.type === 'identifier' ? [[textOf(left), childOf(assignment, 'right') ?? left]] : [];
  }));
  return childrenOfType(root, 'if_statement').flatMap((statement): Found[] => {
    const variable = /^(?:not (\w+)|(\w+) is None)$/.exec(textOf(childOf(statement, 'condition') ?? statement));
    const value = variable && read.get((variable[1] ?? variable[2])!);
    const name = value && /^(?:os\.)?(?:getenv|environ\.get)\(\s*["'](\w+)["']\s*\)$/.exec(textOf(value))?.[1];
    const body = childOf(statement, 'consequence');
    const ends = body?.children.some((inner) => inner.type === 'raise_statement' || /^(?:sys\.)?exit\(/.test(textOf(inner)));
    return name === undefined || name === null || !ends ? [] : [{ name, reader: 'os.getenv', at: placeOf(value!) }];
  });
}

/** `config("X")` of decouple, `env("X")` and `env.str("X")` of environs and django-environ, without a default. */
function thrown(flow: Flow, call: Call): Found[] {
  const [given, ...options] = call.args;
  if (given === undefined || given.name !== undefined || options.some(({ name }) => name === undefined || name === 'default') || functionOf(call.scope) !== undefined || ancestorOfType(call.node, ...DECIDES)) return [];
  const reader = namesOf(flow, call, undefined).map(({ name }) => name).find((name) => THROWS.test(name));
  const name = reader === undefined ? undefined : plainText(flow, flow.value(given.value, undefined));
  // `environ.Env(DEBUG=(bool, False))` has its defaults where it is made.
  return name === undefined || !/^[A-Z][A-Z0-9_]*$/.test(name) || new RegExp(`\\b${name}\\s*=\\s*\\(`).test(call.node.source.text) ? [] : [{ name, reader: reader!.replace('#', '.'), at: placeOf(call.node) }];
}

/** Fields of Pydantic's settings without a default, of a class that is made without arguments. */
function fieldsOf(flow: Flow, { name: type, node, bases }: ClassType): Found[] {
  const text = textOf(node);
  const isMade = (): boolean => flow.model.calls.some(({ callee, args }) => callee.is === 'name' && callee.name === type && args.length === 0);
  // Other sources, and types of their own that are put together from several variables.
  if (bases.length !== 1 || !/(?:^|\.)BaseSettings$/.test(textOf(bases[0]!.node)) || /\b(?:secrets_dir|settings_customise_sources|env_nested_delimiter)\b/.test(text) || !isMade()) return [];
  const prefix = /env_prefix\s*=\s*["'](\w*)["']/.exec(text)?.[1] ?? '';
  return (childOf(node, 'body')?.children ?? []).flatMap((statement): Found[] => {
    const assignment = childOfType(statement, 'assignment');
    const left = childOf(assignment, 'left');
    const annotation = childOf(assignment, 'type');
    if (left?.type !== 'identifier' || annotation === undefined || /Optional|None|ClassVar/.test(textOf(annotation)) || textOf(left).startsWith('_') || isFilled(childOf(assignment, 'right'))) return [];
    const alias = /\b(?:env|validation_alias|alias)\s*=\s*["'](\w+)["']/.exec(textOf(assignment!))?.[1];
    return [{ name: alias ?? (prefix + textOf(left)).toUpperCase(), reader: `${type}.${textOf(left)}`, at: placeOf(left) }];
  });
}

/** `= 8080` and `= Field(default=8080)` are defaults; `= Field(...)` and `= Field(alias="X")` are none. A list of names is not read. */
function isFilled(value: SourceNode | undefined): boolean {
  if (value === undefined) return false;
  const text = textOf(value);
  return !/^(?:pydantic\.)?Field\(/.test(text) || /\bdefault(?:_factory)?\s*=|AliasChoices|\benv\s*=\s*\[/.test(text) || !/^(?:pydantic\.)?Field\(\s*(?:\.\.\.|\w+\s*=|\))/.test(text);
}

import { ts } from 'ts-morph';
import { comparePlaces } from '../../facts/place.js';
import type { RequiredVariableFact } from '../../facts/types.js';
import type { Runners } from './engine/usage.js';
import { schemaFields } from './required-schemas.js';
import { isStarted } from './started.js';
import { placeOf } from './source/module.js';
import { enclosing, functionName, isFunctionNode, unwrap, walk, type FunctionNode } from './source/syntax.js';
import type { Program } from './program.js';

type Found = Pick<RequiredVariableFact, 'name' | 'reader' | 'at'>;

const READS = /\bprocess\.env\b|\bgetOrThrow\b|\benv-var\b|\bvalidationSchema\b/;
const ENDS = /\bthrow\b|\bprocess\.exit\b|\brequired\(|\bcleanEnv\b|\bparse\(|\bcreateEnv\b|\bgetOrThrow\b|\bvalidationSchema\b|\bvalidate\(/;

/** These load `.env` where there is one. */
const LOADERS = ['dotenv', 'dotenv-flow', 'dotenv-expand', 'dotenv-safe', '@nestjs/config', 'env-cmd', '@dotenvx/dotenvx'];

/** Files that a command line starts and no process of the service. */
const BY_HAND = /(?:^|\/)(?:scripts?|bin|cli|tools?|seeds?|seeders?|migrations?|commands)\//;

/** Variables without which the process does not start, or throws where it reads them. */
export function requiredVariables(program: Program, runners: Runners, listening: ReadonlySet<string>): RequiredVariableFact[] {
  const { tree, space } = program;
  const paths = [...tree.scanned.keys()].filter((path) => {
    const text = tree.files.read(path) ?? '';
    return READS.test(text) && ENDS.test(text) && !BY_HAND.test(path) && (listening.has(path) || tree.importersOf(path).length > 0 || isStart(program, path));
  });
  const found = paths.flatMap((path) => {
    const source = space.module(path)?.source;
    return source === undefined ? [] : readIn(program, source).map((one): RequiredVariableFact => ({ kind: 'required-variable', packages: runners(source), ...one, ...(LOADERS.some((name) => tree.manifests.of(path)?.dependencies.has(name)) ? { orInFile: true } : {}) }));
  });
  return found.filter((fact) => fact.packages.length > 0 && !isSetByScript(program, fact)).sort((a, b) => comparePlaces(a.at, b.at));
}

/** The file that a package usually begins with, in its root or its source folder. */
function isStart({ tree }: Program, path: string): boolean {
  const root = tree.manifests.of(path)?.root ?? '.';
  return /^(?:src\/)?(?:index|main|server|app|worker|bootstrap)\.[cm]?[jt]s$/.test(root === '.' ? path : path.slice(root.length + 1));
}

/** `cross-env NAME=value node server.js`. */
const isSetByScript = ({ tree }: Program, { name, at }: RequiredVariableFact): boolean => new RegExp(`\\b${name}=`).test(tree.files.read(tree.manifests.of(at.file)?.path ?? '') ?? '');

function readIn(program: Program, source: ts.SourceFile): Found[] {
  const helpers = new Set<string>();
  walk(source, (node) => {
    const name = isFunctionNode(node) && isHelper(node) ? functionName(node) : undefined;
    if (name !== undefined) helpers.add(name);
  });
  const found: Found[] = [...schemaFields(program, source)];
  walk(source, (node) => {
    const one = ts.isIfStatement(node) ? checked(node) : ts.isCallExpression(node) ? asked(node, helpers) : undefined;
    if (one && !isAssigned(source, one.name) && isStarted(program, node)) found.push(one);
  });
  return found;
}

const isAssigned = ({ text }: ts.SourceFile, name: string): boolean => new RegExp(`process\\.env(?:\\.${name}|\\[['"]${name}['"]\\])\\s*(?:\\?\\?|\\|\\|)?=[^=]`).test(text);

/** `function required(name) { const value = process.env[name]; if (!value) throw ...; return value }`, without a default. */
function isHelper(node: FunctionNode): boolean {
  const [parameter, ...others] = node.parameters;
  const name = parameter && ts.isIdentifier(parameter.name) ? parameter.name.text : undefined;
  const body = node.body?.getText() ?? '';
  return name !== undefined && others.length === 0 && new RegExp(`process\\.env\\[\\s*${name}(?:\\s+as\\s+\\w+)?\\s*\\]`).test(body) && /\bthrow\b|\bprocess\.exit\(/.test(body) && !/\btry\b/.test(body);
}

/** `required('X')`, `config.getOrThrow('X')`, `env.get('X').required()`. */
function asked(node: ts.CallExpression, helpers: ReadonlySet<string>): Found | undefined {
  const { expression } = node;
  const callee = ts.isPropertyAccessExpression(expression) ? expression.name.text : ts.isIdentifier(expression) ? expression.text : '';
  const call = callee === 'required' && ts.isPropertyAccessExpression(expression) && ts.isCallExpression(expression.expression) && node.arguments.length === 0 ? getCall(expression.expression) : node;
  const [first] = call?.arguments ?? [];
  const isAsked = call !== node ? call !== undefined : callee === 'getOrThrow' || (ts.isIdentifier(expression) && helpers.has(callee));
  return isAsked && first !== undefined && call!.arguments.length === 1 && ts.isStringLiteralLike(first) && isName(first.text) ? { name: first.text, reader: callee, at: placeOf(first) } : undefined;
}

const getCall = (call: ts.CallExpression): ts.CallExpression | undefined => (ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'get' ? call : undefined);

/** A variable of the environment, not a key of some other configuration. */
export const isName = (text: string): boolean => /^[A-Z][A-Z0-9_]*$/.test(text);

/** `if (!process.env.X) throw ...`, or the same of a constant that holds it. */
function checked(node: ts.IfStatement): Found | undefined {
  const condition = unwrap(node.expression);
  const negated = ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken ? unwrap(condition.operand) : ts.isBinaryExpression(condition) && /^===?$/.test(condition.operatorToken.getText()) && /^(?:undefined|null|'')$/.test(condition.right.getText()) ? unwrap(condition.left) : undefined;
  const read = negated && (variableOf(negated) ? negated : heldBy(negated));
  const name = read && variableOf(read);
  return name === undefined || !/^\w+$/.test(name) || !ends(node.thenStatement) ? undefined : { name, reader: `process.env.${name}`, at: placeOf(read!) };
}

function variableOf(node: ts.Expression): string | undefined {
  const name = ts.isPropertyAccessExpression(node) ? node.name.text : ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
  return name !== undefined && (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) && node.expression.getText() === 'process.env' ? name : undefined;
}

/** What a constant of the same block is made of. */
function heldBy(node: ts.Expression): ts.Expression | undefined {
  if (!ts.isIdentifier(node)) return undefined;
  const block = enclosing(node, (n): n is ts.Block | ts.SourceFile => ts.isBlock(n) || ts.isSourceFile(n));
  const declarations = block?.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => [...declarationList.declarations]) ?? [];
  const initializer = declarations.find(({ name }) => ts.isIdentifier(name) && name.text === node.text)?.initializer;
  return initializer && unwrap(initializer);
}

/** It leaves at once, whatever is said before. */
function ends(statement: ts.Statement): boolean {
  const statements = ts.isBlock(statement) ? statement.statements : [statement];
  return statements.some((one) => ts.isThrowStatement(one) || /^process\.exit\(/.test(one.getText()));
}

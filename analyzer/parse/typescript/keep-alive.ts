import { ts } from 'ts-morph';
import type { Value } from '../../facts/value.js';
import type { Program } from './program.js';
import { placeOf } from './source/module.js';
import { walk } from './source/syntax.js';

/**
 * `server.keepAliveTimeout = 65_000` in the code of some packages, in milliseconds; undefined where none of it speaks of the
 * limit. It may be set in many ways (an option, a helper, an agent of the same name), so what is no plain assignment is unknown.
 */
export function keepAliveOf(program: Program): (roots: readonly string[]) => Value<number> | undefined {
  const assigned = assignments(program);
  return (roots) => {
    const own = assigned.filter(({ root }) => roots.includes(root)).map(({ value }) => value);
    if (own.length === 1) return own[0];
    const speaking = own.length > 1 ? undefined : mention(program, roots);
    return own[0] ? { unknown: 'keepAliveTimeout', at: own[0].at } : speaking === undefined ? undefined : { unknown: 'keepAliveTimeout', at: { file: speaking, line: 1, column: 1, length: 0 } };
  };
}

function assignments({ modules, tree, context }: Program): { readonly root: string; readonly value: Value<number> }[] {
  const found: { readonly root: string; readonly value: Value<number> }[] = [];
  for (const { source, path } of modules) {
    if (!source.text.includes('keepAliveTimeout')) continue;
    walk(source, (node) => {
      if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(node.left) || node.left.name.text !== 'keepAliveTimeout') return;
      const read = context.value(node.right, context.root);
      const at = placeOf(node);
      found.push({ root: tree.manifests.of(path)?.root ?? '.', value: read.kind === 'number' ? { value: read.value, at } : { unknown: node.right.getText(), at } });
    });
  }
  return found;
}

/** The first file of the packages that names the limit in whatever way. */
const mention = ({ tree }: Program, roots: readonly string[]): string | undefined =>
  [...tree.scanned.keys()].sort().find((path) => roots.includes(tree.manifests.of(path)?.root ?? '.') && /keepAliveTimeout/i.test(tree.files.read(path) ?? ''));

import { ts } from 'ts-morph';
import { comparePlaces } from '../../facts/place.js';
import type { UnboundedBufferFact } from '../../facts/types.js';
import type { Runners } from './engine/usage.js';
import { pathPattern } from './clients/pattern.js';
import { madeAt } from './evaluate/reference.js';
import { signature } from './evaluate/value.js';
import type { Program } from './program.js';
import { placeOf } from './source/module.js';
import { referencesTo } from './source/references.js';
import { enclosingFunction, unwrap } from './source/syntax.js';

/** Queues of libraries that hold any number of tasks: https://github.com/sindresorhus/p-queue, https://caolan.github.io/async/v3/docs.html#queue */
const QUEUES: readonly { readonly packages: readonly string[]; readonly path: string; readonly holder: string }[] = [
  { packages: ['p-queue'], path: '()', holder: 'p-queue' },
  { packages: ['fastq'], path: '{,.promise}()', holder: 'fastq' },
  { packages: ['async'], path: '.{queue,priorityQueue}()', holder: 'async.queue' },
  { packages: ['better-queue'], path: '()', holder: 'better-queue' },
];

const FEEDS = new Set(['add', 'addAll', 'push', 'pushAsync', 'unshift']);
/** Whoever asks how much waits may stop feeding it. */
const ASKS = new Set(['size', 'length', 'pending', 'onSizeLessThan', 'saturated', 'unsaturated', 'isSaturated', 'idle']);

/** Queues at the top of a file that functions feed, and whose length nobody looks at. */
export function unboundedBuffers(program: Program, runners: Runners): UnboundedBufferFact[] {
  const found = program.modules.flatMap(({ source }) => source.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => [...declarationList.declarations]).flatMap((declaration): UnboundedBufferFact[] => {
    const holder = declaration.initializer && ts.isIdentifier(declaration.name) ? holderOf(program, unwrap(declaration.initializer)) : undefined;
    const packages = holder !== undefined && isFedAlone(program, declaration) ? runners(declaration) : [];
    return packages.length === 0 ? [] : [{ kind: 'unbounded-buffer', packages, holder: holder!, at: placeOf(declaration.initializer!) }];
  }));
  return found.sort((a, b) => comparePlaces(a.at, b.at));
}

function holderOf({ context }: Program, node: ts.Expression): string | undefined {
  const made = ts.isCallExpression(node) || ts.isNewExpression(node) ? madeAt(context, node) : undefined;
  return made && QUEUES.find(({ packages, path }) => packages.includes(made.reference.package) && pathPattern(path).test(signature(made.reference)))?.holder;
}

function isFedAlone(program: Program, declaration: ts.VariableDeclaration): boolean {
  const members = referencesTo(program.space, declaration).flatMap(({ parent }) => (ts.isPropertyAccessExpression(parent) ? [parent] : []));
  return members.some((member) => FEEDS.has(member.name.text) && ts.isCallExpression(member.parent) && enclosingFunction(member) !== undefined) && !members.some(({ name }) => ASKS.has(name.text));
}

import type { CharSet } from './chars.js';
import type { RegexNode } from './parse.js';

export type Instruction =
  | { readonly op: 'set'; readonly set: CharSet }
  /** Continues at `first`, or else at `second`. */
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'assert'; readonly at: Extract<RegexNode, { type: 'assert' }>['at'] }
  | { readonly op: 'match' };

const MAX_INSTRUCTIONS = 20_000;

/** Instructions for the virtual machine that Pike described. https://swtch.com/~rsc/regexp/regexp2.html */
export function toProgram(node: RegexNode): Instruction[] {
  const program: Instruction[] = [];
  emit(program, { type: 'group', index: 0, node });
  add(program, { op: 'match' });
  return program;
}

function add<T extends Instruction>(program: Instruction[], instruction: T): T {
  if (program.length >= MAX_INSTRUCTIONS) throw new SyntaxError('expression is too large');
  program.push(instruction);
  return instruction;
}

function emit(program: Instruction[], node: RegexNode): void {
  switch (node.type) {
    case 'empty':
      return;
    case 'set':
      add(program, { op: 'set', set: node.set });
      return;
    case 'assert':
      add(program, { op: 'assert', at: node.at });
      return;
    case 'sequence':
      node.nodes.forEach((one) => emit(program, one));
      return;
    case 'group':
      add(program, { op: 'save', slot: 2 * node.index });
      emit(program, node.node);
      add(program, { op: 'save', slot: 2 * node.index + 1 });
      return;
    case 'choice':
      emitChoice(program, node.nodes);
      return;
    case 'repeat':
      emitRepeat(program, node);
  }
}

function emitChoice(program: Instruction[], nodes: readonly RegexNode[]): void {
  const [first, ...rest] = nodes;
  if (first === undefined) return;
  if (rest.length === 0) return emit(program, first);
  const split = add(program, { op: 'split', first: program.length + 1, second: 0 });
  emit(program, first);
  const jump = add(program, { op: 'jump', to: 0 });
  split.second = program.length;
  emitChoice(program, rest);
  jump.to = program.length;
}

function emitRepeat(program: Instruction[], { node, min, max, greedy }: Extract<RegexNode, { type: 'repeat' }>): void {
  for (let count = 0; count < min; count++) emit(program, node);
  if (max === Infinity) {
    const split = add(program, { op: 'split', first: 0, second: 0 });
    const body = program.length;
    emit(program, node);
    add(program, { op: 'jump', to: body - 1 });
    direct(split, body, program.length, greedy);
    return;
  }
  const splits: { split: Extract<Instruction, { op: 'split' }>; body: number }[] = [];
  for (let count = min; count < max; count++) {
    splits.push({ split: add(program, { op: 'split', first: 0, second: 0 }), body: program.length });
    emit(program, node);
  }
  for (const { split, body } of splits) direct(split, body, program.length, greedy);
}

function direct(split: Extract<Instruction, { op: 'split' }>, body: number, after: number, greedy: boolean): void {
  split.first = greedy ? body : after;
  split.second = greedy ? after : body;
}

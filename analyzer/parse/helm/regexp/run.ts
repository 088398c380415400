import type { Instruction } from './program.js';

interface Thread {
  readonly at: number;
  readonly slots: Int32Array;
}

/** All alternatives at once, the preferred first: each instruction is visited at most once for each character. */
export function runProgram(program: readonly Instruction[], text: string, from: number, groups: number): Int32Array | undefined {
  let threads: Thread[] = [];
  let found: Int32Array | undefined;
  const visited = new Int32Array(program.length).fill(-1);
  for (let offset = from; ; ) {
    if (found === undefined) addThread(program, threads, visited, { at: 0, slots: new Int32Array(2 * groups).fill(-1) }, text, offset);
    if (threads.length === 0) break;
    const code = text.codePointAt(offset);
    const next = offset + (code !== undefined && code > 0xffff ? 2 : 1);
    const following: Thread[] = [];
    for (const { at, slots } of threads) {
      const instruction = program[at] as Instruction;
      if (instruction.op === 'match') {
        found = slots;
        break;
      }
      if (instruction.op === 'set' && code !== undefined && instruction.set(code)) addThread(program, following, visited, { at: at + 1, slots }, text, next);
    }
    if (code === undefined) break;
    threads = following;
    offset = next;
  }
  return found;
}

/** Follows everything that consumes nothing. */
function addThread(program: readonly Instruction[], threads: Thread[], visited: Int32Array, start: Thread, text: string, offset: number): void {
  const stack: Thread[] = [start];
  for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
    const { at, slots } = thread;
    if (visited[at] === offset) continue;
    visited[at] = offset;
    const instruction = program[at] as Instruction;
    if (instruction.op === 'jump') stack.push({ at: instruction.to, slots });
    else if (instruction.op === 'split') stack.push({ at: instruction.second, slots }, { at: instruction.first, slots });
    else if (instruction.op === 'save') {
      const saved = slots.slice();
      saved[instruction.slot] = offset;
      stack.push({ at: at + 1, slots: saved });
    } else if (instruction.op === 'assert') {
      if (holds(instruction.at, text, offset)) stack.push({ at: at + 1, slots });
    } else threads.push(thread);
  }
}

const isWord = (char: string): boolean => /^\w$/.test(char);

function holds(at: Extract<Instruction, { op: 'assert' }>['at'], text: string, offset: number): boolean {
  switch (at) {
    case 'text-start':
      return offset === 0;
    case 'text-end':
      return offset === text.length;
    case 'line-start':
      return offset === 0 || text.charAt(offset - 1) === '\n';
    case 'line-end':
      return offset === text.length || text.charAt(offset) === '\n';
    case 'word':
      return isWord(text.charAt(offset - 1)) !== isWord(text.charAt(offset));
    case 'not-word':
      return isWord(text.charAt(offset - 1)) === isWord(text.charAt(offset));
  }
}

import type { Template } from '../../facts/template.js';
import { evaluate, parsePieces, shareable, textOf } from '../dotenv/index.js';
import type { Instruction } from './lines.js';
import { splitFlags, splitWords } from './words.js';

export interface Stage {
  readonly name?: string;
  readonly from: Instruction;
  /** Image or earlier stage, as far as it is known. */
  readonly base?: string;
  /** Index of the earlier stage that it continues. */
  readonly parent?: number;
  readonly instructions: readonly Instruction[];
}

/** `FROM` begins a stage; `ARG` before the first gives defaults for the `FROM` lines. */
export function readStages(instructions: readonly Instruction[], escape: string): { readonly stages: readonly Stage[]; readonly globals: Scope } {
  const globals: Scope = new Map();
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') stages.push(readFrom(instruction, stages, globals, escape));
    else if (stages.length > 0) stages.at(-1)?.instructions.push(instruction);
    else if (instruction.keyword === 'ARG') declareArguments(instruction, globals, escape);
  }
  return { stages, globals };
}

/** Index of the stage that `--from=` or `FROM` names, among those before `below`. */
export function stageIndex(stages: readonly Pick<Stage, 'name'>[], reference: string, below: number): number | undefined {
  const byName = stages.findLastIndex((stage, index) => index < below && stage.name === reference.toLowerCase());
  if (byName >= 0) return byName;
  const byNumber = /^\d{1,4}$/.test(reference) ? Number(reference) : -1;
  return byNumber >= 0 && byNumber < below ? byNumber : undefined;
}

/** Arguments in scope; undefined: declared, but its value comes from outside. */
export type Scope = Map<string, Template | undefined>;

/** What a variable holds where it is used. */
export type Variables = (name: string) => Template | undefined;

/** `ARG NAME`, `ARG NAME=default`. In a stage, a bare name takes the default that was given before the first `FROM`. */
export function declareArguments(instruction: Instruction, scope: Scope, escape: string, globals?: Scope, lookup: Variables = (name) => scope.get(name)): void {
  for (const { text } of splitWords(instruction.text, escape)) {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    scope.set(name, equals < 0 ? globals?.get(name) : shareable(name, expand(text.slice(equals + 1), lookup)));
  }
}

/** A variable that nothing here sets may come from the base image or the build's arguments: unknown, not empty. */
export const expand = (text: string, lookup: Variables): Template =>
  evaluate(parsePieces(text), ({ variable }) => lookup(variable), ({ source }) => [{ unknown: source }]);

function readFrom(from: Instruction, earlier: readonly Stage[], globals: Scope, escape: string): Stage & { instructions: Instruction[] } {
  const words = splitWords(splitFlags(from.text).rest, escape).map((word) => word.text);
  const base = textOf(expand(words[0] ?? '', (variable) => globals.get(variable))) || undefined;
  const name = words[1]?.toLowerCase() === 'as' ? words[2]?.toLowerCase() : undefined;
  // A number after FROM is an image's name, not a stage's index.
  const parent = base === undefined || /^\d+$/.test(base) ? undefined : stageIndex(earlier, base, earlier.length);
  return { from, instructions: [], ...(name !== undefined && { name }), ...(base !== undefined && { base }), ...(parent !== undefined && { parent }) };
}

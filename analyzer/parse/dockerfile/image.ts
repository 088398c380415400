import type { Place } from '../../facts/place.js';
import type { Template } from '../../facts/template.js';
import { shareable, textOf } from '../dotenv/index.js';
import type { Instruction } from './lines.js';
import { declareArguments, expand, type Scope, type Stage, type Variables } from './stages.js';
import { execForm, splitFlags, splitWords } from './words.js';

/** What a stage leaves in its image's configuration, with what it inherits from the stages it continues. */
export interface ImageConfig {
  base?: string;
  workdir?: string;
  entrypoint: readonly string[];
  entrypointIsShell: boolean;
  command: readonly string[];
  /** CMD was given in this stage: an ENTRYPOINT there keeps it, while it drops an inherited one. */
  commandIsOwn: boolean;
  /** The instruction that decides what runs. */
  commandAt?: Place;
  healthcheck?: Place;
  readonly exposes: Set<number>;
  readonly env: Map<string, EnvironmentEntry>;
}

interface EnvironmentEntry {
  readonly value: Template;
  /** The value as others may use it. */
  readonly shared: Template;
  readonly at: Place;
  readonly valueAt: Place;
}

/** Loops over the chain of parents, which only ever lead to earlier stages. */
export function configure(stages: readonly Stage[], last: number, globals: Scope, escape: string): ImageConfig {
  const chain: Stage[] = [];
  for (let index: number | undefined = last; index !== undefined; index = chain.at(-1)?.parent) {
    const stage = stages[index];
    if (stage === undefined) break;
    chain.push(stage);
  }
  chain.reverse();
  const image: ImageConfig = { entrypoint: [], entrypointIsShell: false, command: [], commandIsOwn: false, exposes: new Set(), env: new Map() };
  if (chain[0]?.base !== undefined) image.base = chain[0].base;
  for (const stage of chain) {
    image.commandIsOwn = false;
    const reading: Reading = { args: new Map(), globals, escape, lookup: (name) => image.env.get(name)?.shared ?? reading.args.get(name) };
    for (const instruction of stage.instructions) apply(image, instruction, reading);
  }
  return image;
}

interface Reading {
  /** `ARG`s of the stage; `ENV` goes before them. */
  readonly args: Scope;
  readonly globals: Scope;
  readonly escape: string;
  readonly lookup: Variables;
}

function apply(image: ImageConfig, instruction: Instruction, reading: Reading): void {
  const { keyword, text } = instruction;
  const words = (): readonly (string | undefined)[] => splitWords(text, reading.escape).map((word) => textOf(expand(word.text, reading.lookup)));
  switch (keyword) {
    case 'ARG':
      return declareArguments(instruction, reading.args, reading.escape, reading.globals, reading.lookup);
    case 'ENV':
      return setEnvironment(image, instruction, reading);
    case 'WORKDIR':
      return changeFolder(image, words());
    case 'EXPOSE':
      for (const word of words()) for (const port of portsOf(word ?? '')) image.exposes.add(port);
      return;
    case 'CMD':
      image.command = execForm(text) ?? shellForm(text);
      image.commandIsOwn = true;
      if (!image.entrypointIsShell) image.commandAt = instruction.at;
      return;
    case 'ENTRYPOINT':
      image.entrypoint = execForm(text) ?? shellForm(text);
      image.entrypointIsShell = execForm(text) === undefined;
      image.commandAt = instruction.at;
      if (!image.commandIsOwn) image.command = [];
      return;
    case 'HEALTHCHECK':
      if (/^none$/i.test(splitFlags(text).rest)) delete image.healthcheck;
      else image.healthcheck = instruction.at;
  }
}

/** What runs: a shell-form ENTRYPOINT ignores CMD. */
export const commandOf = (image: ImageConfig): readonly string[] => (image.entrypointIsShell ? image.entrypoint : [...image.entrypoint, ...image.command]);

const shellForm = (text: string): readonly string[] => (text === '' ? [] : ['/bin/sh', '-c', text]);

/** `ENV A=1 B="2"`, or the old `ENV A the rest of the line`. Values of one instruction do not see each other. */
function setEnvironment(image: ImageConfig, instruction: Instruction, { escape, lookup }: Reading): void {
  const words = splitWords(instruction.text, escape);
  const first = words[0];
  if (first === undefined) return;
  const read = (name: string, start: number, text: string, valueStart: number, valueEnd: number): [string, EnvironmentEntry] => {
    const value = expand(text, lookup);
    return [name, { value, shared: shareable(name, value), at: instruction.place(start, start + name.length), valueAt: instruction.place(valueStart, valueEnd) }];
  };
  if (!first.text.includes('=')) {
    const start = words[1]?.start ?? instruction.text.length;
    image.env.set(...read(first.text, first.start, instruction.text.slice(start), start, instruction.text.length));
    return;
  }
  const entries = words.flatMap((word) => {
    const equals = word.text.indexOf('=');
    return equals > 0 ? [read(word.text.slice(0, equals), word.start, word.text.slice(equals + 1), word.start + equals + 1, word.end)] : [];
  });
  for (const entry of entries) image.env.set(...entry);
}

function changeFolder(image: ImageConfig, words: readonly (string | undefined)[]): void {
  const folder = words.includes(undefined) ? '' : words.join(' ');
  if (folder === '') delete image.workdir;
  else if (folder.startsWith('/')) image.workdir = folder;
  else image.workdir = `${image.workdir?.replace(/\/$/, '') ?? ''}/${folder}`;
}

/** More ports than anyone exposes one by one: a range beyond is noise. */
const WIDEST_RANGE = 100;

/** `80`, `80/tcp`, `8000-8002`. */
function portsOf(text: string): readonly number[] {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(?:tcp|udp|sctp))?$/i.exec(text);
  if (match === null) return [];
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (first < 1 || last > 65_535 || last < first || last - first >= WIDEST_RANGE) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

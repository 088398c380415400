import type { Place } from '../../facts/place.js';
import type { Template } from '../../facts/template.js';
import { shareable, textOf } from '../dotenv/index.js';
import type { Instruction } from './lines.js';
import { declareArguments, expand, type Scope, type Stage } from './stages.js';
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
  healthcheck?: Place;
  readonly exposes: Set<number>;
  readonly env: Map<string, { readonly value: Template; readonly at: Place; readonly valueAt: Place }>;
}

/** Loops over the chain of parents, which only ever lead to earlier stages. */
export function configure(stages: readonly Stage[], last: number, globals: Scope, escape: string): ImageConfig {
  const chain: Stage[] = [];
  for (let index: number | undefined = last; index !== undefined; index = chain[0]?.parent) {
    const stage = stages[index];
    if (stage === undefined) break;
    chain.unshift(stage);
  }
  const image: ImageConfig = { entrypoint: [], entrypointIsShell: false, command: [], commandIsOwn: false, exposes: new Set(), env: new Map() };
  if (chain[0]?.base !== undefined) image.base = chain[0].base;
  for (const stage of chain) {
    image.commandIsOwn = false;
    const scope: Scope = new Map([...image.env].map(([name, { value }]) => [name, shareable(name, value)]));
    for (const instruction of stage.instructions) apply(image, instruction, scope, globals, escape);
  }
  return image;
}

function apply(image: ImageConfig, instruction: Instruction, scope: Scope, globals: Scope, escape: string): void {
  const { keyword, text } = instruction;
  switch (keyword) {
    case 'ARG':
      return declareArguments(instruction, scope, escape, globals);
    case 'ENV':
      return setEnvironment(image, instruction, scope, escape);
    case 'WORKDIR':
      return changeFolder(image, textOf(expand(splitWords(text, escape).map((word) => word.text).join(' '), scope)));
    case 'EXPOSE':
      for (const word of splitWords(text, escape)) for (const port of portsOf(textOf(expand(word.text, scope)) ?? '')) image.exposes.add(port);
      return;
    case 'CMD':
      image.command = execForm(text) ?? shellForm(text);
      image.commandIsOwn = true;
      return;
    case 'ENTRYPOINT':
      image.entrypoint = execForm(text) ?? shellForm(text);
      image.entrypointIsShell = execForm(text) === undefined;
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
function setEnvironment(image: ImageConfig, instruction: Instruction, scope: Scope, escape: string): void {
  const words = splitWords(instruction.text, escape);
  const first = words[0];
  if (first === undefined) return;
  const before: Scope = new Map(scope);
  const set = (name: string, start: number, value: string, valueStart: number, valueEnd: number): void => {
    const template = expand(value, before);
    image.env.set(name, { value: template, at: instruction.place(start, start + name.length), valueAt: instruction.place(valueStart, valueEnd) });
    scope.set(name, shareable(name, template));
  };
  if (!first.text.includes('=')) {
    const valueStart = words[1]?.start ?? instruction.text.length;
    set(first.text, first.start, instruction.text.slice(valueStart), valueStart, instruction.text.length);
    return;
  }
  for (const word of words) {
    const equals = word.text.indexOf('=');
    if (equals > 0) set(word.text.slice(0, equals), word.start, word.text.slice(equals + 1), word.start + equals + 1, word.end);
  }
}

function changeFolder(image: ImageConfig, folder: string | undefined): void {
  if (folder === undefined || folder === '') delete image.workdir;
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

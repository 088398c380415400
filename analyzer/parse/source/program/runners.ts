import { compareText } from '../../../facts/place.js';
import { textOf } from '../node.js';
import type { Module } from './module.js';
import type { Program, SourcePackage } from './program.js';

const MAX_ROUNDS = 4;

/**
 * Whose process runs the code of a file: its package, or those started ones that mention what it declares, or what of a
 * library mentions it in turn: a connection is made by a registration, and the registration is what programs call.
 */
export function runnersOf(program: Program, module: Module, names: readonly string[]): readonly string[] {
  const own = program.packages.find((p) => p.root === module.package);
  if (!own) return [];
  if (own.startable) return [own.root];
  const users = program.packages.filter((p) => p.startable && p.uses.includes(own.root));
  if (names.length === 0) return rootsOf(users);
  const libraries = [own.root, ...program.packages.filter((p) => !p.startable && users.some((user) => user.uses.includes(p.root))).map((p) => p.root)];
  const running = new Set<SourcePackage>();
  const seen = new Set<string>();
  let wanted = names;
  for (let round = 0; round < MAX_ROUNDS && wanted.length > 0; round++) {
    const mention = mentionOf(wanted);
    wanted.forEach((name) => seen.add(name));
    for (const user of users) if (!running.has(user) && program.texts(user.root).some(({ text }) => mention.test(text))) running.add(user);
    wanted = [...new Set(libraries.flatMap((root) => declarers(program, root, mention)))].filter((name) => !seen.has(name));
  }
  return rootsOf([...running]);
}

const rootsOf = (packages: readonly SourcePackage[]): readonly string[] => packages.map((p) => p.root).sort(compareText);

const mentionOf = (names: readonly string[]): RegExp => new RegExp(`\\b(?:${names.map((name) => name.replace(/\W/g, '\\$&')).join('|')})\\b`);

/** What of a library is called by name and mentions it: an extension, or the class around. */
function declarers(program: Program, root: string, mention: RegExp): string[] {
  return program.texts(root).filter(({ text }) => mention.test(text)).flatMap(({ path }) => {
    const module = program.open(path);
    const functions = module ? [...module.functions.values()].flat().filter((f) => f.body && mention.test(textOf(f.body))) : [];
    const extensions = functions.filter((f) => f.parameters[0]?.type?.startsWith('this ')).map((f) => f.name);
    return extensions.length > 0 ? extensions : functions.length > 0 ? functions.flatMap((f) => f.owner ?? f.name) : [...(module?.classes ?? [])];
  });
}

import { memoryTree } from '../../discover/memory-tree.js';
import { showTemplate } from '../../facts/template.js';
import type { ClientFact, ClientSetting, Fact, Problem } from '../../facts/types.js';
import { typescriptParser } from './parser.js';

/** A package that starts: facts are reported for it as for a service. */
export const SERVICE = { 'package.json': '{"name":"app","scripts":{"start":"node main"}}' } as const;

export async function parseTree(files: Readonly<Record<string, string>>): Promise<{ readonly facts: readonly Fact[]; readonly problems: readonly Problem[] }> {
  const tree = memoryTree(files);
  const [unit] = typescriptParser.units(tree.paths.filter((path) => typescriptParser.claims(path, () => '')), tree);
  return unit ? typescriptParser.parse(unit, tree) : { facts: [], problems: [] };
}

export async function factsOf<K extends Fact['kind']>(kind: K, files: Readonly<Record<string, string>>): Promise<readonly Extract<Fact, { kind: K }>[]> {
  return (await parseTree(files)).facts.filter((f): f is Extract<Fact, { kind: K }> => f.kind === kind);
}

/** Facts of one file of a service. */
export const clientsIn = (code: string, more: Readonly<Record<string, string>> = {}): Promise<readonly ClientFact[]> => factsOf('client', { ...SERVICE, 'main.ts': code, ...more });

/** `library kind target`, with environment variables and their fallbacks as `${X:-fallback}`. */
export const summary = (fact: ClientFact): string => [fact.library, fact.dependency, fact.targets.map(show).join(',')].join(' ').trim();

export const show = (template: ClientFact['targets'][number]): string =>
  template.map((part) => ('env' in part && part.fallback ? `\${${part.env}:-${show(part.fallback)}}` : showTemplate([part]))).join('');

export const settings = (fact: ClientFact): Readonly<Record<string, unknown>> => Object.fromEntries(fact.settings.map((s) => [s.name, settingValue(s)]));

const settingValue = ({ value }: ClientSetting): unknown => ('template' in value ? show(value.template) : 'value' in value ? value.value : 'unknown');

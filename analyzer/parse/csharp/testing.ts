import { showTemplate } from '../../facts/template.js';
import type { ClientFact, ClientSetting, Fact, Problem } from '../../facts/types.js';
import { memoryFiles } from '../memory-files.js';
import { csharpParser } from './parser.js';

/** A project that starts, with every library that a test needs. */
export const project = (...libraries: readonly string[]): string => `<Project Sdk="Microsoft.NET.Sdk.Web">\n<ItemGroup>${libraries.map((l) => `<PackageReference Include="${l}" Version="1.0.0" />`).join('')}</ItemGroup>\n</Project>\n`;

export async function parseTree(texts: Readonly<Record<string, string>>): Promise<{ readonly facts: readonly Fact[]; readonly problems: readonly Problem[] }> {
  const files = memoryFiles(texts);
  const [unit] = csharpParser.units(files.paths.filter((path) => csharpParser.claims(path, () => '')), files);
  return unit ? csharpParser.parse(unit, files) : { facts: [], problems: [] };
}

export async function factsOf<K extends Fact['kind']>(kind: K, texts: Readonly<Record<string, string>>): Promise<readonly Extract<Fact, { kind: K }>[]> {
  return (await parseTree(texts)).facts.filter((f): f is Extract<Fact, { kind: K }> => f.kind === kind);
}

/** Clients of one file of a started project. */
export const clientsIn = (code: string, libraries: readonly string[] = [], more: Readonly<Record<string, string>> = {}): Promise<readonly ClientFact[]> =>
  factsOf('client', { 'App.csproj': project(...libraries), 'Program.cs': code, ...more });

/** `library kind target`, with fallbacks as `${X:-fallback}`. */
export const summary = (fact: ClientFact): string => [fact.library, fact.dependency, fact.targets.map(show).join(',')].join(' ').trim();

export const show = (template: ClientFact['targets'][number]): string =>
  template.map((part) => ('fallback' in part && part.fallback ? `\${${'env' in part ? part.env : part.property}:-${show(part.fallback)}}` : showTemplate([part]))).join('');

export const settings = (fact: ClientFact): Readonly<Record<string, unknown>> => Object.fromEntries(fact.settings.map((s) => [s.name, settingValue(s)]).sort());

const settingValue = ({ value }: ClientSetting): unknown => ('template' in value ? show(value.template) : 'value' in value ? value.value : `?${value.unknown}`);

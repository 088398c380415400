import type { ClientFact, Fact, Problem } from '../../facts/types.js';
import { parseWith } from '../source/program/testing.js';
import { csharpParser } from './parser.js';

export { settings, show, summary } from '../source/program/testing.js';

/** A project that starts, with every library that a test needs. */
export const project = (...libraries: readonly string[]): string => `<Project Sdk="Microsoft.NET.Sdk.Web">\n<ItemGroup>${libraries.map((l) => `<PackageReference Include="${l}" Version="1.0.0" />`).join('')}</ItemGroup>\n</Project>\n`;

export async function parseTree(texts: Readonly<Record<string, string>>): Promise<{ readonly facts: readonly Fact[]; readonly problems: readonly Problem[] }> {
  return parseWith(csharpParser, texts);
}

export async function factsOf<K extends Fact['kind']>(kind: K, texts: Readonly<Record<string, string>>): Promise<readonly Extract<Fact, { kind: K }>[]> {
  return (await parseTree(texts)).facts.filter((f): f is Extract<Fact, { kind: K }> => f.kind === kind);
}

/** Clients of one file of a started project. */
export const clientsIn = (code: string, libraries: readonly string[] = [], more: Readonly<Record<string, string>> = {}): Promise<readonly ClientFact[]> =>
  factsOf('client', { 'App.csproj': project(...libraries), 'Program.cs': code, ...more });

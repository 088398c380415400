import { memoryTree } from '../../../discover/memory-tree.js';
import { showTemplate, type Template } from '../../../facts/template.js';
import type { ClientFact, ClientSetting, Fact, Problem } from '../../../facts/types.js';
import type { Parser } from '../../parser.js';

/** Facts of a tree that is written down in a test. */
export async function parseTree(parser: Parser, files: Readonly<Record<string, string>>): Promise<{ readonly facts: readonly Fact[]; readonly problems: readonly Problem[] }> {
  const tree = memoryTree(files);
  const units = parser.units(tree.paths.filter((path) => parser.claims(path, () => '')), tree);
  const results = await Promise.all(units.map((unit) => parser.parse(unit, tree)));
  return { facts: results.flatMap((r) => r.facts), problems: results.flatMap((r) => r.problems) };
}

export const ofKind = <K extends Fact['kind']>(facts: readonly Fact[], kind: K): Extract<Fact, { kind: K }>[] => facts.filter((f): f is Extract<Fact, { kind: K }> => f.kind === kind);

/** `library dependency protocol target name=value ..`: one client as a test reads it best. */
export const summary = (fact: ClientFact): string => [fact.library, fact.dependency, fact.protocol, fact.targets.map(show).join(',') || '-', ...fact.settings.map((s) => `${s.name}=${settingValue(s)}`)].join(' ');

export const show = (template: Template): string => template.map((part) => ('env' in part && part.fallback ? `\${${part.env}:-${show(part.fallback)}}` : showTemplate([part]))).join('');

const settingValue = ({ value }: ClientSetting): unknown => ('template' in value ? show(value.template) : 'value' in value ? value.value : 'unknown');

import { showTemplate } from '../../../facts/template.js';
import type { ClientFact, ClientSetting } from '../../../facts/types.js';
import { memoryFiles } from '../../memory-files.js';
import type { Parser, ParseResult } from '../../parser.js';

/** What a parser says of a tree that is held in memory. */
export async function parseWith(parser: Parser, texts: Readonly<Record<string, string>>): Promise<ParseResult> {
  const files = memoryFiles(texts);
  const [unit] = parser.units(files.paths.filter((path) => parser.claims(path, () => '')), files);
  return unit ? parser.parse(unit, files) : { facts: [], problems: [] };
}

export const clientsWith = async (parser: Parser, texts: Readonly<Record<string, string>>): Promise<readonly ClientFact[]> => (await parseWith(parser, texts)).facts.filter((fact): fact is ClientFact => fact.kind === 'client');

/** `library kind target`, with fallbacks as `${X:-fallback}`. */
export const summary = (fact: ClientFact): string => [fact.library, fact.dependency, fact.targets.map(show).join(',')].join(' ').trim();

export const show = (template: ClientFact['targets'][number]): string =>
  template.map((part) => ('fallback' in part && part.fallback ? `\${${'env' in part ? part.env : part.property}:-${show(part.fallback)}}` : showTemplate([part]))).join('');

export const settings = (fact: ClientFact): Readonly<Record<string, unknown>> => Object.fromEntries(fact.settings.map((s) => [s.name, settingValue(s)]).sort());

const settingValue = ({ value }: ClientSetting): unknown => ('template' in value ? show(value.template) : 'value' in value ? value.value : `?${value.unknown}`);

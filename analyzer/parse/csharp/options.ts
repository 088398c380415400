import type { Template } from '../../facts/template.js';

/** `services.Configure<Urls>(configuration.GetSection("urls"))`, and the other ways to say which section fills a class. */
const BINDINGS: readonly { readonly pattern: RegExp; readonly type: number; readonly section: number }[] = [
  { pattern: /\bConfigure<\s*([\w.]+)\s*>\s*\(\s*(?:[\w.]+\s*\.\s*)?(?:GetSection|GetRequiredSection)\(\s*((?:nameof\([\w.]+\)|[^()]){1,120})\)/g, type: 1, section: 2 },
  { pattern: /\bAddOptions<\s*([\w.]+)\s*>\s*\([^)]*\)[^;]{0,200}?\.\s*(?:BindConfiguration|Bind\s*\(\s*[\w.]+\s*\.\s*Get(?:Required)?Section)\(\s*((?:nameof\([\w.]+\)|[^()]){1,120})\)/g, type: 1, section: 2 },
  { pattern: /\bGet(?:Required)?Section\(\s*((?:nameof\([\w.]+\)|[^()]){1,120})\)\s*[!?]?\s*\.\s*Get<\s*([\w.]+)\s*>/g, type: 2, section: 1 },
  { pattern: /\bConfigure<\s*([\w.]+)\s*>\s*\(\s*(?:[\w.]*\.)?[cC]onfiguration(\s*)\)/g, type: 1, section: 2 },
];
/** `section.Bind(options)` where `options` was made before. */
const BOUND_VARIABLE = /\bGet(?:Required)?Section\(\s*((?:nameof\([\w.]+\)|[^()]){1,120})\)\s*\.\s*Bind\(\s*(\w+)\s*\)/g;

/** What a member of a class holds that the configuration fills: a property of the class's section. */
export function configurationClasses(texts: readonly string[]): (type: string, member: string) => Template | undefined {
  const sections = new Map<string, string>();
  const add = (type: string | undefined, argument: string): void => {
    const section = type === undefined ? undefined : sectionNamed(argument.trim(), texts);
    if (type !== undefined && section !== undefined) sections.set(type.slice(type.lastIndexOf('.') + 1), section);
  };
  for (const text of texts) {
    if (!/\bConfigure<|\bAddOptions<|\bGet(?:Required)?Section\b/.test(text)) continue;
    for (const { pattern, type, section } of BINDINGS) for (const found of text.matchAll(pattern)) add(found[type], found[section]!);
    for (const [, argument, variable] of text.matchAll(BOUND_VARIABLE)) add(new RegExp(`(?:\\b([\\w.]+)\\s+${variable}\\s*=\\s*new\\s*\\(|\\b${variable}\\s*=\\s*new\\s+([\\w.]+))`).exec(text)?.slice(1).find(Boolean), argument!);
  }
  return (type, member) => {
    const section = sections.get(type);
    return section === undefined ? undefined : [{ property: section === '' ? member : `${section}:${member}` }];
  };
}

/** A text, `nameof(Urls)`, or a constant of a class; undefined for what is computed. */
function sectionNamed(argument: string, texts: readonly string[]): string | undefined {
  if (argument === '') return '';
  const literal = /^"([\w:.-]+)"$/.exec(argument)?.[1] ?? /^nameof\((?:\w+\.)*(\w+)\)$/.exec(argument)?.[1];
  if (literal !== undefined) return literal;
  const constant = /^(?:(?:\w+\.)*(\w+)\.)?(\w+)$/.exec(argument);
  if (!constant) return undefined;
  const [, owner, name] = constant;
  const declaration = new RegExp(`\\b${name}\\s*(?:=>?|\\{\\s*get;\\s*\\}\\s*=)\\s*(?:"([\\w:.-]+)"|nameof\\((?:\\w+\\.)*(\\w+)\\))`);
  for (const text of texts) {
    const found = owner === undefined || new RegExp(`\\b(?:class|record|struct)\\s+${owner}\\b`).test(text) ? declaration.exec(text) : null;
    if (found) return found[1] ?? found[2];
  }
  return undefined;
}

import { showTemplate, type Template } from '../facts/template.js';

const MAX_LENGTH = 65_536;
const MAX_DEPTH = 16;

/** Properties that the environment gives as one JSON text. https://docs.spring.io/spring-boot/reference/features/external-config.html */
export function inlineProperties(env: ReadonlyMap<string, Template>): (readonly [string, string])[] {
  const text = showTemplate(env.get('SPRING_APPLICATION_JSON') ?? []);
  if (text === '' || text.length > MAX_LENGTH) return [];
  try {
    return flatten(JSON.parse(text) as unknown, '', 0);
  } catch {
    return [];
  }
}

function flatten(value: unknown, key: string, depth: number): (readonly [string, string])[] {
  if (depth > MAX_DEPTH || value === null || value === undefined) return [];
  if (typeof value !== 'object') return key === '' ? [] : [[key, String(value)]];
  const list = Array.isArray(value);
  return Object.entries(value).flatMap(([name, inner]) => flatten(inner, list ? `${key}[${name}]` : key === '' ? name : `${key}.${name}`, depth + 1));
}

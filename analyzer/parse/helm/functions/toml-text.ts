import { deeper, GoInt, isList, isMap, sortedKeys, type GoList, type GoMap, type GoValue } from '../template/values.js';

/** `toToml`: simple keys first, then tables, as BurntSushi's encoder writes them. https://toml.io/en/v1.0.0 */
export function toTomlText(value: GoMap): string {
  const lines: string[] = [];
  writeTable(lines, value, [], 0);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function writeTable(lines: string[], table: GoMap, path: readonly string[], depth: number): void {
  const next = deeper(depth);
  const pad = '  '.repeat(Math.max(0, path.length - 1 + (path.length > 0 ? 1 : 0)));
  const keys = sortedKeys(table).filter((key) => table.get(key) !== null);
  for (const key of keys) {
    const value = table.get(key) ?? null;
    if (!isTable(value) && !isTables(value)) lines.push(`${pad}${keyText(key)} = ${inline(value, next)}`);
  }
  for (const key of keys) {
    const value = table.get(key) ?? null;
    const header = [...path, keyText(key)];
    const outer = '  '.repeat(path.length);
    if (isTable(value)) {
      if (lines.length > 0 && path.length === 0) lines.push('');
      lines.push(`${outer}[${header.join('.')}]`);
      writeTable(lines, value, header, next);
    } else if (isTables(value))
      for (const item of value) {
        if (lines.length > 0) lines.push('');
        lines.push(`${outer}[[${header.join('.')}]]`);
        writeTable(lines, item as GoMap, header, next);
      }
  }
}

const isTable = isMap;
const isTables = (value: GoValue): value is GoList => isList(value) && value.length > 0 && value.every(isMap);
const keyText = (key: string): string => (/^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key));

function inline(value: GoValue, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : String(value);
  if (value instanceof GoInt) return String(value.value);
  const next = deeper(depth);
  if (isList(value)) return `[${value.map((item) => inline(item, next)).join(', ')}]`;
  if (isMap(value)) return `{${sortedKeys(value).map((key) => `${keyText(key)} = ${inline(value.get(key) ?? null, next)}`).join(', ')}}`;
  return String(value);
}

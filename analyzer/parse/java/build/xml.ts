/** One XML element with its offsets. Enough for build files and logging configuration; entities and namespaces stay as written. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, { readonly value: string; readonly start: number; readonly end: number }>;
  /** Text directly inside, trimmed, with where it stands. */
  readonly text: string;
  readonly textStart: number;
  readonly textEnd: number;
  readonly start: number;
  readonly children: readonly XmlElement[];
}

const TOKEN = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<[?!][^>]*>?|<(\/?)([\w:.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*)>|[^<]+|</g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const MAX_DEPTH = 100;

type Draft = { -readonly [K in 'text' | 'textStart' | 'textEnd']: XmlElement[K] } & Omit<XmlElement, 'text' | 'textStart' | 'textEnd' | 'children'> & { readonly children: XmlElement[] };

/** The root element; undefined when there is none. Never throws: elements that are not closed end with their parent. */
export function parseXml(text: string): XmlElement | undefined {
  const top: Draft = draft('', '', 0, 0);
  const path = [top];
  for (const token of text.matchAll(TOKEN)) {
    const [all, cdata, closing, name, attributes] = token;
    const parent = path.at(-1)!;
    if (name === undefined) addText(parent, cdata ?? (all.startsWith('<') ? '' : all), token.index);
    else if (closing) close(path, name);
    else {
      const element = draft(name, attributes!, token.index, token.index + 1 + name.length);
      parent.children.push(element);
      if (!attributes!.endsWith('/') && path.length < MAX_DEPTH) path.push(element);
    }
  }
  return top.children[0];
}

function draft(name: string, attributes: string, start: number, attributesStart: number): Draft {
  const read = [...attributes.matchAll(ATTRIBUTE)].map((found) => {
    const value = found[2] ?? found[3]!;
    const end = attributesStart + found.index + found[0].length - 1;
    return [found[1]!, { value, start: end - value.length, end }] as const;
  });
  return { name, attributes: new Map(read), text: '', textStart: start, textEnd: start + name.length + 1, start, children: [] };
}

function addText(element: Draft, text: string, index: number): void {
  const trimmed = text.trim();
  if (trimmed === '' || element.text !== '') return;
  const start = index + text.indexOf(trimmed);
  Object.assign(element, { text: trimmed, textStart: start, textEnd: start + trimmed.length });
}

function close(path: Draft[], name: string): void {
  const open = path.findLastIndex((element) => element.name === name);
  if (open > 0) path.length = open;
}

export const xmlChild = (element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>((found, name) => found?.children.find((child) => child.name === name), element);

export const xmlChildren = (element: XmlElement | undefined, name: string): readonly XmlElement[] => element?.children.filter((child) => child.name === name) ?? [];

/** The element and all below it. */
export function* xmlWalk(element: XmlElement | undefined): Generator<XmlElement> {
  if (!element) return;
  yield element;
  for (const child of element.children) yield* xmlWalk(child);
}

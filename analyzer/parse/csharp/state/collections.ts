import { childOf, childOfType, childrenOfType, placeOf, textOf, walk, type SourceNode } from '../../source/index.js';
import { stateNamed } from '../../local-state.js';
import { classOf, type Module, type Program } from '../../source/program/index.js';
import type { Found } from './local-state.js';

const COLLECTION = /^(?:System\.Collections\.\w+\.)?(?:I?(?:Concurrent)?Dictionary|(?:Concurrent)?(?:Queue|Bag|Stack)|BlockingCollection|I?List|HashSet|ISet|LinkedList|ICollection|PriorityQueue|Channel)\b/;

/** A field whose name says that it keeps something, with a collection that may be filled later. */
export const COLLECTION_MARKS = /(?:sessions?|queue|caches?|cached\w*|counters?|rateLimits?|hits|attemptsBy\w*|requestCounts?)\s*(?:\{[^}\n]{0,60}\}\s*)?=\s*(?:new\b|\[|Channel\.)/i;

/** Collections in static fields, or in objects that the container makes once, which methods write to. */
export function collectionsIn(module: Module, program: Program, texts: readonly string[]): Found[] {
  return [...walk(module.root)].filter(({ type }) => type === 'field_declaration').flatMap((field) => {
    const declaration = childOfType(field, 'variable_declaration');
    const type = declaration && textOf(childOf(declaration, 'type') ?? declaration);
    const collection = type && COLLECTION.exec(type)?.[0];
    return !declaration || !collection ? [] : childrenOfType(declaration, 'variable_declarator').flatMap((variable) => stateOf(variable, field, collection, module, program, texts));
  });
}

function stateOf(variable: SourceNode, field: SourceNode, collection: string, module: Module, program: Program, texts: readonly string[]): Found[] {
  const name = textOf(childOf(variable, 'name') ?? variable);
  const state = stateNamed(name);
  const owner = classOf(program.dialect, field) ?? '';
  const shared = childrenOfType(field, 'modifier').some((modifier) => textOf(modifier) === 'static') || isSingleton(owner, texts);
  const made = variable.children.at(-1);
  const empty = made !== undefined && /^(?:new\s*(?:[\w.<>,\s?]+)?\([^"]{0,60}\)|\[\s*\]|Channel\.Create\w+.*)$/s.test(textOf(made));
  if (!state || !/^\w+$/.test(`${name}${owner}`) || !shared || !empty || !isWritten(name, module.text)) return [];
  return [{ state, holder: `${collection} ${name}`, at: placeOf(field) }];
}

const isSingleton = (owner: string, texts: readonly string[]): boolean => /^\w+$/.test(owner) && texts.some((text) => new RegExp(`\\bAdd(?:Singleton|HostedService)\\s*(?:<(?:\\s*[\\w.]+\\s*,)?\\s*(?:[\\w.]+\\.)?${owner}\\s*>|\\(\\s*new\\s+${owner}\\b)`).test(text));

const isWritten = (name: string, text: string): boolean => new RegExp(`\\b${name}(?:\\[[^\\]\\n]{1,80}\\]\\s*=(?!=)|(?:\\.Writer)?\\??\\.(?:TryAdd|Add|AddOrUpdate|GetOrAdd|Enqueue|Push|AddLast|AddFirst|WriteAsync|TryWrite)\\s*\\()`).test(text);

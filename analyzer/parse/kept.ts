/** A construction where it is written, as text: enough, in every language with braces or indentation, to see who keeps what it makes. */
export interface Making {
  /** From the beginning of its statement on. */
  readonly before: string;
  /** The function around it up to that statement: annotations, guards. */
  readonly earlier: string;
  /** The whole function. */
  readonly inside: string;
  /** The function makes an object, which is gone with what it keeps: how its members are written in it, by themselves or behind a word. */
  readonly constructs: 'bare' | 'this' | undefined;
}

/** Longer functions are not read to their end. */
const MAX_TEXT = 20_000;

const CHOICE = /\?\?|\|\||\?\s|\bor\b|\belse\b/;
/** It is handed to what keeps it, or it is how to make what is not there yet. */
const HANDED = /\.(?:set|put|add|store|push|append|register\w*|provide\w*|Set|Store|Put|Add)\s*\([^()]{0,200}$/;
const WRAPPED = /\w*(?:[Oo]nce|[Mm]emo|[Cc]ache|[Ll]azy|[Gg]etOr[A-Z]|[Cc]omputeIfAbsent|[Ss]ingleton|[Rr]emember)\w*(?:<[^<>()]{0,80}>)?\s*\([^()]{0,200}$/;
const MARKED = /[@[][\w.]*(?:cache|memo|singleton|once|bean\b)/i;
/** `if (this.client) return this.client`. */
const GUARD = /\bif\b[^\n{:]{0,160}[:{\s]\s{0,80}return\s+(?!(?:err|error|null|nil|None|undefined|true|false|next|response|res)\b)[\w.]+\s*(?:[;\n}]|$)/;
const ASSIGNS = /\?\?=|\|\|=|:=|(?<![=!<>])=(?![=>])/;
const DECLARES = /^\s*(?:export\s+)?(?:(?:await\s+)?using|const|let|var|val|final)\b/;

/**
 * Whether what is constructed is kept for longer than the function runs, so that running it again constructs no other one: in a
 * field, in a variable of the module, in a table, behind a guard. In doubt it is.
 */
export function isKept({ before, earlier, inside, constructs }: Making): boolean {
  const head = before.slice(-MAX_TEXT);
  if (MARKED.test(earlier.slice(0, 400)) || /\bstatic\b/.test(head) || GUARD.test(earlier.slice(-MAX_TEXT)) || CHOICE.test(head) || HANDED.test(head) || WRAPPED.test(head)) return true;
  const assigns = ASSIGNS.exec(head);
  if (assigns === null) return false;
  const [target, operator, text] = [head.slice(0, assigns.index), assigns[0], inside.slice(0, MAX_TEXT)];
  const name = nameIn(target);
  if (operator === '??=' || operator === '||=') return true;
  if (name === undefined) return !DECLARES.test(target) && !(constructs !== undefined && /^\s*(?:this|self)\b/.test(target));
  const local = operator === ':=' || DECLARES.test(target) || isLocal(name, target, text);
  return local ? isHandedOn(name, text, constructs !== undefined) : constructs !== 'bare';
}

/** What a target declares or names, the first of several, without a type behind it. */
const firstOf = (target: string): string => target.replace(DECLARES, '').replace(/:[\s\S]*$/, '').replace(/<[^<>]*>/g, '').split(',', 1)[0]!.trim();

/** The variable among it; undefined for a member of something. */
const nameIn = (target: string): string | undefined => (target.includes(')') ? undefined : /^(?:\S+\s+)*(\w+)$/.exec(firstOf(target))?.[1]);

/** The end of a type's name; words that stand before values end so, too. */
const TYPE = '[\\w>\\]?](?<!\\b(?:return|await|throw|new|in|of|case|yield|else|do|out|ref|if|while|not|and|or|is|switch|match|when|range))';

/** A type stands before or behind it, the function declares it elsewhere, or assigning declares and it is not said to be global. */
function isLocal(name: string, target: string, text: string): boolean {
  if (/\s/.test(firstOf(target)) || target.includes(':')) return true;
  if (/^(?:@[^\n]*\n\s*)*(?:async\s+)?def\s/.test(text)) return !new RegExp(`\\b(?:global|nonlocal)\\b[^\\n]*\\b${name}\\b`).test(text);
  return new RegExp(`\\b(?:let|var|const|val)\\s+${name}\\b|\\b${name}\\s*(?:,\\s*\\w+\\s*)?:=|${TYPE}[ \\t]+${name}\\s*(?:[;,)]|=(?!=))`).test(text);
}

/** A local variable that something of a longer life gets in the same function. */
const isHandedOn = (name: string, text: string, constructs: boolean): boolean =>
  (!constructs && new RegExp(`(?:[\\w\\])]\\.\\w+|\\w\\[[^\\]\\n]{1,80}\\])\\s*=\\s*(?:await\\s+)?${name}\\b`).test(text)) || new RegExp(`\\.(?:set|put|add|store|push|append|Set|Store|Put|Add)\\s*\\([^()\\n]{0,120}\\b${name}\\b`).test(text);

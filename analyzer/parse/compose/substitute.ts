import type { Place } from '../../facts/place.js';
import type { Template } from '../../facts/template.js';
import { evaluate, parsePieces, textOf, type VariablePiece } from '../dotenv/index.js';
import { placeOf, type YamlNode, type YamlScalar } from '../yaml/index.js';
import type { Problems } from './problems.js';
import type { Variables } from './variables.js';

/** A scalar whose text came about by interpolation. Its `text` is the result when that is known, else what was written. */
export interface Substituted extends YamlScalar {
  readonly substituted: Template;
  /** The env file's line that decided it. */
  readonly from?: NonNullable<Place['from']>;
}

export const isSubstituted = (node: YamlNode): node is Substituted => 'substituted' in node;

/** Interpolates every value; keys stay as they are. Nodes that an alias shares are done once, so sharing stays. */
export function substitute(root: YamlNode, variables: Variables, problems: Problems): YamlNode {
  return substituteNode(root, { variables, problems, done: new Map(), reported: new Set() });
}

interface Substitution {
  readonly variables: Variables;
  readonly problems: Problems;
  readonly done: Map<YamlNode, YamlNode>;
  readonly reported: Set<string>;
}

function substituteNode(node: YamlNode, substitution: Substitution): YamlNode {
  const known = substitution.done.get(node);
  if (known !== undefined) return known;
  const result = substituteChildren(node, substitution);
  substitution.done.set(node, result);
  return result;
}

function substituteChildren(node: YamlNode, substitution: Substitution): YamlNode {
  switch (node.type) {
    case 'scalar':
      return node.text.includes('$') ? substituteScalar(node, substitution) : node;
    case 'sequence': {
      const items = node.items.map((item) => substituteNode(item, substitution));
      return items.some((item, index) => item !== node.items[index]) ? { ...node, items } : node;
    }
    case 'map': {
      const entries = node.entries.map((entry) => {
        const value = substituteNode(entry.value, substitution);
        return value === entry.value ? entry : { key: entry.key, value };
      });
      return entries.some((entry, index) => entry !== node.entries[index]) ? { ...node, entries } : node;
    }
  }
}

function substituteScalar(scalar: YamlScalar, substitution: Substitution): Substituted {
  const { variables, problems } = substitution;
  const at = placeOf(scalar);
  const pieces = parsePieces(scalar.text, () =>
    problems.add(at, 'warning', 'compose-invalid-variable', 'A $ here starts no variable, which Compose refuses. Write $$ for a dollar sign.'),
  );
  let from: Substituted['from'];
  const lookup = ({ variable }: VariablePiece): Template | undefined => {
    const found = variables.get(variable);
    if (found !== undefined) from ??= { file: found.at.file, line: found.at.line, column: found.at.column, length: found.at.length, label: variable };
    return found?.value;
  };
  const unset = (piece: VariablePiece): Template => {
    reportUnset(piece, at, substitution);
    return [{ unknown: piece.source }];
  };
  const substituted = evaluate(pieces, lookup, unset);
  const text = textOf(substituted);
  return { ...scalar, text: text ?? scalar.text, value: text ?? scalar.text, substituted, ...(from !== undefined && { from }) };
}

/** Once a variable and file: a variable that is used everywhere is one thing to do. */
function reportUnset(piece: VariablePiece, at: Place, { problems, reported }: Substitution): void {
  if (reported.has(piece.variable)) return;
  reported.add(piece.variable);
  const must = piece.operator === '' ? 'has no default here' : 'must be set';
  const message = `${piece.variable} ${must} and no .env file sets it, so values that use it are unknown.`;
  problems.add(at, 'info', 'compose-unset-variable', `${message} Set it in .env, or give a default as in \${${piece.variable}:-value}.`);
}

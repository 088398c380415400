import { safeNamedText } from '../../facts/secrets.js';
import type { Fact, Labels, ObjectRef, Selector } from '../../facts/types.js';
import { entries, get, placeOf, stringOf, type YamlMap, type YamlNode } from '../yaml/index.js';
import { labelsIn, mapIn, mapsIn, report, textIn, textsIn, type Problems } from './fields.js';

/** What every object has, read once; the readers of the kinds add their part. */
export interface KubernetesObject {
  readonly root: YamlMap;
  readonly declared: Declared;
  readonly problems: Problems;
}

/** Reads the objects of one kind; several facts where an object says several things. */
export type KindReader = (object: KubernetesObject) => Fact | readonly Fact[] | undefined;

export type Declared = Pick<Extract<Fact, { kind: 'object' }>, 'at' | 'ref' | 'labels' | 'annotations' | 'flaws'>;

/** Longer annotations are machines' notes to themselves, such as the whole object as it was applied last. */
const MAX_ANNOTATION = 2048;

export function readDeclared(root: YamlMap, kind: string, problems: Problems): Declared {
  const metadata = mapIn(problems, root, 'metadata');
  const namespace = textIn(problems, metadata, 'namespace');
  const apiVersion = textIn(problems, root, 'apiVersion');
  const nameNode = get(metadata, 'name') ?? get(metadata, 'generateName') ?? metadata ?? get(root, 'kind') ?? root;
  const ref: ObjectRef = { kind, name: nameOf(metadata, kind, nameNode, problems), ...(namespace === undefined ? {} : { namespace }), ...(apiVersion === undefined ? {} : { apiVersion }) };
  return { at: placeOf(nameNode), ref, labels: labelsIn(problems, metadata, 'labels'), annotations: readAnnotations(problems, metadata) };
}

function nameOf(metadata: YamlMap | undefined, kind: string, at: YamlNode, problems: Problems): string {
  const name = textIn(problems, metadata, 'name') ?? textIn(problems, metadata, 'generateName');
  if (name !== undefined && name !== '') return name;
  report(problems, at, 'kubernetes-missing-name', `This ${kind} has no metadata.name. Give it one; until then nothing can refer to it.`);
  return `unnamed-${placeOf(at).line}`;
}

export function readAnnotations(problems: Problems, metadata: YamlNode | undefined): Declared['annotations'] {
  return Object.fromEntries(
    entries(mapIn(problems, metadata, 'annotations')).flatMap(({ key, value }) => {
      const text = stringOf(value);
      if (text === undefined || text.length > MAX_ANNOTATION || key.text.endsWith('/last-applied-configuration')) return [];
      const safe = safeNamedText(key.text, text);
      return safe === undefined ? [] : [[key.text, { value: safe, at: placeOf(value) }]];
    }),
  );
}

/** A LabelSelector; undefined when it is absent. */
export function selectorIn(problems: Problems, node: YamlNode | undefined, key: string): Selector | undefined {
  const selector = mapIn(problems, node, key);
  return selector && { matchLabels: labelsIn(problems, selector, 'matchLabels'), matchExpressions: mapsIn(problems, selector, 'matchExpressions').flatMap((term) => readExpression(problems, term)) };
}

function readExpression(problems: Problems, term: YamlMap): Selector['matchExpressions'] {
  const key = textIn(problems, term, 'key');
  const operator = textIn(problems, term, 'operator');
  if (key === undefined || !isOperator(operator)) {
    report(problems, term, 'kubernetes-bad-selector', 'A matchExpressions entry needs a key and an operator: In, NotIn, Exists or DoesNotExist. It is ignored.');
    return [];
  }
  return [{ key, operator, values: textsIn(problems, term, 'values') }];
}

type Operator = Selector['matchExpressions'][number]['operator'];
const isOperator = (text: string | undefined): text is Operator => text === 'In' || text === 'NotIn' || text === 'Exists' || text === 'DoesNotExist';

/** A plain map of labels as a selector (Service, ReplicationController). */
export const equalitySelector = (labels: Labels): Selector => ({ matchLabels: labels, matchExpressions: [] });

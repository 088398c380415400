import { get, stringOf, type YamlNode } from '../yaml/index.js';
import { effectiveNamespace, gvkOf, type Gvk, type Id } from './id.js';
import { compile } from './regex.js';
import { currentId, kindOf, originalId, type Resource } from './resource.js';
import { entryIn, textAt, valueAt } from './tree.js';

type Test = (text: string) => boolean;
const ANY: Test = () => true;

/** A selector of objects: patterns for the id, and selectors of labels and annotations. */
export interface Target {
  readonly namespace: Test;
  readonly name: Test;
  readonly gvk: (gvk: Gvk) => boolean;
  readonly marks: (resource: Resource) => boolean;
  /** It says nothing about the id. */
  readonly anyId: boolean;
  /** It says something about labels or annotations. */
  readonly hasMarks: boolean;
  /** Patterns that are no regular expressions. */
  readonly broken: readonly string[];
}

export function targetOf(node: YamlNode | undefined): Target {
  const broken: string[] = [];
  const test = (field: string): Test => {
    const pattern = stringOf(get(node, field));
    if (pattern === undefined || pattern === '') return ANY;
    const compiled = compile(pattern);
    if (!compiled) broken.push(pattern);
    return compiled ?? (() => false);
  };
  const [group, version, kind, name, namespace] = [test('group'), test('version'), test('kind'), test('name'), test('namespace')];
  const labels = marksTest(stringOf(get(node, 'labelSelector')), 'labels');
  const annotations = marksTest(stringOf(get(node, 'annotationSelector')), 'annotations');
  return {
    namespace,
    name,
    gvk: (gvk) => group(gvk.group) && version(gvk.version) && kind(gvk.kind),
    marks: (resource) => labels(resource) && annotations(resource),
    hasMarks: ['labelSelector', 'annotationSelector'].some((field) => (stringOf(get(node, field)) ?? '') !== ''),
    anyId: [group, version, kind, name, namespace].every((one) => one === ANY),
    broken,
  };
}

/** The objects that a patch's target means, by their present or their first name. */
export function select(resources: readonly Resource[], target: Target): Resource[] {
  return resources.filter((resource) => {
    const ids = [originalId(resource), currentId(resource)];
    const gvk = gvkOf(textAt(resource.root, 'apiVersion') ?? '', kindOf(resource));
    return ids.some((id) => target.namespace(effectiveNamespace(id))) && ids.some((id) => target.name(id.name)) && target.gvk(gvk) && target.marks(resource);
  });
}

export const meansId = (target: Target, id: Id): boolean => target.gvk(id) && target.name(id.name) && target.namespace(id.namespace);

/** A selector as `kubectl get -l` takes it: `a=b, c!=d, e in (f, g), h, !i`. */
function marksTest(selector: string | undefined, field: 'labels' | 'annotations'): (resource: Resource) => boolean {
  if (selector === undefined || selector.trim() === '') return () => true;
  const terms = selector.split(/,(?![^(]*\))/).map((term) => termTest(term.trim()));
  return (resource) => {
    const marks = valueAt(resource.root, 'metadata', field);
    return terms.every((term) => term((key) => (entryIn(marks, key) === undefined ? undefined : (textAt(marks, key) ?? ''))));
  };
}

type Read = (key: string) => string | undefined;

function termTest(term: string): (read: Read) => boolean {
  const set = /^(\S+) +(in|notin) *\(([^)]*)\)$/.exec(term);
  if (set) {
    const values = new Set(set[3]!.split(',').map((value) => value.trim()));
    return (read) => (values.has(read(set[1]!) ?? '\u0000') ? set[2] === 'in' : set[2] === 'notin');
  }
  const equals = /^([^=! ]+) *(==|=|!=) *(.*)$/.exec(term);
  if (equals) return (read) => (read(equals[1]!) === equals[3]!.trim()) === (equals[2] !== '!=');
  return term.startsWith('!') ? (read) => read(term.slice(1).trim()) === undefined : (read) => read(term) !== undefined;
}

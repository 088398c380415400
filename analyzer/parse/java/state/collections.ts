import { ancestorOfType, childOf, childOfType, placeOf, textOf, type SourceNode } from '../../source/index.js';
import { stateNamed } from '../../local-state.js';
import type { Call } from '../code/expression.js';
import { annotationOf, type TypeDeclaration } from '../code/model.js';
import { enclosingType, type Scope } from '../code/scope.js';
import type { Found } from './local-state.js';

const COLLECTIONS = new Set(['HashMap', 'ConcurrentHashMap', 'LinkedHashMap', 'TreeMap', 'ConcurrentSkipListMap', 'WeakHashMap', 'HashSet', 'ArrayList', 'LinkedList', 'CopyOnWriteArrayList', 'ArrayDeque', 'ConcurrentLinkedQueue', 'ConcurrentLinkedDeque', 'LinkedBlockingQueue', 'LinkedBlockingDeque', 'ArrayBlockingQueue', 'PriorityQueue', 'mutableMapOf', 'hashMapOf', 'mutableListOf', 'mutableSetOf', 'newKeySet', 'newConcurrentMap']);
const BOUNDED = new Set(['ArrayBlockingQueue', 'LinkedBlockingQueue', 'LinkedBlockingDeque']);

/** A field whose name says that it keeps something, with a collection that may be filled later. */
export const COLLECTION_MARKS = /(?:sessions?|queue|caches?|cached\w*|counters?|rateLimits?|hits|attemptsBy\w*|requestCounts?)\s*(?::[^=\n]{1,80})?=\s*(?:new\s|mutable|hashMapOf|Maps?\.|ConcurrentHashMap|HashMap)/i;

/** Objects of these live as long as the process and serve all requests. */
const SINGLETONS = ['Service', 'Component', 'Repository', 'RestController', 'Controller', 'Configuration', 'Singleton', 'ApplicationScoped', 'Path'];

/** An empty collection in a field that all requests share, whose name says what it keeps and which methods write to. */
export function collectionOf(call: Call, { program, file }: Scope): Found | undefined {
  if (!COLLECTIONS.has(call.name) || (call.arguments.length > 0 && !BOUNDED.has(call.name))) return undefined;
  const field = fieldAround(call.node);
  const state = field && stateNamed(field.name);
  const type = enclosingType(call.node, file);
  if (!state || !type || !(field.shared || isSingleton(type))) return undefined;
  const written = program.calls(file).some(({ name, receiver }) => receiver !== undefined && WRITES.has(name) && textOf(receiver).replace(/^this\./, '') === field.name);
  return written || isIndexed(type, field.name) ? { state, holder: `${call.name} ${field.name}`, at: placeOf(field.node) } : undefined;
}

const WRITES = new Set(['put', 'putIfAbsent', 'computeIfAbsent', 'compute', 'merge', 'add', 'addLast', 'addFirst', 'offer', 'push', 'set']);

/** Kotlin writes `sessions[id] = x`. */
const isIndexed = ({ node }: TypeDeclaration, name: string): boolean => node.source.file.endsWith('.kt') && new RegExp(`\\b${name}\\[[^\\]\\n]{1,80}\\]\\s*=(?!=)`).test(textOf(node));

const isSingleton = ({ annotations, node }: TypeDeclaration): boolean => node.type === 'object_declaration' || (annotationOf(annotations, ...SINGLETONS) !== undefined && annotationOf(annotations, 'Scope', 'SessionScope', 'RequestScope') === undefined);

function fieldAround(node: SourceNode): { readonly name: string; readonly shared: boolean; readonly node: SourceNode } | undefined {
  const declaration = ancestorOfType(node, 'field_declaration', 'property_declaration', 'local_variable_declaration', 'lambda_expression', 'method_declaration');
  if (declaration?.type === 'field_declaration') {
    const name = childOf(childOf(declaration, 'declarator'), 'name');
    return name && { name: textOf(name), shared: /\bstatic\b/.test(textOf(childOfType(declaration, 'modifiers') ?? name)), node: declaration };
  }
  if (declaration?.type !== 'property_declaration' || !/^(?:class_body|source_file)$/.test(declaration.parent?.type ?? '')) return undefined;
  const name = childOfType(childOfType(declaration, 'variable_declaration'), 'simple_identifier');
  const owner = declaration.parent!.parent?.type;
  return name && { name: textOf(name), shared: owner === undefined || owner === 'companion_object' || owner === 'object_declaration', node: declaration };
}

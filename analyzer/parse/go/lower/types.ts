import { childOf, childrenOf, childrenOfType, childOfType, textOf, type SourceNode } from '../../source/index.js';
import { bind, type ClassType, type Expression, type Position } from '../../source/flow/index.js';
import { lower } from './expressions.js';

/** `type X struct {..}`, interfaces and renamed types. */
export function declareType(at: Position, node: SourceNode): void {
  for (const spec of childrenOfType(node, 'type_spec', 'type_alias')) {
    const name = childOf(spec, 'name');
    const type = childOf(spec, 'type');
    if (!name || !type) continue;
    const declared = structType(at, textOf(name), spec, type);
    bind(at.scope.module.scope, textOf(name), { kind: 'class', value: declared, node: spec, from: spec.start });
  }
}

function structType(at: Position, name: string, node: SourceNode, type: SourceNode): ClassType {
  const bases: Expression[] = [];
  const declared: ClassType = { name, node, module: at.scope.module, bases, methods: new Map(), fields: new Map() };
  at.model.classes.push(declared);
  for (const field of childrenOfType(childOfType(type, 'field_declaration_list'), 'field_declaration')) {
    const fieldType = childOf(field, 'type');
    const names = childrenOf(field, 'name');
    if (!fieldType) continue;
    if (names.length === 0) {
      bases.push(lower(at, fieldType));
      const embedded = textOf(fieldType).replace(/^\*/, '').split('.').at(-1)!;
      declared.fields.set(embedded, { type: lower(at, fieldType) });
    }
    const tags = tagsOf(childOf(field, 'tag'));
    const key = keyIn(tags, name);
    const value = fromTag(field, tags, childOf(field, 'tag')) ?? (key !== undefined && isPlain(fieldType) ? { is: 'property' as const, node: field, key, of: declared } : undefined);
    const nested = fieldType.type === 'struct_type' ? structType(at, `${name}.${names[0] ? textOf(names[0]) : ''}`, field, fieldType) : undefined;
    const typed = nested ? nestedName(at, nested, field) : ['pointer_type', 'type_identifier', 'qualified_type', 'generic_type'].includes(fieldType.type) ? lower(at, fieldType) : undefined;
    for (const fieldName of names) declared.fields.set(textOf(fieldName), { ...(value ? { value } : {}), ...(typed && !value ? { type: typed } : {}), ...(key === undefined ? {} : { key }) });
  }
  return declared;
}

/** An anonymous struct gets a name that no code can write. */
function nestedName(at: Position, nested: ClassType, node: SourceNode): Expression {
  bind(at.scope.module.scope, nested.name, { kind: 'class', value: nested, node, from: node.start });
  return { is: 'name', node, name: nested.name, scope: at.scope.module.scope };
}

/** Variables that libraries fill a field from: `env:"X" envDefault:"y"`, `env:"X,default=y"`, `envconfig:"X" default:"y"`. */
function fromTag(field: SourceNode, tags: Tags, tag: SourceNode | undefined): Expression | undefined {
  const named = tags.get('env') ?? tags.get('envconfig') ?? tags.get('koanf_env');
  const [name, ...options] = (named ?? '').split(',');
  if (!name || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const fallback = tags.get('envDefault') ?? tags.get('env-default') ?? tags.get('default') ?? options.map((o) => /^\s*default\s*=\s*(.*)$/.exec(o)?.[1]).find((o) => o !== undefined);
  return { is: 'environment', node: field, name, ...(fallback ? { fallback: { is: 'text', node: tag ?? field, text: fallback } } : {}) };
}

type Tags = ReadonlyMap<string, string>;

const tagsOf = (tag: SourceNode | undefined): Tags => new Map(tag ? [...textOf(tag).matchAll(/([\w-]+):"((?:[^"\\]|\\.)*)"/g)].map((m) => [m[1]!, m[2]!]) : []);

/** Tags of libraries that read configuration; `json` has every type that is sent, so the type's name must say what it is for. */
const KEYS = ['mapstructure', 'koanf', 'yaml', 'toml', 'ini', 'hcl'];
const FOR_SETTINGS = /conf|cfg|setting|option|env/i;

function keyIn(tags: Tags, type: string): string | undefined {
  const written = [...KEYS, ...(FOR_SETTINGS.test(type) ? ['json'] : [])].map((name) => tags.get(name)?.split(',')[0]).find((name) => name !== undefined && /^[\w.-]+$/.test(name));
  return written;
}

/** Text and numbers, and lists of them; anything else is a type with keys of its own. */
const isPlain = (type: SourceNode): boolean => /^(?:\[\])?\*?(?:string|u?int\d*|bool|float\d+)$|^time\.Duration$/.test(textOf(type));

import type { Place } from '../../../facts/place.js';
import { mapOf, scalar, unknown, type CloudResource, type CloudValue, type Entry } from '../../cloud/value.js';
import { placeOf, sourceOf, type Block, type Expression } from '../hcl/index.js';
import { blockArgument, instancesOf, type Instances } from './block.js';
import { evaluate, NO_BINDINGS, type Bindings } from './evaluate.js';
import type { Module } from './module.js';
import type { Run } from './run.js';

type Child = { readonly scope: Scope } | { readonly resource: CloudResource };

/** One use of a module: its declarations with the inputs that its caller gives. Everything is evaluated when first asked for. */
export class Scope {
  private readonly known = new Map<string, CloudValue | 'busy'>();
  private readonly resources = new Map<string, CloudResource | undefined>();
  private readonly children = new Map<string, Child | undefined>();

  constructor(
    readonly run: Run,
    readonly module: Module,
    /** `''` for the root, `module.cart.` below it; the unit before it where another unit reads it. */
    readonly prefix: string,
    readonly labels: readonly string[],
    private readonly input: (name: string) => Entry | undefined,
    /** Folders of the modules around it, to notice one that calls itself. */
    readonly ancestors: readonly string[] = [],
  ) {}

  /** A bare name: what is not bound is a resource type, `path`, ... that `reference` takes with its next step. */
  name(name: string, at: Place): CloudValue {
    return unknown(name, at);
  }

  /** `var.x`, `local.x`, `module.x.y`, `aws_sqs_queue.x`: undefined when it is an attribute of a value. */
  reference(expression: Extract<Expression, { is: 'attribute' }>, bindings: Bindings): CloudValue | undefined {
    const { of, name } = expression;
    const at = placeOf(expression);
    if (of.is === 'name' && !bindings.has(of.name)) return this.declared(of.name, name, at, sourceOf(expression));
    const called = moduleLabel(of);
    if (called !== undefined && !bindings.has('module')) return this.output(called, name, at);
    if (of.is === 'attribute' && of.of.is === 'name' && of.of.name === 'data' && !bindings.has('data')) return this.remoteState(of.name, name, at) ?? unknown(sourceOf(expression), at);
    return undefined;
  }

  /** `data.terraform_remote_state.x`: the outputs of the root module that keeps its state there. */
  private remoteState(type: string, name: string, at: Place): CloudValue | undefined {
    const block = type === 'terraform_remote_state' ? this.module.data.get(`${type}.${name}`) : undefined;
    if (!block || !this.run.states) return undefined;
    return this.once(`data.${type}.${name}`, at, () => {
      const other = this.run.states!.find(this.run.root, (argument) => blockArgument(block.body, argument, this, NO_BINDINGS)?.value);
      return other ? mapOf(new Map([['outputs', { key: at, value: other.outputs(at), at }]]), at) : unknown(`data.${type}.${name}`, at);
    });
  }

  /** Everything that the module gives out. */
  outputs(at: Place): CloudValue {
    return mapOf(new Map([...this.module.outputs.keys()].map((name): [string, Entry] => [name, { key: at, value: this.outputValue(name) ?? unknown(`output.${name}`, at), at }])), at);
  }

  private outputValue(name: string): CloudValue | undefined {
    const value = this.module.outputs.get(name)?.body.attributes.find((a) => a.name === 'value');
    return value && this.once(`output.${name}`, placeOf(value), () => evaluate(value.value, this));
  }

  private declared(kind: string, name: string, at: Place, source: string): CloudValue | undefined {
    switch (kind) {
      case 'var': return this.once(`var.${name}`, at, () => this.variable(name, at));
      case 'local': {
        const local = this.module.locals.get(name);
        return local ? this.once(`local.${name}`, at, () => evaluate(local.value, this)) : unknown(source, at);
      }
      case 'module': return this.wholeModule(name, at);
      case 'path': return name === 'module' ? scalar(this.module.folder, at) : name === 'root' ? scalar(this.run.root, at) : unknown(source, at);
      case 'terraform': return name === 'workspace' && this.run.workspace !== undefined ? { ...scalar(this.run.workspace, at), input: true } : unknown(source, at);
      case 'data': return undefined;
      case 'each':
      case 'count':
      case 'self': return unknown(source, at);
      default: {
        const resource = this.resource(`${kind}.${name}`);
        return resource ? { is: 'resource', resource, at } : this.module.resources.has(`${kind}.${name}`) ? scalar(null, at) : unknown(source, at);
      }
    }
  }

  /** Evaluates once; what asks for itself on the way is unknown. */
  once(key: string, at: Place, compute: () => CloudValue): CloudValue {
    const before = this.known.get(key);
    if (before === 'busy') return unknown(key, at);
    if (before !== undefined) return before;
    if (!this.run.enter()) return unknown(key, at);
    this.known.set(key, 'busy');
    const value = compute();
    this.run.leave();
    this.known.set(key, value);
    return value;
  }

  private variable(name: string, at: Place): CloudValue {
    const given = this.input(name)?.value;
    if (given && !(given.is === 'scalar' && given.value === null)) return given;
    const declared = this.module.variables.get(name)?.body.attributes.find((a) => a.name === 'default');
    if (!declared) return unknown(`var.${name}`, at);
    const value = evaluate(declared.value, this);
    return this.labels.length === 0 && value.is === 'scalar' ? { ...value, input: true } : value;
  }

  // -------------------------------------------------------------- resources

  /** A resource of this module; undefined when it is not declared or its `count` is 0. */
  resource(key: string): CloudResource | undefined {
    if (!this.resources.has(key)) {
      this.resources.set(key, undefined);
      const block = this.module.resources.get(key);
      this.resources.set(key, block && this.createResource(key, block));
    }
    return this.resources.get(key);
  }

  private createResource(key: string, block: Block): CloudResource | undefined {
    const instances = instancesOf(block, this);
    if (instances.none) return undefined;
    return this.resourceOf(`${this.prefix}${key}`, block.labels[0]!.text, block, instances);
  }

  private resourceOf(address: string, type: string, block: Block, instances: Instances, source?: string): CloudResource {
    const label = block.labels.at(-1)!;
    return {
      address,
      type,
      label: label.text,
      modules: this.labels,
      at: placeOf(label),
      ...(this.run.unit === undefined ? {} : { unit: this.run.unit }),
      names: [...new Set([...block.body.attributes.map((a) => a.name), ...block.body.blocks.map((b) => (b.type === 'dynamic' ? (b.labels[0]?.text ?? '') : b.type))])],
      ...(source === undefined ? {} : { source }),
      ...(instances.multiplicity ? { multiplicity: instances.multiplicity } : {}),
      argument: this.argumentsOf(block, instances),
    };
  }

  /** Arguments of a block, each evaluated when it is first asked for; one that asks for itself is not given. */
  private argumentsOf(block: Block, { bindings }: Instances): (name: string) => Entry | undefined {
    const known = new Map<string, Entry | undefined>();
    return (name) => {
      if (!known.has(name) && this.run.enter()) {
        known.set(name, undefined);
        known.set(name, blockArgument(block.body, name, this, bindings));
        this.run.leave();
      }
      return known.get(name);
    };
  }

  /** Every resource that is there, those of unread modules among them, children last. */
  all(): CloudResource[] {
    const own = [...this.module.resources.keys()].flatMap((key) => this.resource(key) ?? []);
    const below = [...this.module.modules.keys()].flatMap((label) => {
      const child = this.child(label);
      return child === undefined ? [] : 'scope' in child ? child.scope.all() : [child.resource];
    });
    return [...own, ...below];
  }

  // -------------------------------------------------------------- modules

  child(label: string): Child | undefined {
    if (!this.children.has(label)) {
      this.children.set(label, undefined);
      const block = this.module.modules.get(label);
      this.children.set(label, block && this.createChild(label, block));
    }
    return this.children.get(label);
  }

  private createChild(label: string, block: Block): Child | undefined {
    const instances = instancesOf(block, this);
    if (instances.none) return undefined;
    const found = this.run.moduleOf(block, this);
    if (found === undefined) return undefined;
    const address = `${this.prefix}module.${label}`;
    if ('source' in found) return { resource: this.resourceOf(address, `module:${found.source}`, block, instances, found.source) };
    const input = this.argumentsOf(block, instances);
    return { scope: new Scope(this.run, found.module, `${address}.`, [...this.labels, label], input, [...this.ancestors, this.module.folder]) };
  }

  private output(label: string, name: string, at: Place): CloudValue {
    const child = this.child(label);
    if (child === undefined) return unknown(`module.${label}.${name}`, at);
    if ('resource' in child) return unknown(`module.${label}.${name}`, at, [{ resource: child.resource.address, attribute: name }]);
    return child.scope.outputValue(name) ?? unknown(`module.${label}.${name}`, at);
  }

  private wholeModule(label: string, at: Place): CloudValue {
    const child = this.child(label);
    if (child === undefined) return unknown(`module.${label}`, at);
    return 'resource' in child ? { is: 'resource', resource: child.resource, at } : child.scope.outputs(at);
  }
}

/** `module.x`, also as `module.x[0]`. */
function moduleLabel(expression: Expression): string | undefined {
  if (expression.is === 'index') return moduleLabel(expression.of);
  return expression.is === 'attribute' && expression.of.is === 'name' && expression.of.name === 'module' ? expression.name : undefined;
}


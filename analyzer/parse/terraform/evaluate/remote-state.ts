import type { Unit } from '../../../facts/types.js';
import { field } from '../../cloud/field.js';
import { textOf, type CloudResource, type CloudValue } from '../../cloud/value.js';
import type { FileSet } from '../../parser.js';
import { inside } from '../../paths.js';
import { blockArgument } from './block.js';
import { NO_BINDINGS } from './evaluate.js';
import type { Scope } from './scope.js';

/** Opens the root module of a unit for somebody who reads its state. */
export type Open = (unit: Unit, states: RemoteStates) => Scope;

/** More roots than any repository has, and more states than any root reads. */
const MAX_OPEN = 500;
const MAX_READ = 50;

/**
 * Root modules whose state another one reads. Each is evaluated once, with its own values, when it is first asked for.
 * https://developer.hashicorp.com/terraform/language/state/remote-state-data
 */
export class RemoteStates {
  private readonly opened = new Map<string, Scope>();
  private readonly read = new Set<Scope>();

  constructor(private readonly units: readonly Unit[], private readonly files: FileSet, private readonly open: Open) {}

  /** The one of which the state lies where `of` says: `backend` and `config` of the data source. */
  find(from: string, of: (argument: 'backend' | 'config') => CloudValue | undefined): Scope | undefined {
    const kind = textOf(of('backend'));
    const config = of('config');
    if (kind === undefined || config === undefined) return undefined;
    const found = this.units.filter((unit) => unit.root !== from && (kind === 'local' ? this.isLocal(unit, from, config) : this.isBackend(unit, kind, config)));
    const scope = found.length === 1 && this.read.size < MAX_READ ? this.scopeOf(found[0]!) : undefined;
    if (scope) this.read.add(scope);
    return scope;
  }

  /** Everything that those declare whose state was read. */
  resources(): CloudResource[] {
    return [...this.read].flatMap((scope) => scope.all());
  }

  private scopeOf(unit: Unit): Scope | undefined {
    const known = this.opened.get(unit.id);
    if (known || this.opened.size >= MAX_OPEN) return known;
    const scope = this.open(unit, this);
    this.opened.set(unit.id, scope);
    return scope;
  }

  /** `path` is relative to where the tool runs: the root module. */
  private isLocal(unit: Unit, from: string, config: CloudValue): boolean {
    const path = textOf(field(config, 'path')?.value);
    const state = path === undefined ? undefined : inside(from, path);
    if (state === undefined) return false;
    const own = this.writes(unit, state.slice(state.lastIndexOf('/') + 1)) ? this.backendOf(unit, 'local')?.('path') : undefined;
    return state === inside(unit.root, own ?? 'terraform.tfstate');
  }

  /** They name the same key, and nothing that both name differs: part of a backend may be given when it is set up. */
  private isBackend(unit: Unit, kind: string, config: CloudValue): boolean {
    const names = NAMES.flatMap((key) => textOf(field(config, key)?.value) ?? []);
    if (!names.some((name) => this.writes(unit, name))) return false;
    const own = this.backendOf(unit, kind);
    const pairs = KEYS.map((key) => [own?.(key), textOf(field(config, key)?.value)] as const).filter(([a, b]) => a !== undefined && b !== undefined);
    return pairs.every(([a, b]) => a === b) && NAMES.some((key) => own?.(key) !== undefined && own(key) === textOf(field(config, key)?.value));
  }

  /** A backend's arguments are written out: a look at the text tells most roots apart without reading them. */
  private writes(unit: Unit, text: string): boolean {
    return unit.files.some((path) => this.files.read(path)?.includes(text));
  }

  /** Arguments of the `backend` or `cloud` block. */
  private backendOf(unit: Unit, kind: string): ((argument: string) => string | undefined) | undefined {
    const scope = this.scopeOf(unit);
    const blocks = scope?.module.rest.filter(({ type }) => type === 'terraform').flatMap(({ body }) => body.blocks) ?? [];
    const block = blocks.find(({ type, labels }) => (type === 'backend' && labels[0]?.text === kind) || (type === 'cloud' && kind === 'remote'));
    return block && scope && ((path) => {
      const [first = '', ...rest] = path.split('.');
      const value = blockArgument(block.body, first, scope, NO_BINDINGS)?.value;
      return textOf(rest.length === 0 ? value : field(value, rest.join('.'))?.value);
    });
  }
}

/** What tells one state from another: https://developer.hashicorp.com/terraform/language/backend */
const NAMES = ['key', 'prefix', 'workspaces.name', 'secret_suffix', 'path'];
const KEYS = [...NAMES, 'bucket', 'storage_account_name', 'container_name', 'organization', 'hostname', 'address'];

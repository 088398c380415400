import type { Problem } from '../../../facts/types.js';
import type { FileSet } from '../../parser.js';
import { inside } from '../../paths.js';
import { plainOf } from '../../cloud/value.js';
import { placeOf, type Block } from '../hcl/index.js';
import { evaluate } from './evaluate.js';
import { moduleFiles, readModule, type Module } from './module.js';
import type { RemoteStates } from './remote-state.js';
import type { Scope } from './scope.js';

const MAX_STEPS = 400_000;
const MAX_NESTED = 400;
const MAX_MODULE_DEPTH = 20;
const MAX_MODULE_USES = 2000;

/** What evaluating one root module may cost, the modules that it reads, and what went wrong. */
export class Run {
  readonly problems: Problem[] = [];
  /** Modules that were read, by folder. */
  readonly modules = new Map<string, Module>();
  /** The workspace that is read, where one is known. */
  workspace: string | undefined;
  private steps = 0;
  private nested = 0;
  private uses = 0;

  /** `unit`: the one whose resources they are, where another one reads them; `states`: other root modules, where their state is read. */
  constructor(readonly root: string, readonly files: FileSet, readonly states?: RemoteStates, readonly unit?: string) {}

  /** False when so much was evaluated that the rest stays unknown. */
  spend(): boolean {
    if (++this.steps === MAX_STEPS) this.report('terraform-limit', { file: moduleFiles(this.root, this.files)[0] ?? this.root, line: 1, column: 1 }, 'warning', 'Evaluating this module takes more steps than any real one; what is left of it stays unknown.');
    return this.steps < MAX_STEPS;
  }

  enter(): boolean {
    return ++this.nested < MAX_NESTED || (this.nested--, false);
  }

  leave(): void {
    this.nested--;
  }

  module(folder: string): Module {
    const known = this.modules.get(folder);
    if (known) return known;
    const read = readModule(folder, this.files);
    this.modules.set(folder, read);
    this.problems.push(...read.problems);
    return read;
  }

  /** The module that a call names: read when it lies in the tree, else known by its source only. */
  moduleOf(block: Block, scope: Scope): { readonly module: Module } | { readonly source: string } | undefined {
    const attribute = block.body.attributes.find((a) => a.name === 'source');
    const source = attribute && plainOf(evaluate(attribute.value, scope));
    const at = placeOf(attribute ?? block);
    if (typeof source !== 'string') return void this.report('module-source', at, 'warning', 'The module\'s source is not known from what is committed; the module is not read.');
    if (!source.startsWith('./') && !source.startsWith('../')) {
      this.report('module-not-read', at, 'info', `The module ${shortSource(source)} is not in the analysed folder and was not read; only what its inputs say is known.`);
      return { source };
    }
    return this.local(source, scope, at);
  }

  private local(source: string, scope: Scope, at: Problem | { file: string; line: number; column: number }): { readonly module: Module } | undefined {
    const folder = inside(scope.module.folder, source);
    if (folder === undefined) return void this.report('path-outside', at, 'warning', `The module ${source} lies outside the analysed folder; it is not read. Analyse the folder that holds both.`);
    if (folder === scope.module.folder || scope.ancestors.includes(folder)) return void this.report('module-recursion', at, 'error', `The module ${folder} calls itself; the inner call is not read.`);
    if (scope.ancestors.length >= MAX_MODULE_DEPTH || ++this.uses > MAX_MODULE_USES) return void this.report('terraform-limit', at, 'warning', 'Modules are nested or repeated more often than in any real configuration; this call is not read.');
    if (moduleFiles(folder, this.files).length === 0) return void this.report('module-missing', at, 'warning', `There are no module files in ${folder}; what it declares is not known.`);
    return { module: this.module(folder) };
  }

  report(code: string, { file, line, column }: { readonly file: string; readonly line: number; readonly column: number }, severity: Problem['severity'], message: string): undefined {
    if (!this.problems.some((p) => p.code === code && p.file === file && p.line === line)) this.problems.push({ code, file, line, column, severity, message });
    return undefined;
  }
}

/** A source may hold a token in its user part. */
const shortSource = (source: string): string => source.replace(/\/\/[^/@]*@/, '//').replace(/\?.*$/, '').slice(0, 120);

import type { YamlNode } from './node.js';

/** Nodes of one file that may be reached through aliases. Nodes are shared, but whoever walks the tree visits them again. */
const MAX_ALIASED_NODES = 100_000;
/** Aliases of aliases can nest deeper than the text does. */
const MAX_DEPTH_WITH_ALIASES = 400;

interface Anchor {
  readonly node: YamlNode;
  /** Nodes that a walk of it visits. */
  readonly size: number;
  readonly height: number;
}

/** The anchors of one document and the budget for expanding them. */
export class Anchors {
  /** Nodes that a walk of everything built so far visits. */
  count = 0;
  /** Deepest level reached so far, for the height of an anchored collection. */
  deepest = 0;
  private refused = false;
  private aliased = 0;
  private readonly byName = new Map<string, Anchor>();

  clear(): void {
    this.byName.clear();
    this.refused = false;
  }

  enter(depth: number): void {
    if (depth > this.deepest) this.deepest = depth;
  }

  define(name: string, node: YamlNode, size: number, height: number): void {
    this.byName.set(name, { node, size, height });
  }

  /** The node that an alias stands for, or why it may not be used. An anchor is defined only after its end: no cycle can arise. */
  expand(name: string, depth: number): YamlNode | 'yaml-syntax' | 'yaml-alias-bomb' | 'yaml-too-deep' {
    const anchor = this.byName.get(name);
    if (anchor === undefined) return 'yaml-syntax';
    if (depth + anchor.height > MAX_DEPTH_WITH_ALIASES) return 'yaml-too-deep';
    if (this.aliased + anchor.size > MAX_ALIASED_NODES) return 'yaml-alias-bomb';
    this.aliased += anchor.size;
    this.count += anchor.size;
    this.enter(depth + anchor.height);
    return anchor.node;
  }

  /** True once a document: a bomb has thousands of aliases over the bound, and one problem says it. */
  isFirstRefusal(): boolean {
    const first = !this.refused;
    this.refused = true;
    return first;
  }
}

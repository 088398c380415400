import type { ConfigTarget, DependencyKind } from '../../../facts/types.js';
import { tableLeaves, yamlLeaves, yamlRoot, type Leaf } from '../leaves.js';
import { isYaml, type ConfigReader } from '../reader.js';
import { target } from '../target.js';

/** A format whose addresses stand under keys of their own. */
interface Shape {
  readonly format: string;
  readonly technology?: string;
  readonly proxy?: boolean;
  readonly name: RegExp;
  /** What the beginning of a file of this kind has; `undefined` where the name is enough. */
  readonly head?: RegExp;
  /** Paths of addresses, with the kind of dependency where they tell, and what such a line is. */
  readonly addresses: readonly { readonly path: RegExp; readonly dependency?: DependencyKind; readonly note: string }[];
  /** Paths that only look like it: where the product itself listens. */
  readonly own?: RegExp;
}

export function byPath({ format, technology, proxy, name, head, addresses, own }: Shape): ConfigReader {
  const targetsOf = (leaf: Leaf): ConfigTarget[] => {
    if (own?.test(leaf.path)) return [];
    const found = addresses.find(({ path }) => path.test(leaf.path));
    return found === undefined ? [] : leaf.text.split(',').flatMap((one) => target(one, leaf.at, found.note, found.dependency ? { dependency: found.dependency } : {}));
  };
  return {
    format,
    ...(technology ? { technology } : {}),
    ...(proxy ? { proxy } : {}),
    claims: (file, text) => name.test(file) && (head === undefined || head.test(text)),
    read(source, file) {
      if (!isYaml(file) && !/\.json$/i.test(file) && !/^[ \t]*[\w"'.-]+[ \t]*:(?:\s|$)/m.test(source.text)) return tableLeaves(source).flatMap(targetsOf);
      const root = yamlRoot(source);
      return root === undefined ? undefined : yamlLeaves(root).flatMap(targetsOf);
    },
  };
}

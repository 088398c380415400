import type { Repository } from '../../kubernetes/index.js';
import type { YamlNode } from '../../yaml/index.js';

/** A chart of the tree as some file says that it is deployed. */
export interface Release {
  readonly name: string;
  /** The chart's folder. */
  readonly chart: string;
  /** The file that says so. */
  readonly file: string;
  /** As that file or its values are called, where they are for one. */
  readonly environment?: string;
  /** In the order in which they are read; the last wins. */
  readonly values: readonly Given[];
}

/** Values as one of these ways gives them. */
export type Given =
  | { readonly kind: 'file'; readonly path: string; readonly named: YamlNode }
  /** A template of helmfile's. */
  | { readonly kind: 'template'; readonly path: string; readonly named: YamlNode; readonly release: string; readonly namespace?: string | undefined; readonly environment?: string | undefined }
  | { readonly kind: 'inline'; readonly node: YamlNode; readonly templated: boolean }
  /** As `--set` has it; `isText` as `--set-string` has it; `isOpen` where a shell fills in the value. */
  | { readonly kind: 'set'; readonly key: string; readonly node: YamlNode; readonly isText: boolean; readonly isOpen?: boolean }
  /** A file that is generated, or lies elsewhere. */
  | { readonly kind: 'unread'; readonly named: YamlNode };

/** What a reader needs to know of the tree. */
export interface Tree extends Repository {
  readonly isChart: (folder: string) => boolean;
  readonly has: (path: string) => boolean;
  /** Documents of a YAML file. */
  readonly documents: (path: string) => readonly (YamlNode | undefined)[];
  /** An entry of the only ConfigMap of that name. */
  readonly configMap: (name: string, key: string) => YamlNode | undefined;
  /** The file of which the folder's kustomization makes an entry of a ConfigMap. */
  readonly generatedFrom: (folder: string, name: string, key: string) => string | undefined;
}

/** A values file, where it is one that can be read as it stands. */
export function givenFile(path: string | undefined, named: YamlNode, { has }: Pick<Tree, 'has'>): Given {
  return path === undefined || path.includes('{{') || path.endsWith('.gotmpl') || !has(path) ? { kind: 'unread', named } : { kind: 'file', path, named };
}

/** The last values file tells what a release is for, where nothing else does. */
export const lastFile = (values: readonly Given[]): string | undefined => {
  const last = values.filter((value) => value.kind === 'file').at(-1);
  return last?.path.slice(last.path.lastIndexOf('/') + 1);
};

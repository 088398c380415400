import type { FileSet } from '../parser.js';
import { get, items, stringOf, type YamlNode } from '../yaml/index.js';

const KUSTOMIZATION_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

const KUSTOMIZATION = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;

export const isKustomization = (path: string): boolean => KUSTOMIZATION.test(path);

/** An object of the cluster with the same kind and, now and then, the same file name: it names an overlay to a controller. */
export const isOtherTools = (text: string): boolean => /^apiVersion:[ \t]*["']?(?!kustomize\.config\.k8s\.io\/)\w/m.test(text);

export const join = (folder: string, name: string): string => (folder === '.' ? name : `${folder}/${name}`);

/** The kustomization of a folder. */
export const kustomizationIn = (folder: string, files: FileSet): string | undefined => KUSTOMIZATION_NAMES.map((name) => join(folder, name)).find((path) => files.has(path));

export const isComponent = (root: YamlNode | undefined): boolean => stringOf(get(root, 'kind')) === 'Component';

/** A list of a kustomization; one value alone counts as a list of it. */
export const listOf = (root: YamlNode | undefined, ...fields: readonly string[]): readonly YamlNode[] => fields.flatMap((field) => items(get(root, field)));

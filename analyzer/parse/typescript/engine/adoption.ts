import type { ts } from 'ts-morph';
import { moduleOf } from '../source/module.js';
import type { Program } from '../program.js';
import { folderOf } from '../paths.js';
import type { Instance } from './collect.js';

/**
 * An instance that a container injects was made elsewhere: in the same package, by the same library. Of several the nearest
 * folder's, when there is one nearest.
 */
export function createAdoption(program: Program, instances: ReadonlyMap<ts.Node, Instance>): (instance: Instance | undefined) => Instance | undefined {
  const { manifests } = program.tree;
  const made = [...instances.values()].filter((i) => !i.made.injected);
  const known = new Map<Instance, Instance>();
  const find = (instance: Instance): Instance => {
    const from = moduleOf(instance.made.call);
    const own = made.filter((i) => familyOf(i) === familyOf(instance) && manifests.of(moduleOf(i.made.call)) === manifests.of(from));
    const near = own.map((i) => [i, sharedFolders(moduleOf(i.made.call), from)] as const).sort(([, a], [, b]) => b - a);
    const [first, second] = near;
    return first && (!second || first[1] > second[1] || sameAddress(first[0], second[0])) ? first[0] : instance;
  };
  return (instance) => {
    if (!instance?.made.injected) return instance;
    const found = known.get(instance) ?? find(instance);
    known.set(instance, found);
    return found;
  };
}

const familyOf = ({ library }: Instance): string => library.family ?? library.id;

const sameAddress = (a: Instance, b: Instance): boolean => JSON.stringify(a.addresses.map((x) => x.targets)) === JSON.stringify(b.addresses.map((x) => x.targets));

function sharedFolders(a: string, b: string): number {
  const [left, right] = [folderOf(a).split('/'), folderOf(b).split('/')];
  const differs = left.findIndex((segment, i) => segment !== right[i]);
  return differs === -1 ? left.length : differs;
}

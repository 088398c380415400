import { dirname, join } from 'node:path';
import type { Disk } from '../../analyzer/discover/index.js';

export const CONFIG_NAMES = ['faultline.config.yaml', 'faultline.config.yml'] as const;

/** The nearest configuration from `folder` upwards, not beyond the repository that it lies in. */
export function findConfig(folder: string, disk: Disk): string | undefined {
  const exists = (path: string): boolean => isThere(path, disk);
  for (let at = folder; ; at = dirname(at)) {
    const found = CONFIG_NAMES.map((name) => join(at, name)).find(exists);
    if (found !== undefined || exists(join(at, '.git')) || dirname(at) === at) return found;
  }
}

function isThere(path: string, disk: Disk): boolean {
  try {
    disk.stat(path);
    return true;
  } catch {
    return false;
  }
}

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const CONFIG_NAMES = ['faultline.config.yaml', 'faultline.config.yml'] as const;

/** The nearest configuration from `folder` upwards, not beyond the repository that it lies in. */
export function findConfig(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = CONFIG_NAMES.map((name) => join(at, name)).find((path) => existsSync(path));
    if (found !== undefined || existsSync(join(at, '.git')) || dirname(at) === at) return found;
  }
}

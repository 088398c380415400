import { closeSync, openSync, readFileSync, readSync, readdirSync, realpathSync, statSync } from 'node:fs';

/** The few calls on the disk that discovery makes; tests replace one to see what a failing or reordered disk does. */
export interface Disk {
  entries(folder: string): readonly Entry[];
  /** Resolves links. Throws when the path does not exist. */
  real(path: string): string;
  stat(path: string): { readonly kind: 'file' | 'folder' | 'other'; readonly size: number };
  read(path: string): Buffer;
  readStart(path: string, length: number): Buffer;
}

export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

export const disk: Disk = {
  entries: (folder) =>
    readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other',
    })),
  real: (path) => realpathSync(path),
  stat: (path) => {
    const stat = statSync(path);
    return { kind: stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other', size: stat.size };
  },
  read: (path) => readFileSync(path),
  readStart: (path, length) => {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(length);
      return buffer.subarray(0, readSync(file, buffer, 0, length, 0));
    } finally {
      closeSync(file);
    }
  },
};

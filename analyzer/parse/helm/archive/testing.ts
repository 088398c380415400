import { gzipSync } from 'node:zlib';
import { compareText } from '../../../facts/place.js';
import { memoryFiles } from '../../memory-files.js';
import type { FileSet } from '../../parser.js';

/** A gzipped tar file, as `helm package` writes it; `type` is the header's (0: file, 2: link). */
export function pack(texts: Readonly<Record<string, string>>, type = '0'): Buffer {
  const blocks = Object.entries(texts).flatMap(([name, text]) => {
    const content = Buffer.from(text);
    const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
    return [header(name, content.length, type), content, padding];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

function header(name: string, size: number, type: string): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write(size.toString(8).padStart(11, '0'), 124);
  block.write(' '.repeat(8), 148);
  block.write(type, 156);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** Texts with archives among them. */
export function filesWith(texts: Readonly<Record<string, string>>, archives: Readonly<Record<string, Uint8Array>>): FileSet {
  const files = memoryFiles(texts);
  return {
    ...files,
    paths: [...files.paths, ...Object.keys(archives)].sort(compareText),
    has: (path) => files.has(path) || Object.hasOwn(archives, path),
    bytes: (path) => archives[path],
  };
}

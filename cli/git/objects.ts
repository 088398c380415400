import { lines, type Repository } from './git.js';

/** Contents by object id: what many revisions share is read once. */
export interface Objects {
  /** Bytes; undefined for an object that this clone does not have. */
  size(id: string): number | undefined;
  /** Content, read together with what is listed behind it in `ahead`. */
  read(id: string, ahead: () => Iterable<string>): Buffer | undefined;
}

/** One call of git brings this much, so that a tree of thousands of files costs a handful of calls. */
const BATCH_BYTES = 16 * 1024 * 1024;
const BATCH_OBJECTS = 4000;

export function objectsOf(repository: Repository, known: { list(): Iterable<string> }): Objects {
  const sizes = new Map<string, number | undefined>();
  const contents = new Map<string, Buffer | undefined>();
  const size = (id: string): number | undefined => {
    if (!sizes.has(id)) measure(repository, [id, ...known.list()].filter((one) => !sizes.has(one)), sizes);
    return sizes.get(id);
  };
  return {
    size,
    read: (id, ahead) => {
      if (!contents.has(id)) {
        const batch = new Set([id]);
        let bytes = size(id) ?? 0;
        for (const next of ahead()) {
          if (batch.size >= BATCH_OBJECTS || bytes >= BATCH_BYTES) break;
          if (contents.has(next) || batch.has(next)) continue;
          const more = size(next) ?? 0;
          if (bytes + more > BATCH_BYTES) continue;
          batch.add(next);
          bytes += more;
        }
        load(repository, [...batch].filter((one) => size(one) !== undefined), contents);
      }
      return contents.get(id);
    },
  };
}

function measure(repository: Repository, ids: readonly string[], sizes: Map<string, number | undefined>): void {
  for (const id of ids) sizes.set(id, undefined);
  const answers = lines(repository.ask(['cat-file', '--batch-check=%(objectname) %(objectsize)'], asInput(ids)));
  for (const answer of answers) {
    const [id, bytes] = answer.split(' ');
    if (id !== undefined && bytes !== undefined && /^\d+$/.test(bytes)) sizes.set(id, Number(bytes));
  }
}

/** `<id> <type> <size>`, a line break, the content, a line break. */
function load(repository: Repository, ids: readonly string[], contents: Map<string, Buffer | undefined>): void {
  for (const id of ids) contents.set(id, undefined);
  const output = repository.ask(['cat-file', '--batch'], asInput(ids)) ?? Buffer.alloc(0);
  for (let position = 0; position < output.length; ) {
    const end = output.indexOf(10, position);
    if (end < 0) return;
    const [id, , bytes] = output.toString('utf8', position, end).split(' ');
    const length = Number(bytes);
    position = end + 1;
    // One that is missing has a line and no content.
    if (id === undefined || bytes === undefined || !Number.isInteger(length)) continue;
    contents.set(id, Buffer.from(output.subarray(position, position + length)));
    position += length + 1;
  }
}

const asInput = (ids: readonly string[]): string => ids.map((id) => `${id}\n`).join('');

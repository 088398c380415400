import type { ComposeExtras, ImageBuildFact } from '../../facts/types.js';
import type { Value } from '../../facts/value.js';
import { entryOf, get, isNull, placeOf, type YamlNode } from '../yaml/index.js';
import { inside } from '../paths.js';
import { folderFor, forwardSlashes, isRemote } from './files.js';
import type { Loading } from './layer.js';
import { textIn } from './read.js';

const OUTSIDE = 'This build context lies outside the analysed folder, so the code of this service is unknown. Analyse the folder that holds both.';

/** What a service is built from; undefined when it is not, or from elsewhere. `dockerfile_inline` is written in the Compose file itself. */
export function buildOf(service: YamlNode, loading: Loading): ComposeExtras['build'] {
  const entry = entryOf(service, 'build');
  if (entry === undefined || isNull(entry.value)) return undefined;
  const node = get(entry.value, 'context');
  const written = node === undefined ? '.' : textIn(node);
  if (written === undefined || isRemote(written) || written.endsWith('.git')) return undefined;
  const context = inside(folderFor(node ?? entry.value, loading), forwardSlashes(written));
  if (context === undefined) {
    loading.problems.add(placeOf(node ?? entry.value), 'warning', 'path-outside', OUTSIDE);
    return undefined;
  }
  const target = textIn(get(entry.value, 'target'));
  return { context, dockerfile: dockerfileOf(entry.value, context, loading), ...(target !== undefined && { target }), at: placeOf(node ?? entry.key) };
}

/** `dockerfile` starts from the context. Where nothing is there, but something is as seen from the Compose file, that is what was meant. */
function dockerfileOf(build: YamlNode, context: string, loading: Loading): string {
  const inline = get(build, 'dockerfile_inline');
  if (inline !== undefined) return inline.source.file;
  const node = get(build, 'dockerfile');
  const written = forwardSlashes(textIn(node) ?? 'Dockerfile');
  const byContext = inside(context, written);
  if (node === undefined || (byContext !== undefined && loading.files.has(byContext))) return byContext ?? written;
  const byFile = inside(folderFor(node, loading), written);
  if (byFile === undefined || !loading.files.has(byFile)) return byContext ?? written;
  const message = `Compose looks for dockerfile from the build context, where this path leads nowhere; it is read as ${byFile}. Write it relative to the context.`;
  loading.problems.add(placeOf(node), 'warning', 'compose-dockerfile', message);
  return byFile;
}

/** What is built from a place that is not in the tree runs all the same: its image is unknown, not missing. */
export function builtElsewhere(service: YamlNode): Value<string> | undefined {
  const entry = entryOf(service, 'build');
  if (entry === undefined || isNull(entry.value)) return undefined;
  const node = get(entry.value, 'context') ?? entry.value;
  return { unknown: node.type === 'scalar' ? node.text : 'build', at: placeOf(node) };
}

export function imageBuildOf(service: YamlNode, build: NonNullable<ComposeExtras['build']>): ImageBuildFact {
  const image = textIn(get(service, 'image'));
  return { kind: 'image-build', ...(image !== undefined && { image }), context: build.context, dockerfile: build.dockerfile, by: 'compose', at: build.at };
}

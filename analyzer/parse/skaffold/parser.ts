import type { ImageBuildFact, Problem } from '../../facts/types.js';
import type { Parser, ParseResult } from '../parser.js';
import { folderOf, inside } from '../paths.js';
import { entries, get, items, parseYaml, placeOf, stringOf, type YamlNode } from '../yaml/index.js';

export const skaffoldParser: Parser = {
  id: 'skaffold',
  claims: (path, head) => /(^|\/)skaffold[^/]*\.ya?ml$/.test(path) && /^["']?apiVersion["']?:\s*["']?skaffold\//m.test(head()),
  units: (claimed) => claimed.map((path) => ({ id: `skaffold:${path}`, parser: 'skaffold', root: folderOf(path), files: [path] })),
  parse(unit, files) {
    const path = unit.files[0];
    const text = path === undefined ? undefined : files.read(path);
    return path === undefined || text === undefined ? { facts: [], problems: [] } : readSkaffold(path, text);
  },
};

/** Each document is a module of its own with its own artifacts. https://skaffold.dev/docs/references/yaml/ */
export function readSkaffold(path: string, text: string): ParseResult {
  const { documents, problems: syntax } = parseYaml(path, text);
  const problems: Problem[] = [...syntax];
  const facts = documents.flatMap(({ root }) => artifactsOf(root).flatMap((artifact) => readArtifact(path, artifact, problems) ?? []));
  return { facts, problems };
}

/** Profiles replace or add artifacts when someone asks for them; without any of its own the configuration only works with one. */
function artifactsOf(root: YamlNode | undefined): readonly YamlNode[] {
  const own = items(get(root, 'build', 'artifacts'));
  return own.length > 0 ? own : items(get(root, 'profiles')).flatMap((profile) => items(get(profile, 'build', 'artifacts')));
}

function readArtifact(file: string, artifact: YamlNode, problems: Problem[]): ImageBuildFact | undefined {
  const imageNode = get(artifact, 'image');
  const image = stringOf(imageNode);
  if (image === undefined || imageNode === undefined) return undefined;
  const contextNode = get(artifact, 'context');
  const context = inside(folderOf(file), stringOf(contextNode) ?? '.');
  if (context === undefined) {
    const { line, column } = placeOf(contextNode ?? artifact);
    const message = `The context of ${image} lies outside the analysed folder; the artifact is skipped. Analyse the folder that holds both.`;
    problems.push({ code: 'path-outside', file, line, column, severity: 'warning', message });
    return undefined;
  }
  const dockerfile = dockerfileOf(artifact, context);
  return { kind: 'image-build', image, context, ...(dockerfile !== undefined && { dockerfile }), by: 'skaffold', at: placeOf(imageNode) };
}

/** `docker` and `kaniko` build from a Dockerfile, `Dockerfile` in the context unless it is said; other builders need none. */
function dockerfileOf(artifact: YamlNode, context: string): string | undefined {
  const builder = get(artifact, 'docker') ?? get(artifact, 'kaniko');
  const isOther = builder === undefined && entries(artifact).some(({ key }) => OTHER_BUILDERS.has(key.text));
  return isOther ? undefined : inside(context, stringOf(get(builder, 'dockerfile')) ?? 'Dockerfile');
}

const OTHER_BUILDERS = new Set(['bazel', 'jib', 'jibMaven', 'jibGradle', 'buildpacks', 'buildpack', 'ko', 'custom']);

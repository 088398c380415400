import { toYaml, type Manifest } from './manifests.js';

/** A check of another tool, what of it is tried, and files in which it has to report the objects whose names begin with `bad`, and no other. */
export type Case = readonly [id: string, what: string, files: Readonly<Record<string, string>>];

/** The same files for checks that mean the same. */
export const alike = (what: string, files: Case[2], ...ids: readonly string[]): Case[] => ids.map((id) => [id, what, files]);

/** Objects in one file, which belong together. */
export const together = (...manifests: readonly (Manifest | readonly Manifest[])[]): Record<string, string> => ({ 'all.yaml': toYaml(manifests.flat()) });

/** Each object by itself, as somebody tries a linter out with. */
export const apart = (...manifests: readonly (Manifest | readonly Manifest[])[]): Record<string, string> =>
  Object.fromEntries(manifests.flat().map((one, index) => [`${index}/${one.metadata.name as string}.yaml`, toYaml([one])]));

/** Names that begin with `bad`, sorted, each once: of objects, of Terraform's blocks, CloudFormation's resources; and of the folders of Dockerfiles and modules. */
export const expected = (files: Case[2]): string[] => [...new Set(Object.entries(files).flatMap(([file, text]) => inFolder(file) ?? [...text.matchAll(NAMED)].map((match) => match.slice(1).find((name) => name !== undefined)!)))].sort();

/** A finding about a Dockerfile names the file, one about a whole module its folder. */
function inFolder(file: string): string[] | undefined {
  const [, folder, name] = /^(.*)\/(Dockerfile|versions\.tf)$/.exec(file) ?? [];
  return folder === undefined ? undefined : folder.startsWith('bad') ? [name === 'Dockerfile' ? file : folder] : [];
}

const NAMED = /\bname"?: "?(bad[\w.-]*)|(?:^|\n)(?:resource "\w+"|module|provider|variable) "(bad[\w-]*)"|"(Bad\w*)": \{\s*"Type"/g;

import { TemplateError } from '../template/errors.js';
import { GoObject, int64, type GoMap, type GoValue } from '../template/values.js';
import { parseVersion, satisfies, type Version } from '../chart/semver.js';
import { text, type Family } from './arguments.js';

export const versionFunctions: Family = {
  semver: (args) => versionObject(versionIn(text(args, 0)), text(args, 0)),
  semverCompare: (args) => {
    const verdict = satisfies(versionIn(text(args, 1)), text(args, 0));
    if (verdict === undefined) throw new TemplateError(`improper constraint: ${text(args, 0)}`);
    return verdict;
  },
};

function versionIn(written: string): Version {
  const version = parseVersion(written);
  if (version === undefined) throw new TemplateError('Invalid Semantic Version');
  return version;
}

function versionObject({ major, minor, patch, pre, build }: Version, original: string): GoObject {
  const fields: GoMap = new Map<string, GoValue>([['Major', int64(major)], ['Minor', int64(minor)], ['Patch', int64(patch)], ['Prerelease', pre], ['Metadata', build], ['Original', original]]);
  const written = `${major}.${minor}.${patch}${pre && `-${pre}`}${build && `+${build}`}`;
  return new GoObject('*semver.Version', 'ptr', fields, { String: () => written }, written);
}

import { folderOf } from '../paths.js';
import { asked, found, join, nearest, readSource, type VersionReader } from './found.js';
import { asObject, property, readJson } from '../json.js';

const REFERENCE = /<PackageReference\b[^<>]*?\bInclude\s*=\s*"([^"]+)"(?:[^<>]*?\bVersion\s*=\s*"([^"]+)"|[^<>]*>\s*<Version>([^<]+)<)?/g;
const CENTRAL = /<PackageVersion\b[^<>]*?\bInclude\s*=\s*"([^"]+)"[^<>]*?\bVersion\s*=\s*"([^"]+)"/g;

/** Projects, the versions that are managed centrally above them, and packages.lock.json beside them. */
export const readNuget: VersionReader = (folder, wanted, files) => {
  const projects = files.paths.filter((path) => path.endsWith('.csproj') && folderOf(path) === folder);
  const central = nearest(folder, ['Directory.Packages.props'], files);
  const managed = new Map([...(central?.text.matchAll(CENTRAL) ?? [])].map(([, name, version]) => [name!, version!]));
  const lock = readSource(join(folder, 'packages.lock.json'), files);
  const resolved = lock ? resolvedIn(lock.text) : undefined;
  return projects.flatMap((path) => {
    const source = readSource(path, files);
    return [...(source?.text.matchAll(REFERENCE) ?? [])].flatMap((match) => {
      const name = match[1]!;
      if (!wanted.has(name)) return [];
      const locked = resolved?.(name);
      if (locked !== undefined) return [found(lock!, name, locked, true)];
      const own = match[2] ?? match[3];
      const version = own ?? managed.get(name);
      const one = version === undefined || version.includes('$(') ? undefined : own === undefined ? asked(central!, name, version) : asked(source!, name, own, match.index);
      return one ? [one] : [];
    });
  });
};

function resolvedIn(text: string): (name: string) => string | undefined {
  const frameworks = Object.values(asObject(property(asObject(readJson(text)), 'dependencies'))).map(asObject);
  return (name) => frameworks.map((one) => property(asObject(property(one, name)), 'resolved')).find((one): one is string => typeof one === 'string');
}

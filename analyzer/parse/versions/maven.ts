import type { LibraryVersion } from '../../facts/types.js';
import type { FileSet } from '../parser.js';
import { found, join, readSource, upwards, type Source, type VersionReader, type Wanted } from './found.js';

/** Poms and Gradle files of a folder and those above it, whose versions hold for what is below. */
export const readMaven: VersionReader = (folder, wanted, files) => {
  const own = sourcesIn(folder, files);
  if (own.length === 0) return [];
  const sources = [...upwards(folder)].flatMap((at) => sourcesIn(at, files));
  const properties = new Map(sources.flatMap((source) => propertiesOf(source)).reverse());
  const versions = new Map<string, LibraryVersion>();
  for (const version of sources.flatMap((source) => versionsIn(source, wanted, properties))) if (!versions.has(version.name)) versions.set(version.name, version);
  return [...versions.values()];
};

const sourcesIn = (folder: string, files: FileSet): Source[] => ['pom.xml', 'build.gradle', 'build.gradle.kts', 'gradle.properties'].flatMap((name) => readSource(join(folder, name), files) ?? []);

const PROPERTY = /<([\w.-]+)>\s*([\w.+-]+)\s*<\/\1>/g;
/** `springCloudVersion = "2021.0.3"`, `set('springCloudVersion', "2021.0.3")`, `val grpcVersion by extra("1.2")`. */
const GRADLE_PROPERTY = /\b(\w+)\s*=\s*["']?(\d[\w.+-]*|[A-Z]\w+\.(?:SR\d+|RELEASE))["']?|\b(?:set\(\s*|extra\[)["'](\w+)["']\s*(?:,|\]\s*=)\s*["']([\w.+-]+)["']/g;

function propertiesOf({ file, text }: Source): [string, string][] {
  if (file.endsWith('.xml')) return [...text.matchAll(PROPERTY)].map(([, name, value]) => [name!, value!]);
  return [...text.matchAll(GRADLE_PROPERTY)].map(([, name, value, setName, setValue]) => [(name ?? setName)!, (value ?? setValue)!]);
}

const ARTIFACT = /<(?:dependency|parent)>\s*(?:<!--[\s\S]*?-->\s*)?<groupId>\s*([\w.-]+)\s*<\/groupId>\s*<artifactId>\s*([\w.-]+)\s*<\/artifactId>\s*<version>\s*([^<\s]+)\s*<\/version>/g;
/** Parent and plugin stand for the versions that they bring. */
const SPRING_BOOT: ReadonlySet<string> = new Set(['org.springframework.boot:spring-boot-starter-parent', 'org.springframework.boot:spring-boot-gradle-plugin', 'org.springframework.boot']);
const NOTATION = /["']([\w.-]+:[\w.-]+):([\w.+${}-]+)["']/g;
const PLUGIN = /\bid\s*\(?\s*["'](org\.springframework\.boot)["']\s*\)?\s*version\s*["']([\w.+-]+)["']/g;

function versionsIn(source: Source, wanted: Wanted, properties: ReadonlyMap<string, string>): LibraryVersion[] {
  const isPom = source.file.endsWith('.xml');
  const named = isPom
    ? [...source.text.matchAll(ARTIFACT)].map((match) => ({ name: `${match[1]!}:${match[2]!}`, version: match[3]!, index: match.index }))
    : [...source.text.matchAll(NOTATION), ...source.text.matchAll(PLUGIN)].map((match) => ({ name: match[1]!, version: match[2]!, index: match.index }));
  return named.flatMap(({ name: artifact, version, index }) => {
    const name = SPRING_BOOT.has(artifact) ? 'org.springframework.boot:spring-boot-dependencies' : artifact;
    const filled = version.replace(/^\$\{?([\w.-]+)\}?$/, (all, key: string) => properties.get(key) ?? all);
    return !wanted.has(name) || filled.includes('$') ? [] : [found(source, name, filled, true, index, artifact.split(':').at(-1)!)];
  });
}

import type { Place } from '../../../facts/place.js';
import type { BuiltImage } from './module.js';
import { xmlChild, xmlChildren, xmlWalk, type XmlElement } from './xml.js';

/** Where each Maven plugin that builds an image is told its name. */
const NAMED_AT: Readonly<Record<string, readonly string[]>> = {
  'docker-maven-plugin': ['imageName', 'images/image/name'], 'dockerfile-maven-plugin': ['repository'], 'jib-maven-plugin': ['to/image'], 'spring-boot-maven-plugin': ['image/name'], 'fabric8-maven-plugin': ['images/image/name'],
};

/** The image that a plugin of the project builds, also one that only a profile has. */
export function mavenImage(project: XmlElement, filled: (value: string) => string, at: (element: XmlElement) => Place): BuiltImage | undefined {
  const builds = [project, ...xmlChildren(xmlChild(project, 'profiles'), 'profile')].map((element) => xmlChild(element, 'build', 'plugins'));
  for (const plugin of builds.flatMap((plugins) => xmlChildren(plugins, 'plugin'))) {
    const artifact = xmlChild(plugin, 'artifactId')?.text ?? '';
    const paths = Object.hasOwn(NAMED_AT, artifact) ? NAMED_AT[artifact]! : [];
    const configurations = [...xmlWalk(plugin)].filter(({ name }) => name === 'configuration');
    for (const element of configurations.flatMap((configuration) => paths.flatMap((path) => xmlChild(configuration, ...path.split('/')) ?? []))) {
      const name = imageName(filled(element.text));
      if (name) return { name, at: at(element) };
    }
  }
  return undefined;
}

/** `docker { name 'acme/cart' }`, `jib { to { image = "acme/cart" } }`, `bootBuildImage { imageName = "acme/cart" }`. */
const GRADLE = /\b(?:docker|jib|bootBuildImage)\b\s*\{[^]{0,600}?\b(?:name|image|imageName)\s*(?:=|\.set\()?\s*["']([^"'\n]+)["']/;

export function gradleImage(script: string, module: string, at: (start: number, end: number) => Place): BuiltImage | undefined {
  const found = GRADLE.exec(script);
  const name = found && imageName(found[1]!.replace(/\$\{?(?:rootProject\.|project\.)?name\}?|\$\{?archivesBaseName\}?/g, module));
  return found && name ? { name, at: at(found.index + found[0].length - found[1]!.length - 1, found.index + found[0].length - 1) } : undefined;
}

/** Without its tag, and without a registry that only a property or a variable knows. */
function imageName(written: string): string | undefined {
  const name = written.trim().replace(/:[^/]*$/, '');
  const known = name.includes('$') ? name.slice(name.lastIndexOf('/') + 1) : name;
  return /^[\w.-]+(?:\/[\w.-]+)*$/.test(known) ? known : undefined;
}

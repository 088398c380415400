import type { Place } from '../../../facts/place.js';
import { folderOf, inside } from '../../paths.js';
import { placeAt, sourceText } from '../../source/index.js';
import { mavenImage } from './images.js';
import type { BuildFile } from './module.js';
import { parseXml, xmlChild, xmlChildren, type XmlElement } from './xml.js';

/** Only what is on the class path of the running program. */
const NOT_AT_RUN_TIME = new Set(['test', 'provided', 'import', 'system']);

/** Reads a pom.xml; undefined when it is none. */
export function readPom(path: string, text: string): BuildFile | undefined {
  const project = parseXml(text);
  if (project?.name !== 'project') return undefined;
  const source = sourceText(path, text);
  const at = (element: XmlElement): Place => placeAt(source, element.textStart, element.textEnd);
  const properties = new Map(xmlChild(project, 'properties')?.children.map((p) => [p.name, p.text]));
  const own = xmlChild(project, 'artifactId');
  const name = own?.text ?? '';
  const filled = (value: string): string => value.replace(/\$\{([^{}]+)\}/g, (all, key: string) => (key === 'project.artifactId' ? name : (properties.get(key) ?? all)));
  const artifacts = new Map<string, Place>();
  for (const dependency of xmlChildren(xmlChild(project, 'dependencies'), 'dependency')) {
    const artifact = xmlChild(dependency, 'artifactId');
    if (artifact && !NOT_AT_RUN_TIME.has(xmlChild(dependency, 'scope')?.text ?? '')) artifacts.set(filled(artifact.text), at(artifact));
  }
  for (const plugin of xmlChildren(xmlChild(project, 'build', 'plugins'), 'plugin')) {
    const artifact = xmlChild(plugin, 'artifactId');
    if (artifact && /^(quarkus|micronaut|spring-boot)-maven-plugin$/.test(artifact.text)) artifacts.set(artifact.text, at(artifact));
  }
  const image = mavenImage(project, filled, at);
  const parent = xmlChild(project, 'parent');
  const parentName = xmlChild(parent, 'artifactId')?.text;
  const relative = xmlChild(parent, 'relativePath')?.text ?? '../pom.xml';
  const folder = folderOf(path);
  return {
    path,
    root: folder,
    name,
    at: own ? at(own) : placeAt(source, project.start, project.start + 8),
    artifacts,
    projects: [],
    ...(parent ? { parent: { folder: folderOf(inside(folder, relative.endsWith('.xml') ? relative : `${relative}/pom.xml`) ?? path), ...(parentName === undefined ? {} : { artifact: parentName }) } } : {}),
    aggregator: xmlChild(project, 'packaging')?.text === 'pom',
    ...(image ? { image } : {}),
  };
}

import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../../memory-files.js';
import { readModules } from './read.js';
import { parseXml, xmlChild } from './xml.js';

const modulesOf = (texts: Readonly<Record<string, string>>) => {
  const files = memoryFiles(texts);
  return new Map(readModules(files.paths, files).map((module) => [module.root, module]));
};
const artifacts = (texts: Readonly<Record<string, string>>, root: string) => [...modulesOf(texts).get(root)!.artifacts.keys()];

describe('Maven', () => {
  const parent = '<project><artifactId>all</artifactId><packaging>pom</packaging><modules><module>a</module></modules><dependencies><dependency><artifactId>shared-starter</artifactId></dependency></dependencies></project>';

  it('inherits what the parent depends on, and takes what used modules bring', () => {
    const texts = {
      'pom.xml': parent,
      'a/pom.xml': '<project><parent><artifactId>all</artifactId></parent><artifactId>a</artifactId><dependencies><dependency><artifactId>b</artifactId></dependency></dependencies></project>',
      'b/pom.xml': '<project><artifactId>b</artifactId><properties><m>mongo-driver</m></properties><dependencies><dependency><artifactId>${m}</artifactId></dependency></dependencies></project>',
    };
    expect(artifacts(texts, 'a')).toEqual(['b', 'shared-starter', 'mongo-driver']);
    expect(modulesOf(texts).get('a')!.uses).toEqual(['b']);
    expect(modulesOf(texts).get('a')!.at).toMatchObject({ file: 'a/pom.xml', line: 1, column: 67, length: 1 });
  });

  it('takes no parent that is not the one named', () => {
    expect(artifacts({ 'pom.xml': parent, 'a/pom.xml': '<project><parent><artifactId>spring-boot-starter-parent</artifactId></parent><artifactId>a</artifactId></project>' }, 'a')).toEqual([]);
  });

  it('ends where modules use each other', () => {
    const using = (own: string, other: string) => `<project><parent><artifactId>${other}</artifactId></parent><artifactId>${own}</artifactId><dependencies><dependency><artifactId>${other}</artifactId></dependency></dependencies></project>`;
    expect(modulesOf({ 'a/pom.xml': using('a', 'b'), 'b/pom.xml': using('b', 'a') }).get('a')!.uses).toEqual(['b']);
  });
});

describe('Gradle', () => {
  it.each([
    ['Groovy', "compile('g:one:1.0')\n  implementation \"g:two\"\n  runtimeOnly group: 'g', name: 'three', version: '1'\n  testCompile 'g:no'\n  // implementation 'g:no'\n  /* api 'g:no' */ classpath 'g:no'"],
    ['Kotlin', 'implementation("g:one")\n  api("g:two", "g:three:1.0")\n  testImplementation("g:no")\n  annotationProcessor("g:no")'],
  ])('%s', (_, block) => {
    expect(artifacts({ 'build.gradle': `dependencies {\n  ${block}\n}\n` }, '.')).toEqual(['one', 'two', 'three']);
  });

  it('gives subprojects what the root says for them, and follows projects and catalogs', () => {
    const texts = {
      'settings.gradle': "rootProject.name = 'all'\ninclude 'app', ':lib'\nproject(':lib').projectDir = file('libs/lib')\n",
      'gradle/libs.versions.toml': '[libraries]\nspring-web = { module = "g:spring-web", version = "1" }\n',
      'build.gradle': "subprojects {\n  dependencies { implementation 'g:everywhere' }\n}\ndependencies { implementation 'g:root-only' }\n",
      'app/build.gradle': "dependencies { implementation project(':lib')\n implementation libs.spring.web }\n",
      'libs/lib/build.gradle': "dependencies { api 'g:brought' }\n",
    };
    expect(artifacts(texts, 'app').sort()).toEqual(['brought', 'everywhere', 'spring-web']);
    expect(modulesOf(texts).get('app')!.uses).toEqual(['libs/lib']);
  });

  it('takes what a build above says for a project by name, though nothing lists the project', () => {
    const texts = {
      'services/build.gradle': "project(':services:cart') {\n  dependencies {\n    implementation project(':lib')\n    implementation 'g:web'\n  }\n}\n",
      'services/cart/src/main/java/A.java': 'class A {}',
      'lib/build.gradle': "dependencies { api 'g:brought' }\n",
    };
    expect(artifacts(texts, 'services/cart').sort()).toEqual(['brought', 'web']);
    expect(artifacts(texts, 'services')).toEqual([]);
  });

  it('follows aliases of a map in a script that builds share', () => {
    const texts = { 'dependencies.gradle': 'ext {\n  versions = [web: "1.0"]\n  libs = [\n    web : "g:spring-web:${versions.web}",\n  ]\n}\n', 'app/build.gradle': 'dependencies {\n  implementation libs.web\n  implementation libs.unknown\n}\n' };
    expect(artifacts(texts, 'app')).toEqual(['spring-web']);
  });
});

describe('hostile XML', () => {
  it.each([
    ['nothing', ''], ['no XML', '<<<>>>&&'], ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><project/>'], ['deep nesting', '<a>'.repeat(50_000)], ['open quotes', '<a b="'.repeat(20_000)], ['names of prototypes', '<__proto__ constructor="1"><toString/></__proto__>'],
  ])('%s', (_, text) => {
    expect(() => parseXml(text)).not.toThrow();
  });

  it('keeps places and closes what is left open', () => {
    const root = parseXml('<a><b>1<c/></a>\n<d/>')!;
    expect(xmlChild(root, 'b')).toMatchObject({ text: '1', textStart: 6, textEnd: 7 });
  });
});

import { showTemplate } from '../../facts/template.js';
import type { ClientFact, DeclaredChannelFact, Fact, FactKind, HandlerFact, LocalStateFact, PackageFact, Problem, SettingsFileFact } from '../../facts/types.js';
import { memoryFiles } from '../memory-files.js';
import { javaParser } from './parser.js';

export interface Parsed {
  readonly clients: readonly ClientFact[];
  readonly packages: readonly PackageFact[];
  readonly settings: readonly SettingsFileFact[];
  readonly handlers: readonly HandlerFact[];
  readonly states: readonly LocalStateFact[];
  readonly channels: readonly DeclaredChannelFact[];
  readonly problems: readonly Problem[];
}

export const POM = (name: string, ...artifacts: readonly string[]): string =>
  `<project>\n  <artifactId>${name}</artifactId>\n  <dependencies>\n${artifacts.map((artifact) => `    <dependency><groupId>g</groupId><artifactId>${artifact}</artifactId></dependency>\n`).join('')}  </dependencies>\n</project>\n`;

export const APPLICATION = 'package app;\nimport org.springframework.boot.*;\n@SpringBootApplication\npublic class App { public static void main(String[] args) { SpringApplication.run(App.class, args); } }\n';

/** The facts of a tree of one or more files. */
export async function parseTree(texts: Readonly<Record<string, string>>): Promise<Parsed> {
  const files = memoryFiles(texts);
  const claimed = files.paths.filter((path) => javaParser.claims(path, () => (files.read(path) ?? '').slice(0, 4096)));
  const results = await Promise.all(javaParser.units(claimed, files).map((unit) => javaParser.parse(unit, files)));
  const facts = results.flatMap((result) => result.facts);
  const kind = <K extends FactKind>(wanted: K) => facts.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === wanted);
  return { clients: kind('client'), packages: kind('package'), settings: kind('settings-file'), handlers: kind('handler'), states: kind('local-state'), channels: kind('declared-channel'), problems: results.flatMap((result) => result.problems) };
}

/** A started module with these artifacts, configuration and annotations. */
export const service = (artifacts: readonly string[], yaml = '', annotations = '', more: Readonly<Record<string, string>> = {}): Promise<Parsed> =>
  parseTree({ 'pom.xml': POM('shop', ...artifacts), 'src/main/java/app/App.java': APPLICATION.replace('@SpringBootApplication', `import org.springframework.cloud.X;\n@SpringBootApplication\n${annotations}`), 'src/main/resources/application.yml': yaml, ...more });

/** The clients of one class in a started module, where `body` is the class's content. */
export async function clientsOf(imports: readonly string[], body: string, more: Readonly<Record<string, string>> = {}): Promise<readonly ClientFact[]> {
  const source = `package app;\n${imports.map((name) => `import ${name};\n`).join('')}class Client {\n${body}\n}\n`;
  const { clients } = await parseTree({ 'pom.xml': POM('shop'), 'src/main/java/app/App.java': APPLICATION, 'src/main/java/app/Client.java': source, ...more });
  return clients;
}

/** Short form for expectations: `spring-resttemplate http://cart/x`. */
export const shown = (client: ClientFact): string => [client.library, ...client.targets.map(showTemplate)].join(' ').trim();

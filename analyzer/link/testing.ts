import type { GraphDocument } from '../graph/document.js';
import { analyzeFiles } from '../run.js';

const pom = (name: string, ...artifacts: readonly string[]) => `<project><artifactId>${name}</artifactId><dependencies>${artifacts.map((a) => `<dependency><artifactId>${a}</artifactId></dependency>`).join('')}</dependencies></project>`;
export const app = (annotations = ''): string => `import org.springframework.cloud.X;\n@SpringBootApplication\n${annotations}\nclass App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }`;

/** A started module with its build file, configuration and application class. */
export const service = (folder: string, artifacts: readonly string[], settings: string, annotations = '', more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  [`${folder}/pom.xml`]: pom(folder, ...artifacts),
  [`${folder}/src/main/java/App.java`]: app(annotations),
  [`${folder}/src/main/resources/application.yml`]: settings,
  ...Object.fromEntries(Object.entries(more).map(([path, text]) => [`${folder}/${path}`, text])),
});

export const graphOf = async (files: Readonly<Record<string, string>>): Promise<GraphDocument> => (await analyzeFiles(files)).system.document;
export const edges = (graph: GraphDocument): string[] => graph.dependencies.map(({ from, to, kind }) => `${from} -${kind}-> ${to}`);

export const WEB = 'spring-boot-starter-web';
export const EUREKA = 'spring-cloud-starter-netflix-eureka-client';

/** A Deployment with the Service of its name; `env` as items of a YAML flow sequence. */
export const served = (name: string, image: string, env = '', port = 80): string => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: "${image}", env: [${env}] }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: ${name} }, ports: [{ port: ${port} }] }
`;

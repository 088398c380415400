import { expect, it } from 'vitest';
import { app, graphOf, service, WEB } from './testing.js';

const compose = (image: string) => ({ 'compose.yaml': `services:\n  front: { image: "${image}" }\n` });
const pom = (build: string, more = '') => `<project><artifactId>catalog-app</artifactId>${more}<dependencies><dependency><artifactId>${WEB}</artifactId></dependency></dependencies>${build}</project>`;
const plugin = (name: string, configuration: string) => `<build><plugins><plugin><artifactId>${name}</artifactId><configuration>${configuration}</configuration></plugin></plugins></build>`;
const code = { 'catalog-app/src/main/java/App.java': app() };

it.each([
  ['docker-maven-plugin', '<imageName>${registry}/products</imageName>'],
  ['docker-maven-plugin', '<images><image><name>acme/products:${project.version}</name></image></images>'],
  ['dockerfile-maven-plugin', '<repository>acme/products</repository>'],
  ['jib-maven-plugin', '<to><image>registry.example.org/acme/products:1</image></to>'],
  ['spring-boot-maven-plugin', '<image><name>acme/products</name></image>'],
])('a component runs the module whose %s builds its image: %s', async (name, configuration) => {
  const image = configuration.includes('registry.example.org') ? 'registry.example.org/acme/products:1' : 'acme/products:1';
  const graph = await graphOf({ ...compose(image), ...code, 'catalog-app/pom.xml': pom(plugin(name, configuration)) });
  expect(graph.components.map(({ id }) => id)).toEqual(['front']);
});

it('a name that properties and a profile say', async () => {
  const profile = `<profiles><profile>${plugin('docker-maven-plugin', '<imageName>${prefix}/products</imageName>')}</profile></profiles>`;
  const graph = await graphOf({ ...compose('acme/products'), ...code, 'catalog-app/pom.xml': pom(profile, '<properties><prefix>acme</prefix></properties>') });
  expect(graph.components.map(({ id }) => id)).toEqual(['front']);
});

it.each([
  ["docker { name 'acme/products' }"],
  ['jib {\n  to { image = "acme/products:1" }\n}'],
  ['bootBuildImage { imageName = "acme/products" }'],
])('Gradle: %s', async (script) => {
  const graph = await graphOf({ ...compose('acme/products'), ...code, 'catalog-app/build.gradle': `dependencies { compile 'org.springframework.boot:spring-boot-starter-web' }\n${script}\n` });
  expect(graph.components.map(({ id }) => id)).toEqual(['front']);
});

it('not an image of another name, nor one that nobody can tell', async () => {
  for (const name of ['acme/other', '${image}']) {
    const graph = await graphOf({ ...compose('acme/products'), ...code, 'catalog-app/pom.xml': pom(plugin('jib-maven-plugin', `<to><image>${name}</image></to>`)) });
    expect(graph.components.map(({ id }) => id)).toEqual(['catalog-app', 'front']);
  }
});

it('a Dockerfile elsewhere that takes the built program', async () => {
  const build = 'services:\n  front: { build: { context: ., dockerfile: docker/Dockerfile } }\n';
  const graph = await graphOf({ 'compose.yaml': build, 'docker/Dockerfile': 'FROM eclipse-temurin:21\nCOPY cart/target/cart-1.0.jar app.jar\n', ...service('cart', [WEB], 'server.port: 1\n'), ...service('other', [WEB], 'server.port: 2\n') });
  expect(graph.components.map(({ id }) => id)).toEqual(['front', 'other']);
});

it('not a program that is handed to an emulator', async () => {
  const build = 'services:\n  cloud: { build: { context: ., dockerfile: cloud/Dockerfile } }\n';
  const graph = await graphOf({ 'compose.yaml': build, 'cloud/Dockerfile': 'FROM eclipse-temurin:21 AS build\nCOPY cart/ ./\nFROM localstack/localstack:4\nCOPY --from=build /cart.zip /\n', ...service('cart', [WEB], 'server.port: 1\n') });
  expect(graph.components.map(({ id }) => id)).toEqual(['cart', 'cloud']);
});

it('a bare runtime that is handed the built program', async () => {
  const mount = 'services:\n  front:\n    image: eclipse-temurin:21\n    volumes: ["./cart/target/cart.jar:/app.jar"]\n    command: java -jar /app.jar\n';
  const graph = await graphOf({ 'compose.yaml': mount, ...service('cart', [WEB], 'server.port: 1\n'), ...service('other', [WEB], 'server.port: 2\n') });
  expect(graph.components.map(({ id }) => id)).toEqual(['front', 'other']);
});

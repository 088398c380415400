import { expect, it } from 'vitest';
import { edges, graphOf, service, WEB } from './testing.js';

it('a program without a server is a component under the name of an application that talks to something', async () => {
  const worker = (settings: string) => graphOf(service('migrate', ['spring-boot-starter-data-jpa'], settings));
  expect(edges(await worker('spring.application.name: migrate\nspring.datasource.url: jdbc:postgresql://main-db/x\n'))).toEqual(['migrate -stores-> main-db']);
  expect((await worker('spring.application.name: migrate\n')).dependencies).toEqual([]);
  expect((await worker('spring.datasource.url: jdbc:postgresql://main-db/x\n')).components).toEqual([]);
});

it('what the build fills in is no mistake: the rest of the file counts, and its own name', async () => {
  const graph = await graphOf({
    'compose.yaml': 'services:\n  db: { image: "postgres:16" }\n',
    ...service('cart', [WEB, 'spring-boot-starter-data-jpa'], 'spring:\n  application:\n    name: @project.artifactId@\n  profiles:\n    active: @profile@ # by the build\n    include:\n    - @more@\n  datasource:\n    url: jdbc:postgresql://db/x\ninfo.version: @project.version@-SNAPSHOT\n'),
    ...service('shop', [WEB], 'server.port: 2\n', '', { 'src/main/java/C.java': '@FeignClient("cart") interface Cart {}' }),
  });
  expect(edges(graph)).toEqual(['cart -stores-> db', 'shop -calls-> cart']);
  expect(graph.problems).toEqual([]);
});

it('a manifest in a program\'s folder deploys that program', async () => {
  const deployment = (name: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec:\n  template:\n    metadata: { labels: { app: ${name} } }\n    spec: { containers: [{ name: main, image: "acme/all:${name}" }] }\n`;
  const files = { 'compose.yaml': 'services:\n  reg-server: { build: modules/registry }\n', ...service('modules/registry', ['spring-cloud-starter-netflix-eureka-server'], 'server.port: 8761\n', '@EnableEurekaServer') };
  const named = async (more: Readonly<Record<string, string>>) => (await graphOf({ ...files, ...more })).components.map(({ id }) => id);
  expect(await named({ 'modules/registry/k8s/all.yaml': deployment('phonebook') })).toHaveLength(1);
  expect(await named({ 'modules/registry/k8s/all.yaml': `${deployment('phonebook')}---\n${deployment('helper')}` })).toHaveLength(3);
  expect(await named({ 'k8s/all.yaml': deployment('phonebook') })).toHaveLength(2);
});

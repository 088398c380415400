import { describe, expect, it } from 'vitest';
import { readSkaffold, skaffoldParser } from './index.js';

const HEAD = 'apiVersion: skaffold/v4beta6\nkind: Config\n';

describe('skaffold', () => {
  it('reads artifacts of every module with their places', () => {
    const { facts, problems } = readSkaffold('deploy/skaffold.yaml', `${HEAD}build:
  artifacts:
    - image: cart
      context: ../src/cart
    - image: web
      context: web
      docker:
        dockerfile: docker/Dockerfile.prod
---
${HEAD}build:
  artifacts:
    - image: root
    - image: java
      context: java
      jib: {}
`);
    expect(problems).toEqual([]);
    expect(facts).toEqual([
      { kind: 'image-build', image: 'cart', context: 'src/cart', dockerfile: 'src/cart/Dockerfile', by: 'skaffold', at: { file: 'deploy/skaffold.yaml', line: 5, column: 14, length: 4 } },
      { kind: 'image-build', image: 'web', context: 'deploy/web', dockerfile: 'deploy/web/docker/Dockerfile.prod', by: 'skaffold', at: { file: 'deploy/skaffold.yaml', line: 7, column: 14, length: 3 } },
      { kind: 'image-build', image: 'root', context: 'deploy', dockerfile: 'deploy/Dockerfile', by: 'skaffold', at: { file: 'deploy/skaffold.yaml', line: 16, column: 14, length: 4 } },
      { kind: 'image-build', image: 'java', context: 'deploy/java', by: 'skaffold', at: { file: 'deploy/skaffold.yaml', line: 17, column: 14, length: 4 } },
    ]);
  });

  it('turns to profiles only when nothing else is built', () => {
    const profiles = 'profiles:\n  - name: dev\n    build:\n      artifacts:\n        - image: only-dev\n';
    const images = (text: string) => readSkaffold('skaffold.yaml', text).facts.map((fact) => fact.kind === 'image-build' && fact.image);
    expect(images(`${HEAD}build:\n  artifacts:\n    - image: base\n${profiles}`)).toEqual(['base']);
    expect(images(`${HEAD}${profiles}`)).toEqual(['only-dev']);
  });

  it('refuses contexts outside the root', () => {
    const { facts, problems } = readSkaffold('skaffold.yaml', `${HEAD}build:\n  artifacts:\n    - image: a\n      context: ../../etc\n    - image: b\n      context: /etc\n`);
    expect(facts).toEqual([]);
    expect(problems).toMatchObject([{ code: 'path-outside', line: 6, column: 16 }, { code: 'path-outside', line: 8 }]);
  });

  it.each(['build: []', 'build:\n  artifacts: 5', 'build:\n  artifacts:\n    - 5\n    - image: {}', 'build: {artifacts: [{image: x, docker: 5}]}', '[', ''])('bears %j', (text) =>
    expect(() => readSkaffold('skaffold.yaml', HEAD + text)).not.toThrow(),
  );

  it('claims by name and head', () => {
    expect(skaffoldParser.claims('a/skaffold.yaml', () => HEAD)).toBe(true);
    expect(skaffoldParser.claims('a/skaffold.yaml', () => 'a: b')).toBe(false);
    expect(skaffoldParser.claims('a/deployment.yaml', () => HEAD)).toBe(false);
  });
});

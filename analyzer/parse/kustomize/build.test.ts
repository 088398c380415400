import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../memory-files.js';
import type { FileSet } from '../parser.js';
import { get, parseYaml, placeOf, toPlain, type YamlNode } from '../yaml/index.js';
import { build } from './build.js';

const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), '__fixtures__');

/** The files of the fixtures, by their paths among them. */
function fixtures(folder = FIXTURES): Record<string, string> {
  return Object.assign({}, ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? fixtures(path) : { [relative(FIXTURES, path)]: readFileSync(path, 'utf8') };
  })) as Record<string, string>;
}

const texts = fixtures();
const overlays = Object.keys(texts).filter((path) => path.endsWith('/kustomization.yaml') && existsSync(join(FIXTURES, dirname(path), 'expected.yaml')));

// `expected.yaml` is what kustomize 5.8.2 prints for the folder that it lies in.
describe('build', () => {
  it.each(overlays)('%s is built as by the original', (path) => {
    const built = build(path, memoryFiles(texts));
    expect(built.problems).toEqual([]);
    const expected = parseYaml('expected.yaml', texts[`${dirname(path)}/expected.yaml`]!).documents.flatMap(({ root }) => (root ? [toPlain(root)] : []));
    expect(expected.length).toBeGreaterThanOrEqual(3);
    expect(built.documents.map(({ root }) => toPlain(root))).toEqual(expected);
  });
});

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: web
          image: web:1
          envFrom:
            - configMapRef: { name: settings }
`;

const placesOf = (files: FileSet, path: string, kind: string) => {
  const built = build(path, files);
  const root = built.documents.find((document) => toPlain(get(document.root, 'kind')) === kind)?.root;
  return (...steps: (string | number)[]): string => {
    const node = get(root, ...steps) as YamlNode;
    const { file, line, column, from } = placeOf(node);
    return `${node.type === 'scalar' ? node.text : node.type} ${file}:${line}:${column}${from ? ` from ${from.file}:${from.line} ${from.label}` : ''}`;
  };
};

describe('places', () => {
  const files = memoryFiles({
    'base/kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator:\n- name: settings\n  literals:\n  - COLOR=red\n  envs: [more.env]\n  files: [app.conf]\n',
    'base/web.yaml': DEPLOYMENT,
    'base/more.env': '# sizes\nSIZE=big\n',
    'base/app.conf': 'one\ntwo\n',
    'kustomization.yaml': 'namePrefix: a-\nnamespace: shop\nresources: [base]\nreplicas:\n- { name: web, count: 3 }\nimages:\n- name: web\n  newTag: "2"\npatches:\n- path: patch.yaml\n- target: { kind: Deployment }\n  patch: |-\n    - op: add\n      path: /spec/paused\n      value: true\n',
    'patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      containers:\n      - name: web\n        workingDir: /app\n',
  });
  const at = placesOf(files, 'kustomization.yaml', 'Deployment');
  const container = ['spec', 'template', 'spec', 'containers', 0] as const;

  it('are the base file\'s where nothing changes a value', () => {
    expect(at('kind')).toBe('Deployment base/web.yaml:2:7');
    expect(at(...container, 'name')).toBe('web base/web.yaml:10:17');
  });

  it('are the patch\'s for what a patch sets, in a file or in the kustomization', () => {
    expect(at(...container, 'workingDir')).toBe('/app patch.yaml:9:21');
    expect(at('spec', 'paused')).toBe('true kustomization.yaml:15:14');
  });

  it('are the kustomization\'s for what it sets', () => {
    expect(at('spec', 'replicas')).toBe('3 kustomization.yaml:5:23');
    expect(at('metadata', 'namespace')).toBe('shop kustomization.yaml:2:12');
  });

  it('name both where a field changes what is written elsewhere', () => {
    expect(at('metadata', 'name')).toBe('a-web base/web.yaml:4:9 from kustomization.yaml:1 namePrefix');
    expect(at(...container, 'image')).toBe('web:2 base/web.yaml:11:18 from kustomization.yaml:8 images');
    expect(at(...container, 'envFrom', 0, 'configMapRef', 'name')).toMatch(/^a-settings-[a-z0-9]{10} base\/web.yaml:13:37$/);
  });

  it('are the input\'s for what is generated', () => {
    const config = placesOf(files, 'kustomization.yaml', 'ConfigMap');
    expect(config('data', 'COLOR')).toBe('red base/kustomization.yaml:5:11');
    expect(config('data', 'SIZE')).toBe('big base/more.env:2:6');
    expect(config('data', 'app.conf')).toBe('one\ntwo\n base/app.conf:1:1');
  });
});

import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../../../run.js';
import { memoryFiles } from '../../memory-files.js';
import { helmParser } from '../index.js';
import { wordsFrom } from './shell-words.js';

const CHART = {
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'charts/web/values.yaml': 'replicas: 1\nimage:\n  tag: latest\n',
  'charts/web/templates/deployment.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  replicas: {{ .Values.replicas }}\n  template:\n    spec:\n      containers:\n        - name: web\n          image: web:{{ .Values.image.tag }}\n',
  'deploy/prod.yaml': 'replicas: 3\n',
  'deploy/dev.yaml': 'replicas: 2\n',
};

/** Of each unit what it deploys: name, replicas, image. */
async function deployed(texts: Record<string, string>): Promise<string[]> {
  const files = memoryFiles({ ...CHART, ...texts });
  const results = await Promise.all(helmParser.units([], files).map(async (unit) => helmParser.parse(unit, files)));
  return results.flatMap(({ facts }) => facts).flatMap((fact) => {
    if (fact.kind !== 'workload') return [];
    const [{ image }] = fact.containers as [(typeof fact.containers)[number]];
    return [`${fact.ref.name} ${fact.replicas && 'value' in fact.replicas ? fact.replicas.value : '?'} ${image && 'value' in image ? image.value : '?'}`];
  });
}

const BY_DEFAULT = ['web 1 web:latest'];

describe('helm commands', () => {
  it('of a workflow, over several lines, with the paths of the repository and a tag that only the pipeline knows', async () => {
    const workflow = 'on: push\njobs:\n  deploy:\n    steps:\n    - run: |\n        helm upgrade --install shop ./charts/web --namespace "shop" \\\n          -f deploy/prod.yaml --set image.tag=${{ github.sha }} --wait && echo done\n';
    expect(await deployed({ '.github/workflows/deploy.yml': workflow })).toEqual(['shop 3 ?']);
    const { system } = await analyzeFiles({ ...CHART, '.github/workflows/deploy.yml': workflow });
    expect(system.stacks.filter(({ stack }) => stack.kind === 'helm').map(({ stack }) => stack.environment)).toEqual(['production']);
  });

  it('of a script beside the chart, in the words of PowerShell, and once for each environment', async () => {
    const script = 'helm install shop-dev .\\web --values ..\\deploy\\dev.yaml\nhelm upgrade shop-prod .\\web `\n  --values=..\\deploy\\prod.yaml --set "image.tag=1.2"\nhelm upgrade shop-prod .\\web --values=..\\deploy\\prod.yaml\n';
    expect((await deployed({ 'charts/deploy.ps1': script })).sort()).toEqual(['shop-dev 2 web:latest', 'shop-prod 3 web:1.2']);
  });

  it.each([
    ['values that a variable names', 'deploy.sh', 'helm upgrade --install shop charts/web -f deploy/$STAGE.yaml'],
    ['values that the cluster keeps', 'deploy.sh', 'helm upgrade --reuse-values --set replicas=5 shop charts/web'],
    ['a rehearsal', 'deploy.sh', 'helm upgrade --install shop charts/web -f deploy/prod.yaml --dry-run'],
    ['a chart from elsewhere', 'deploy.sh', 'helm upgrade --install shop shared/web -f deploy/prod.yaml'],
    ['a trial alone', 'Makefile', 'up:\n\thelm upgrade --install shop charts/web -f deploy/dev.yaml\n'],
    ['a cluster for a test', 'check.sh', 'kind create cluster\nhelm install shop charts/web --set replicas=5'],
    ['tests', 'e2e/deploy.sh', 'helm install shop charts/web --set replicas=5'],
    ['a manual', 'README.md', 'helm install shop charts/web --set replicas=5'],
  ])('%s: the chart stands as it is', async (_, path, text) => {
    expect(await deployed({ [path]: text })).toEqual(BY_DEFAULT);
  });

  it('give way to what GitOps declares', async () => {
    const application = 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop}\nspec: {source: {path: charts/web, helm: {valueFiles: [/deploy/prod.yaml]}}}\n';
    expect(await deployed({ 'shop.yaml': application, 'deploy.sh': 'helm upgrade --install other charts/web --set replicas=5' })).toEqual(['shop 3 web:latest']);
  });
});

it('words end with the command, and keep what a shell would fill in', () => {
  const text = 'x a "b c" d\'e\'=f ${{ g h }}-$(i j) \\\n  k | l';
  expect(wordsFrom(text, 1).map((word) => word.text)).toEqual(['a', 'b c', 'de=f', '${{ g h }}-$(i j)', 'k']);
  expect(wordsFrom(`${' '.repeat(200_000)}\\`, 0)).toEqual([]);
});

it('values that a cluster keeps may be any that some command of the chart has set', async () => {
  const keeping = 'helm upgrade --reuse-values -f deploy/prod.yaml shop charts/web\n';
  expect(await deployed({ 'ci.sh': keeping })).toEqual(['shop 3 web:latest']);
  expect(await deployed({ 'ci.sh': keeping, 'once.sh': 'helm upgrade --reuse-values --set image.tag=2 $NAME charts/web\n' })).toEqual(['shop 3 ?']);
});

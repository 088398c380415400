import { expect, it } from 'vitest';
import { environmentOfManifest, environmentOfPath } from './environment.js';

it.each([
  ['deploy/production/cart.yaml', 'production'],
  ['overlays/eu-staging/kustomization.yaml', 'staging'],
  ['docker-compose.prod.yml', 'production'],
  ['compose.override.yaml', 'development'],
  ['production/test/app.yaml', 'test'],
  ['charts/shop/values.yaml', 'unknown'],
  ['products/cart.yaml', 'unknown'],
  ['pkg/testdata/cart.yaml', 'test'],
  ['constructor/toString/cart.yaml', 'unknown'],
])('%s is %s', (path, environment) => {
  expect(environmentOfPath(path)).toBe(environment);
});

it.each([
  ['k8s/pod-test-limits.yaml', 'unknown'],
  ['staging/test-pods.yaml', 'staging'],
  ['tests/pod-test-limits.yaml', 'test'],
  ['k8s/test.yaml', 'test'],
  ['k8s/cart-test.yaml', 'test'],
])('the manifest %s is for %s', (path, environment) => {
  expect(environmentOfManifest(path)).toBe(environment);
});

import type { Environment } from '../graph/document.js';

const WORDS: Readonly<Record<string, Environment>> = {
  production: 'production', prod: 'production', prd: 'production', live: 'production',
  staging: 'staging', stage: 'staging', stg: 'staging', preprod: 'staging', 'pre-prod': 'staging', uat: 'staging',
  development: 'development', dev: 'development', devel: 'development', local: 'development', override: 'development', debug: 'development',
  test: 'test', tests: 'test', testing: 'test', testdata: 'test', fixtures: 'test', qa: 'test', ci: 'test', lint: 'test', e2e: 'test', cypress: 'test', playwright: 'test', integration: 'test',
  benchmark: 'test', benchmarks: 'test', loadtest: 'test', loadtests: 'test',
};

/**
 * The environment that a path names, by whole words of its folders and file name, the deepest first:
 * `deploy/production/cart.yaml`, `docker-compose.prod.yml`, `overlays/eu-staging`.
 */
export function environmentOfPath(path: string): Environment {
  return environmentSegment(path)?.environment ?? 'unknown';
}

/** As a path says, but a manifest called `pod-test-limits.yaml` is about a test; `test.yaml` and `cart-test.yaml` are for that environment. */
export function environmentOfManifest(path: string): Environment {
  const slash = path.lastIndexOf('/');
  const words = path.slice(slash + 1).replace(/\.[^.]*$/, '').split(/[._-]+/);
  const isAbout = environmentOfPath(path) === 'test' && words.some((word) => environmentOfName(word) === 'test') && environmentOfName(words.at(-1)!) !== 'test';
  return environmentOfPath(isAbout ? path.slice(0, Math.max(0, slash)) : path);
}

/** The deepest path segment that names an environment, with its index among the segments. */
export function environmentSegment(path: string): { readonly environment: Environment; readonly index: number } | undefined {
  const segments = path.split('/');
  for (let index = segments.length - 1; index >= 0; index--) {
    const environment = environmentOfName(segments[index]!);
    if (environment) return { environment, index };
  }
  return undefined;
}

/** `prod`, `shop-staging`, `values.dev.yaml`: an environment's word between separators. */
export function environmentOfName(name: string): Environment | undefined {
  const lower = name.toLowerCase();
  if (Object.hasOwn(WORDS, lower)) return WORDS[lower];
  for (const word of lower.split(/[._-]+/).reverse()) if (Object.hasOwn(WORDS, word)) return WORDS[word];
  return undefined;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDockerfile } from '../dockerfile/index.js';
import { readEnvFile } from '../dotenv/index.js';
import { parseProjects } from './testing.js';

const COMPOSE = `x-env: &env
  A: \${A:-1}
services:
  web:
    extends: { file: compose.override.yaml, service: base }
    build: { context: ./web, target: dev }
    environment: { <<: *env, B: "\${B:?must}" }
    ports: ["80:80", { target: 81, published: "81" }]
    depends_on: { db: { condition: service_healthy } }
    networks: { back: { aliases: [w] } }
  db:
    image: postgres:16
    env_file: [.env, { path: x.env, required: false }]
    volumes: ["data:/data", "./x:/x:ro"]
    healthcheck: { test: pg_isready, interval: 5s }
`;
const PIECES = ['{', '}', '[', ']', '"', "'", '${', ':-', '$', '&a ', '*a', '<<: ', '!reset ', '!override ', '\n', '\r\n', '\t', ' - ', ': ', '#', '=', '\\', 'null', 'extends: web', 'include: [compose.yaml]', '<<EOF', '\0'];

/** The text with a few places overwritten, which is how files are broken in practice. */
const mutated = fc
  .array(fc.record({ at: fc.nat(COMPOSE.length), piece: fc.constantFrom(...PIECES), drop: fc.nat(8) }), { minLength: 1, maxLength: 6 })
  .map((edits) => edits.reduce((text, { at, piece, drop }) => text.slice(0, at) + piece + text.slice(at + drop), COMPOSE));

describe('mutated files', () => {
  it('never make a parser throw, and every problem has a place', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, mutated, async (base, override) => {
        const projects = await parseProjects({ 'compose.yaml': base, 'compose.override.yaml': override, '.env': base });
        const problems = [...projects.flatMap((project) => project.problems), ...readDockerfile('Dockerfile', base).problems, ...readEnvFile('.env', base).problems];
        for (const problem of problems) expect(problem.line >= 1 && problem.column >= 1 && problem.message !== '').toBe(true);
      }),
      { numRuns: 150, seed: 1 },
    );
  });
});

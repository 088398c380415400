import { expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

it.each([
  ['pgdata:/var/lib/postgresql/data', true],
  ['./pg:/var/lib/postgresql/data', true],
  ['./mongo:/data/db', true],
  ['./init.sql:/docker-entrypoint-initdb.d/init.sql', false],
  ['/var/run/docker.sock:/var/run/docker.sock', false],
])('%s keeps what a store holds: %s', async (volume, kept) => {
  const { settings } = (await analyzeFiles({ 'compose.yaml': `services:\n  db:\n    image: postgres:16\n    volumes: ['${volume}']\nvolumes: { pgdata: {} }\n` })).system.document;
  expect(settings.filter((s) => s.name === 'volume').map((s) => s.value)).toEqual([kept]);
});

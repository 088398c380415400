import { expect, it } from 'vitest';
import type { Finding } from '../analyzer/report/result.js';
import { causesOf } from './causes.js';
import { byOutcome } from './outcomes.js';
import { finding, graph } from './testing/result.js';

const outcomeOf = (one: Partial<Finding>): string | undefined => {
  const web = { id: 'web', name: 'web', kind: 'service' as const, aliases: [], stacks: ['prod'], entry: { stacks: ['prod'], evidence: [] }, evidence: [] };
  const found = { ...finding(), theme: 'redundancy', severity: 'error' as const, blast: { lost: [], degraded: [], of: 2 }, ...one };
  return byOutcome({ graph: graph({ components: [web, { ...web, id: 'api', entry: undefined }].map(({ entry, ...rest }) => (entry ? { ...rest, entry } : rest)) }), impact: [] }, causesOf([found]))[0]?.outcome;
};

it('an entry point that fails alone takes an entry point down', () => {
  expect(outcomeOf({ subject: { component: 'web' } })).toBe('Takes an entry point down');
  expect(outcomeOf({ subject: { component: 'api' }, blast: { lost: ['web'], degraded: [], of: 2 } })).toBe('Takes an entry point down');
  expect(outcomeOf({ subject: { component: 'api' } })).toBe('Removes a safety margin');
  expect(outcomeOf({ subject: { component: 'web' }, severity: 'warning' })).toBe('Removes a safety margin');
});

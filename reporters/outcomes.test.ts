import { expect, it } from 'vitest';
import type { Finding } from '../analyzer/report/result.js';
import { causesOf } from './causes.js';
import { byOutcome } from './outcomes.js';
import { component, finding, graph } from './testing/result.js';

const outcomeOf = (one: Partial<Finding>): string | undefined => {
  const components = [component('web', { entry: { stacks: ['production'], evidence: [] } }), component('api')];
  const found = finding({ theme: 'redundancy', severity: 'error', blast: { lost: [], degraded: [], of: 2 }, ...one });
  return byOutcome({ graph: graph({ components }), impact: [] }, causesOf([found]))[0]?.outcome;
};

it('an entry point that fails alone takes an entry point down', () => {
  expect(outcomeOf({ subject: { component: 'web' } })).toBe('Takes an entry point down');
  expect(outcomeOf({ subject: { component: 'api' }, blast: { lost: ['web'], degraded: [], of: 2 } })).toBe('Takes an entry point down');
  expect(outcomeOf({ subject: { component: 'api' } })).toBe('Removes a safety margin');
  expect(outcomeOf({ subject: { component: 'web' }, severity: 'warning' })).toBe('Removes a safety margin');
});

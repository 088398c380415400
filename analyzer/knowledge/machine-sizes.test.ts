import { expect, it } from 'vitest';
import { machineSize } from './machine-sizes.js';

const GIB = 2 ** 30;

it.each([
  ['m6i.xlarge', 4, 16], ['c7g.large', 2, 4], ['r5.2xlarge', 8, 64], ['t3.medium', 2, 4], ['t4g.small', 2, 2],
  ['e2-standard-4', 4, 16], ['n2-highmem-8', 8, 64], ['e2-medium', 2, 4],
  ['Standard_D4s_v5', 4, 16], ['Standard_E8ds_v4', 8, 64], ['Standard_B2ms', 2, 8],
])('%s has %d CPUs and %d GiB', (type, cpu, memory) => {
  expect(machineSize(type)).toEqual({ cpu, memory: memory * GIB });
});

it.each(['m4.large', 't2.medium', 'p4d.24xlarge', 'm5.metal', 'n1-standard-4', 'custom-4-8192', 'Standard_D2_v2', 'Standard_NC6', ''])('of %s the name does not say', (type) => {
  expect(machineSize(type)).toBeUndefined();
});

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_NAMES } from '../config/find.js';
import { UsageError } from '../errors.js';
import type { Terminal } from '../terminal.js';

const TEMPLATE = `# What the files cannot say. Every key is optional; remove what you do not need.

# Systems outside this repository.
# externals:
#   payments-api:
#     hosts: [api.payments.example]

# Components where user traffic enters, besides those that the manifests show.
# entryPoints: [storefront]

# tiers:
#   critical: [checkout, payment-*]
# owners:
#   team-shop: [checkout, cart]

# Which environment a path belongs to, where its name does not say.
# environments:
#   deploy/eu/**: production

# Paths to leave out, in the syntax of .gitignore.
# exclude: [examples/]

# A severity, off, or a map with the rule's own options; "faultline rules" lists them.
# rules:
#   single-replica: warning

# Findings to hide, each with the reason why.
# suppress:
#   - rule: single-replica
#     component: batch-*
#     reason: Runs at night; a restart costs nobody anything.
#     until: 2030-12-31
`;

/** Writes a commented configuration; never over an existing one. */
export function init(folder: string, terminal: Terminal): number {
  const existing = CONFIG_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (existing !== undefined) throw new UsageError(`${existing} exists already; it was left as it is.`);
  const path = join(folder, CONFIG_NAMES[0]);
  try {
    writeFileSync(path, TEMPLATE, { flag: 'wx' });
  } catch (error) {
    throw new UsageError(`${path} could not be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`);
  }
  terminal.stderr.write(`wrote ${path}\n`);
  return 0;
}

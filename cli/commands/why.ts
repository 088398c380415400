import type { Dependency, Evidence, Setting } from '../../analyzer/graph/document.js';
import type { System } from '../../analyzer/system/system.js';
import { plain } from '../../reporters/plain.js';
import { findComponent } from '../components.js';
import { UsageError } from '../errors.js';

/** Why there is an edge: each row between the two with every place that proves it, and how the call is made. */
export function explainEdge(system: System, names: readonly [string, string]): string {
  const [from, to] = names.map((name) => findComponent(name, system)) as [string, string];
  const rows = system.out(from).filter((d) => d.to === to);
  if (rows.length === 0) throw new UsageError(noEdge(system, from, to));
  const settings = system.document.settings.filter((s) => typeof s.on !== 'string' && s.on.from === from && s.on.to === to);
  return `${[...rows.flatMap(describe), ...settings.map(settingLine)].map(plain).join('\n')}\n`;
}

function noEdge(system: System, from: string, to: string): string {
  if (system.in(from).some((d) => d.from === to)) return `${from} does not depend on ${to}; it is the other way round.`;
  const open = system.document.coverage.unresolved.filter((u) => u.from === from).length;
  return `${from} does not depend on ${to} as far as the files say.${open > 0 ? ` ${open} of its references could not be resolved: see --unresolved.` : ''}`;
}

const describe = (d: Dependency): string[] => [`${d.from} ${d.kind} ${d.to} (${d.strength}, ${d.phase}${d.protocol ? `, ${d.protocol}` : ''}) in ${d.stacks.join(', ')}`, ...d.evidence.map(proof)];

const proof = (e: Evidence): string => `  ${e.mechanism.padEnd(12)} ${e.file}:${e.line}:${e.column}${e.note ? `  ${e.note}` : ''}${e.from ? `  (from ${e.from.file}:${e.from.line} ${e.from.label})` : ''}`;

const settingLine = (s: Setting): string => `  ${s.name} = ${s.value === null ? 'none' : s.value} (${s.origin}${s.source ? `, ${s.source}` : ''})  ${s.evidence.file}:${s.evidence.line}`;

/** What could not be resolved, and how to teach it. */
export function listUnresolved(system: System): string {
  const { unresolved } = system.document.coverage;
  if (unresolved.length === 0) return 'Every reference was resolved.\n';
  const lines = unresolved.map((u) => `${u.evidence.file}:${u.evidence.line}:${u.evidence.column}  ${u.from} -> ${u.expression || '(nothing says where)'}  ${u.why}`);
  const taught = unresolved.find((u) => u.expression !== '');
  const hint = taught ? ['', 'To say what one means, in faultline.config.yaml:', '  targets:', `    - { expression: ${JSON.stringify(taught.expression)}, component: NAME }`] : [];
  return `${[...lines, ...hint].map(plain).join('\n')}\n`;
}

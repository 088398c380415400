import type { Container } from './workloads.js';
import { isKnown } from './value.js';

/** `sh -c`, its options, `exec`, a trap before and `& wait` behind: how somebody has a shell sleep. */
const SHELL = /^\S*\b(?:ba|da|a)?sh(?: -\w+)* /;
const AROUND = /^["']?(?:trap [^;]*;\s*)?(?:exec )?|(?:\s*(?:;|done|& ?wait(?: \S+)?))*["']?$/g;
const SLEEPS = /^(?:\S*\/)?(?:(?:while (?:true|:|\[ ?1 ?\])\s*;? ?do )?sleep (?:infinity|inf|[\d.]+[smhd]?)|tail -[fF] \/dev\/null)$/;

/** Images that do nothing but wait. */
const PAUSES = /(?:^|\/)pause(?:-(?:amd64|arm64))?(?:[:@]|$)/;

/** All that the containers do is to be there: for somebody who works in them by hand, or to keep room on a node. */
export function isIdle(containers: readonly Pick<Container, 'role' | 'image' | 'command' | 'args'>[]): boolean {
  const main = containers.filter(({ role }) => role === 'main');
  return main.length > 0 && main.every((container) => sleeps(container) || pauses(container));
}

function sleeps({ command, args }: Pick<Container, 'command' | 'args'>): boolean {
  const words = [...command, ...args];
  if (words.length === 0 || !words.every(isKnown)) return false;
  const line = words.map(({ value }) => value.trim()).join(' ').replace(/\s+/g, ' ').replace(SHELL, '').replace(AROUND, '');
  return SLEEPS.test(line);
}

const pauses = ({ image, command, args }: Pick<Container, 'image' | 'command' | 'args'>): boolean =>
  command.length + args.length === 0 && isKnown(image) && PAUSES.test(image.value);

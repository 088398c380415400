import type { ComponentKind, ComponentRole } from '../graph/document.js';
import { distinctive, exporters, official, published } from './image-names.js';
import { technologyOf } from './technologies.js';

export interface ImageTechnology {
  readonly kind: ComponentKind;
  readonly technology: string;
  readonly role?: ComponentRole;
}

/**
 * The product that a well-known image runs; undefined for everything else. Whole path segments decide, never a part of one:
 * `my-redis-exporter` is not Redis. Plain words (`vault`, `tempo`) count only where their publisher is named or the image is
 * an official one, because a team's own service may well be called that.
 */
export function imageTechnology(image: string): ImageTechnology | undefined {
  const path = repositoryPath(image);
  const technology = technologyName(path);
  const known = technology === undefined ? undefined : technologyOf(technology);
  return known && { kind: known.kind, technology: known.technology, ...(known.role ? { role: known.role } : {}) };
}

/** `registry.example.com:5000/bitnami/redis:7@sha256:…` is `['bitnami', 'redis']`; `library/` is implied and left out. */
export function repositoryPath(image: string): readonly string[] {
  const segments = image.trim().toLowerCase().split('@', 1)[0]!.split('/');
  // The first segment is a registry when it could be a host: this is the rule that container runtimes use.
  if (segments.length > 1 && /[.:]|^localhost$/.test(segments[0]!)) segments.shift();
  segments.push(segments.pop()!.split(':', 1)[0]!);
  return segments[0] === 'library' ? segments.slice(1) : segments;
}

function technologyName(path: readonly string[]): string | undefined {
  const name = path.at(-1) ?? '';
  const publisher = path.at(-2);
  const named = publisher === undefined ? official.get(name) : published.get(`${publisher}/${name}`);
  return named ?? distinctive.get(name) ?? (exporters.test(name) ? 'exporter' : undefined);
}

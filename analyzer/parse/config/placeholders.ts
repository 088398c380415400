import type { Template, TemplatePart } from '../../facts/template.js';

/**
 * Placeholders of the environment, as the formats write them: `${X}`, `${X:-default}`, `${env:X:-default}`, `$X`, `$(X)` is none;
 * `{$X:default}` and `{env.X}` (Caddy), `{{ env "X" }}` (templates). `$$` is a dollar sign.
 */
const PLACEHOLDER =
  /\$\$|\$\{(?:env:|ENV:)?([A-Za-z_]\w*)(?::?-([^}]*)|:([^}]*))?\}|\$([A-Za-z_]\w*)|\{\$([A-Za-z_]\w*)(?::([^}]*))?\}|\{env\.([A-Za-z_]\w*)\}|\{\{-?\s*(?:env|getenv|getv|keyOrDefault)\s+"([A-Za-z_]\w*)"(?:\s+"([^"]*)")?\s*-?\}\}|\{\{[^}]*\}\}/g;

export function placeholders(text: string): Template {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push(partOf(match));
    from = match.index + match[0].length;
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from) });
  return parts;
}

function partOf(match: RegExpMatchArray): TemplatePart {
  const [all, braced, fallback, plainFallback, bare, caddy, caddyFallback, caddyEnv, template, templateFallback] = match;
  if (all === '$$') return { text: '$' };
  const env = braced ?? bare ?? caddy ?? caddyEnv ?? template;
  if (env === undefined) return { unknown: 'template' };
  const written = fallback ?? plainFallback ?? caddyFallback ?? templateFallback;
  return written === undefined ? { env } : { env, fallback: [{ text: /^(["'])(.*)\1$/.exec(written)?.[2] ?? written }] };
}

import { createHash } from 'node:crypto';
import { escapeXml } from './svg.js';

export interface Shell {
  /** Plain text. */
  readonly title: string;
  readonly style: string;
  /** The id of the style element, where a script looks for it. */
  readonly styleId?: string;
  /** Runs after the body is there. */
  readonly script?: string;
  /** Markup; everything from outside in it is escaped already. */
  readonly body: string;
}

/** A page in one file that asks for nothing; its policy lets in its own style and script, by their hashes, and nothing else. */
export const shellOf = ({ title, style, styleId, script, body }: Shell): string => `<!doctype html>
<html lang="en"${script === undefined ? '' : ' class="no-script"'}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeXml(title)}</title>
<style${styleId === undefined ? '' : ` id="${styleId}"`}>${style}</style>
</head>
<body>
${body}${script === undefined ? '' : `\n<script>${script}</script>`}
</body>
</html>
`;

const policyOf = (style: string, script: string | undefined): string =>
  ["default-src 'none'", ...(script === undefined ? [] : [`script-src ${hashOf(script)}`]), `style-src ${hashOf(style)}`, 'img-src data:', "base-uri 'none'", "form-action 'none'"].join('; ');

const hashOf = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** For tests only: a real Chromium, or the reason why there is none. */
export type Launched = { readonly browser: Browser; readonly name: string } | { readonly skipped: string };

/** `scripts/test.mjs` prints the reason that is in this file in its closing lines. */
const skipNote = 'node_modules/.cache/faultline/browser-skipped.txt';

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** An installed browser first, then the one inside `@sparticuz/chromium`. Playwright gives each launch a new user-data-dir. */
export async function launchBrowser(): Promise<Launched> {
  const reasons: string[] = [];
  for (const find of [installed, packaged]) {
    try {
      const path = await find();
      const browser = await chromium.launch({ executablePath: path, args: flags, headless: true });
      rmSync(skipNote, { force: true });
      return { browser, name: `${path} ${browser.version()}` };
    } catch (error) {
      reasons.push(firstLine(error));
    }
  }
  return skip(`no Chromium starts: ${reasons.join('; ')}`);
}

async function installed(): Promise<string> {
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  const candidates = [process.env['CHROME_PATH'], process.env['CHROMIUM_PATH'], ...names.flatMap((name) => folders.map((folder) => join(folder, name)))];
  const path = candidates.find((candidate) => candidate !== undefined && candidate !== '' && existsSync(candidate));
  if (path === undefined) throw new Error('none is installed (CHROME_PATH, chromium, google-chrome)');
  return path;
}

async function packaged(): Promise<string> {
  // Read when the module is loaded: they make it unpack the shared libraries that it brings along.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x';
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x';
  const { default: packed } = await import('@sparticuz/chromium');
  // Its own list of flags is for a cloud function: one process for all pages, and no same-origin policy. None of it is needed.
  return packed.executablePath();
}

function skip(reason: string): Launched {
  mkdirSync(join(skipNote, '..'), { recursive: true });
  writeFileSync(skipNote, `${reason}\n`);
  return { skipped: reason };
}

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0]!;

import { glob } from './glob.js';

interface Rule {
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  matches(path: string): boolean;
}

/** The rules of a `.helmignore`. https://helm.sh/docs/chart_template_guide/helm_ignore_file/ */
export function readIgnore(text: string): (path: string) => boolean {
  const rules = [...text.split(/\r?\n/), 'templates/.?*'].flatMap((line) => readRule(line.trim()));
  const ignored = (path: string, isFolder: boolean): boolean => decide(rules, path, isFolder);
  return (path) => {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) if (ignored(path.slice(0, slash), true)) return true;
    return ignored(path, false);
  };
}

function readRule(line: string): Rule[] {
  if (line === '' || line.startsWith('#') || line.includes('**')) return [];
  const negated = line.startsWith('!');
  const pattern = negated ? line.slice(1) : line;
  const foldersOnly = pattern.endsWith('/');
  const bare = foldersOnly ? pattern.slice(0, -1) : pattern;
  const isMatch = glob(bare.replace(/^\//, ''));
  const wholePath = bare.includes('/');
  return [{ negated, foldersOnly, matches: (path) => isMatch(wholePath ? path : path.slice(path.lastIndexOf('/') + 1)) }];
}

/** The first rule that matches decides; a negated one ignores what it does not match. */
function decide(rules: readonly Rule[], path: string, isFolder: boolean): boolean {
  for (const { negated, foldersOnly, matches } of rules) {
    if (negated) {
      if ((foldersOnly && !isFolder) || !matches(path)) return true;
    } else if ((!foldersOnly || isFolder) && matches(path)) return true;
  }
  return false;
}

import type { Problem, Unit } from '../../facts/types.js';
import { cloudFacts, cloudObjects } from '../cloud/index.js';
import type { FileSet, Parser, ParseResult } from '../parser.js';
import { folderOf } from '../paths.js';
import { entries, get, parseYaml, placeOf, stringOf, type YamlNode } from '../yaml/index.js';
import { resourcesOf } from './resources.js';
import { templateOf } from './template.js';
import { NESTING, Templates } from './templates.js';

/** CloudFormation and SAM templates, in YAML or JSON. Each is a stack. */
export const cloudFormationParser: Parser = {
  id: 'cloudformation',
  claims: (path, head) => /\.(?:ya?ml|json|template)$/.test(path) && /AWSTemplateFormatVersion|AWS::Serverless-2016-10-31|^Resources:|"Resources"\s*:/m.test(head()) && /AWSTemplateFormatVersion|AWS::/.test(head()),
  units(claimed, files) {
    const texts = claimed.map((path) => files.read(path) ?? '');
    const linked = texts.some((text) => NESTING.test(text) || IMPORTING.test(text));
    return claimed.map((path) => ({ id: path, parser: 'cloudformation', root: folderOf(path), files: [path], ...(linked ? { beside: claimed } : {}) }));
  },
  parse(unit: TemplateUnit, files) {
    const path = unit.files[0];
    const text = path === undefined ? undefined : files.read(path);
    return path === undefined || text === undefined ? { facts: [], problems: [] } : readTemplate(path, text, new Templates(path, unit.beside ?? [path], files));
  },
};

/** `beside`: the templates of the tree, where some of them nest others or import what others export. */
type TemplateUnit = Unit & { readonly beside?: readonly string[] };

const IMPORTING = /\bImportValue\b/;

export function readTemplate(path: string, text: string, templates = new Templates(path, [path], NOTHING)): ParseResult {
  const { documents, problems } = parseYaml(path, text);
  const root = documents[0]?.root;
  if (!get(root, 'Resources')) return { facts: [], problems, ...(problems.length === 0 ? { notMine: [path] } : {}) };
  const { declared, implied, absent } = resourcesOf(root!, templates.evaluatorOf(path, root!));
  // Every argument is read for these, and with it what other templates are asked for.
  const objects = [...cloudObjects(declared, 'cloudformation'), ...cloudObjects(absent, 'cloudformation').map((object) => ({ ...object, absent: true as const }))];
  return { facts: [...cloudFacts([...declared, ...implied], templates.resources()), ...objects, ...(problems.some(({ severity }) => severity === 'error') ? [] : [templateOf(path, root!)])], problems: [...problems, ...nestedStacks(path, root!, templates)] };
}

/** What lies in a bucket cannot be read; what lies beside is a stack of its own. */
function nestedStacks(path: string, root: YamlNode, templates: Templates): Problem[] {
  return entries(get(root, 'Resources')).flatMap((entry) => {
    const type = stringOf(get(entry.value, 'Type'));
    const location = get(entry.value, 'Properties', 'TemplateURL') ?? get(entry.value, 'Properties', 'Location');
    if ((type !== 'AWS::CloudFormation::Stack' && type !== 'AWS::Serverless::Application') || !location || templates.located(path, entry.value) !== undefined) return [];
    const { file, line, column } = placeOf(location);
    return [{ code: 'module-not-read', file, line, column, severity: 'info' as const, message: `The nested stack ${entry.key.text} is not read with this template; what it is given and gives back is unknown.` }];
  });
}

const NOTHING: FileSet = { paths: [], has: () => false, read: () => undefined, size: () => 0 };

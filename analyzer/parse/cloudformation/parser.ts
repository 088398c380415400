import type { Problem } from '../../facts/types.js';
import { cloudFacts, cloudObjects } from '../cloud/index.js';
import type { Parser, ParseResult } from '../parser.js';
import { folderOf } from '../paths.js';
import { entries, get, parseYaml, placeOf, stringOf, type YamlNode } from '../yaml/index.js';
import { resourcesOf } from './resources.js';
import { templateOf } from './template.js';

/** CloudFormation and SAM templates, in YAML or JSON. Each is a stack. */
export const cloudFormationParser: Parser = {
  id: 'cloudformation',
  claims: (path, head) => /\.(?:ya?ml|json|template)$/.test(path) && /AWSTemplateFormatVersion|AWS::Serverless-2016-10-31|^Resources:|"Resources"\s*:/m.test(head()) && /AWSTemplateFormatVersion|AWS::/.test(head()),
  units: (claimed) => claimed.map((path) => ({ id: path, parser: 'cloudformation', root: folderOf(path), files: [path] })),
  parse(unit, files) {
    const path = unit.files[0];
    const text = path === undefined ? undefined : files.read(path);
    return path === undefined || text === undefined ? { facts: [], problems: [] } : readTemplate(path, text);
  },
};

export function readTemplate(path: string, text: string): ParseResult {
  const { documents, problems } = parseYaml(path, text);
  const root = documents[0]?.root;
  if (!get(root, 'Resources')) return { facts: [], problems, ...(problems.length === 0 ? { notMine: [path] } : {}) };
  const { declared, implied } = resourcesOf(root!);
  return { facts: [...cloudFacts([...declared, ...implied]), ...cloudObjects(declared, 'cloudformation'), ...(problems.some(({ severity }) => severity === 'error') ? [] : [templateOf(path, root!)])], problems: [...problems, ...nestedStacks(root!)] };
}

/** What lies in a bucket cannot be read; what lies beside is a stack of its own. */
function nestedStacks(root: YamlNode): Problem[] {
  return entries(get(root, 'Resources')).flatMap((entry) => {
    const type = stringOf(get(entry.value, 'Type'));
    const location = get(entry.value, 'Properties', 'TemplateURL') ?? get(entry.value, 'Properties', 'Location');
    if ((type !== 'AWS::CloudFormation::Stack' && type !== 'AWS::Serverless::Application') || !location) return [];
    const { file, line, column } = placeOf(location);
    return [{ code: 'module-not-read', file, line, column, severity: 'info' as const, message: `The nested stack ${entry.key.text} is not read with this template; what it is given and gives back is unknown.` }];
  });
}

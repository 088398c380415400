import type { ChartRequest } from '../chart-request.js';
import { elements, field } from '../cloud/field.js';
import { decode, mapOf, scalar, textOf, type CloudResource, type CloudValue, type Entry, type Followed } from '../cloud/index.js';
import type { FileSet } from '../parser.js';
import { folderOf, inside } from '../paths.js';
import { asYaml } from './manifest.js';

/** The chart of the tree that a `helm_release` installs; undefined where it lies elsewhere. */
export function chartOf(resource: CloudResource, root: string, files: FileSet): string | undefined {
  const chart = resource.type === 'helm_release' && field(resource, 'repository') === undefined ? textOf(field(resource, 'chart')?.value) : undefined;
  if (chart === undefined) return undefined;
  // The tool resolves paths where it runs, in the root module; `path.module` is relative to the tree already.
  const candidates = [inside(root, chart), inside('.', chart), inside(folderOf(resource.at.file), chart)];
  return candidates.find((folder) => folder !== undefined && files.has(folder === '.' ? 'Chart.yaml' : `${folder}/Chart.yaml`));
}

/** What is installed: values in their order, then what `set` blocks say. https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release */
export function requestOf(resource: CloudResource, chart: string, stack: Followed, files: FileSet): ChartRequest {
  const texts = elements(field(resource, 'values')?.value).map(decode);
  const set = ['set', 'set_sensitive'].flatMap((name) => elements(field(resource, name)?.value).flatMap((block) => setValue(block) ?? []));
  const values = [...texts, ...set].flatMap((value) => asYaml(value, stack).documents[0]?.root ?? []);
  const text = (name: string): string | undefined => textOf(field(resource, name)?.value);
  return { chart, values, name: text('name') ?? resource.label, namespace: text('namespace') ?? 'default', files };
}

/** `set { name = "image.tag", value = "2" }` as the map that it means; what goes into lists is left aside. */
function setValue(block: CloudValue): CloudValue | undefined {
  const [name, value] = [field(block, 'name'), field(block, 'value')];
  const path = textOf(name?.value)?.split(/(?<!\\)\./).map((key) => key.replace(/\\(.)/g, '$1'));
  if (!name || !value || path === undefined || path.length > MAX_PATH || path.some((key) => /[[\]{},]/.test(key))) return undefined;
  const given = textOf(field(block, 'type')?.value) === 'string' ? value.value : typed(value.value);
  return path.reduceRight<CloudValue>((inner, key) => mapOf(new Map<string, Entry>([[key, { key: name.at, value: inner, at: value.at }]]), value.at), given);
}

const MAX_PATH = 30;

function typed(value: CloudValue): CloudValue {
  const text = value.is === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
  if (text === undefined || value.is !== 'scalar') return value;
  const plain = text === 'true' ? true : text === 'false' ? false : text === 'null' ? null : /^(?:0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
  return scalar(plain, value.at, value.origins);
}

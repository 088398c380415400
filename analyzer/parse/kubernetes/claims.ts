import { withoutExample } from '../paths.js';
import type { FileSet } from '../parser.js';

const EXTENSION = /\.(?:ya?ml|json)$/i;
/** Files of other tools, by the names that those tools demand; a kustomization is Kustomize's by its content. */
const OTHERS = /(?:^|\/)(?:chart\.ya?ml|values[^/]*\.ya?ml|(?:docker-)?compose[^/]*\.ya?ml|skaffold[^/]*\.ya?ml|package(?:-lock)?\.json|tsconfig[^/]*\.json)$/i;

/** In YAML at the beginning of a line, in JSON anywhere. */
const API_VERSION = /^\uFEFF?[-{ \t]*["']?apiVersion["']?[ \t]*:|"apiVersion"[ \t]*:/m;
const TEMPLATED = /^[ \t]*\{\{/m;
const TOOL = /^apiVersion:[ \t]*["']?(?:skaffold|kustomize\.config\.k8s\.io|kind\.x-k8s\.io|ctlptl\.dev|tilt\.dev)\//m;

/** Whether a file's name and beginning look like a manifest. `kind` may stand behind long data (keys are often sorted), so only `apiVersion` is asked for. */
export function claims(path: string, head: () => string): boolean {
  const name = withoutExample(path);
  if (!EXTENSION.test(name) || OTHERS.test(name)) return false;
  const text = head();
  if (TEMPLATED.test(text) || TOOL.test(text)) return false;
  return API_VERSION.test(text);
}

/** Whether a file is part of a Helm chart, so rendered or installed with it, and not applied. */
export function isChartTemplate(path: string, files: FileSet): boolean {
  return ['templates/', 'crds/'].some((folder) => {
    for (let at = path.indexOf(folder); at >= 0; at = path.indexOf(folder, at + 1)) {
      if ((at === 0 || path.charAt(at - 1) === '/') && (files.has(`${path.slice(0, at)}Chart.yaml`) || files.has(`${path.slice(0, at)}Chart.yml`))) return true;
    }
    return false;
  });
}

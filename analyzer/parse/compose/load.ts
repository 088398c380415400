import { folderOf, inside } from '../paths.js';
import type { YamlMap, YamlNode } from '../yaml/index.js';
import { resolveExtends } from './extends.js';
import { resolveIncludes, type ProjectRequest } from './include.js';
import { readLayer, type Loading } from './layer.js';
import { merge, withoutResets } from './merge.js';
import { readVariables, type Variables } from './variables.js';
import { withWorkingFolder } from './working-folder.js';

export interface LoadedProject {
  /** The merged file, as if it had been written as one; undefined when nothing could be read. */
  readonly model: YamlMap | undefined;
  readonly variables: Variables;
}

/** The project that a file, or a base with the files laid over it, describes. The base's folder is the project's. */
export function rootRequest(layers: readonly string[]): ProjectRequest {
  const folder = folderOf(layers[0] ?? '.');
  return { layers, folder, envFiles: [inside(folder, '.env') ?? '.env'], outer: new Map(), chain: [] };
}

/** Each layer is interpolated, then its `extends` and `include` are resolved, then it is merged over those before it, as Compose does. */
export function loadProject(request: ProjectRequest, loading: Loading): LoadedProject {
  const variables = withWorkingFolder(readVariables(request.envFiles, request.outer, loading.files, loading.problems), request, loading.files);
  let model: YamlMap | undefined;
  for (const path of request.layers) {
    for (const document of readLayer(path, request.folder, variables, loading)) {
      const extended = resolveExtends(document, { path, variables, loading, below: model });
      const complete = resolveIncludes(extended, { ...request, variables, loading, path, load: (included) => loadProject(included, loading).model });
      const merged: YamlNode = model === undefined ? withoutResets(complete) : merge(model, complete);
      if (merged.type === 'map') model = merged;
    }
  }
  return { model, variables };
}

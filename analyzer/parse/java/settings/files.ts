import { folderOf } from '../../paths.js';

/** What a configuration file's name says: `bootstrap-docker.yml` is `bootstrap` for profile `docker`. */
export interface SettingsName {
  readonly base: string;
  readonly profile: string | undefined;
}

const NAME = /^(application|bootstrap|microprofile-config)(?:-([\w.-]+?))?\.(ya?ml|properties)$/;

/** A file that Spring, Quarkus or Micronaut reads from the class path or beside the program. Tests have their own, also as a profile. */
export function settingsName(path: string): SettingsName | undefined {
  const found = NAME.exec(path.slice(path.lastIndexOf('/') + 1));
  return found && !isTest(path) && found[2] !== 'test' ? { base: found[1]!, profile: found[2] } : undefined;
}

/** Tests, what a build puts out, what new projects are made from, and what fetches the build tool (`.mvn/wrapper`): nothing that a service runs. */
export const isTest = (path: string): boolean => /(?:^|\/)(?:src\/(?:\w*[tT]est|it|intTest|testFixtures)|target|build\/(?:resources|classes)|out|bin|\.mvn|buildSrc|archetype-resources)\//.test(path);

/** The module whose files these are: the deepest root that holds the path. */
export function moduleOf(path: string, roots: ReadonlySet<string>): string | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    if (roots.has(folder)) return folder;
    if (folder === '.') return undefined;
  }
}

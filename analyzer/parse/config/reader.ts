import type { ConfigTarget } from '../../facts/types.js';
import type { YamlSource } from '../yaml/index.js';

/** Text with places: a file, or the part of a manifest that becomes one. */
export type TextSource = YamlSource;

/** One configuration format. */
export interface ConfigReader {
  readonly format: string;
  /** The product that reads it. */
  readonly technology?: string;
  /** It tells a proxy where to pass requests on. */
  readonly proxy?: boolean;
  /** Whether a file of this name with this beginning may be one. */
  claims(name: string, head: string): boolean;
  /** What it makes its reader depend on; undefined when it turns out to be something else. */
  read(source: TextSource, name: string): readonly ConfigTarget[] | undefined;
}

/** A rule of thumb for names: the extensions of YAML. */
export const isYaml = (name: string): boolean => /\.ya?ml(?:\.(?:tmpl|tpl|template))?$/i.test(name);
/** Names of files in a format of their own, templates of them included. */
export const isConf = (name: string): boolean => /\.(?:conf|cfg|config|tmpl|tpl|template|j2)$|^(?:conf|default|nginx|httpd|vhosts?|sites?|proxy)$/i.test(name);

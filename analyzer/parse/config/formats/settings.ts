import type { ConfigTarget } from '../../../facts/types.js';
import { tableLeaves, yamlLeaves, yamlRoot, type Leaf } from '../leaves.js';
import type { ConfigReader, TextSource } from '../reader.js';
import { target } from '../target.js';

/** What builds, tests and checks a project, not what it runs with. */
const TOOLS = /^(?:cargo|pyproject|pipfile|poetry|rustfmt|clippy|deny|gopkg|netlify|tox|setup|pytest|mypy|flake8|\.?pylintrc|\.?flake8|\.?editorconfig|babel|gradle|gradle-wrapper|maven-wrapper|wrangler|fly|bunfig|book|\.?golangci|buf|\.?isort|taplo|\.?cliff|renovate|sonar-project|messages.*|.*_[a-z]{2}(?:_[A-Z]{2})?)\.(?:toml|ini|cfg|properties)$/i;

/** Words of a key that holds an address; whether the value is one decides the linker as for environment variables. */
const ADDRESS_KEY = /(?:^|[._-])(?:hosts?|hostname|addr|addrs|address|addresses|ur[li]s?|endpoints?|servers?|brokers?|bootstrap|dsn|connect|connection|upstream|backend)$/i;

/** Where the application itself listens, and who may call it. */
const OWN = /(?:^|\.)(?:server|http|grpc|listen|listener|web|bind|cors|swagger|openapi|docs?)\.[^.]*$/i;

/** An application's own settings in TOML, INI or property files. */
export const settingsReader: ConfigReader = {
  format: 'settings',
  claims: (name, head) => !TOOLS.test(name) && (/\.(?:toml|ini|properties)$/i.test(name) || (/\.(?:conf|cfg|cnf)$/i.test(name) && /^[\w.-]+[ \t]*=[ \t]*\S/m.test(head))),
  read: (source) => addressSettings(tableLeaves(source)),
};

const DOCUMENT = /^(?:config|conf|settings|default|production|prod|staging|docker|local|development|dev|app)(?:[.-][\w-]+)?\.(?:ya?ml|json)$/i;
/** Files of other tools that are called like settings too. */
const OTHERS = /^["']?(?:apiVersion|openapi|swagger|services|jobs|stages|steps|on|version|theme|plugins|extends|presets|compilerOptions|image|pipeline)["']?:|"(?:\$schema|compilerOptions|extends|presets|plugins|scripts)"\s*:/m;

/** The same in YAML or JSON, by the names that people give them. */
export const documentReader: ConfigReader = {
  format: 'settings',
  claims: (name, head) => DOCUMENT.test(name) && !OTHERS.test(head),
  read(source) {
    const root = yamlRoot(source);
    return root?.type === 'map' ? addressSettings(yamlLeaves(root)) : undefined;
  },
};

/** Every value of such a file by its key, for code that asks for one. */
export function settingsOf(source: TextSource, name: string): readonly Leaf[] {
  if (!DOCUMENT.test(name)) return tableLeaves(source);
  const root = yamlRoot(source);
  return root?.type === 'map' ? yamlLeaves(root) : [];
}

/** `config.prod.yaml` and `production.json` are for one environment. */
export const profileOf = (name: string): string | undefined => /(?:^|[.-])(production|prod|staging|docker|local|development|dev|test)(?=[.-])/i.exec(name)?.[1]?.toLowerCase();

function addressSettings(leaves: readonly Leaf[]): ConfigTarget[] {
  return leaves
    .filter(({ path }) => ADDRESS_KEY.test(path.slice(path.search(/[^.]*$/))) && !OWN.test(path))
    .flatMap(({ path, text, at }) => text.split(',').flatMap((one) => target(one, at, `setting ${path}`, { key: path })));
}

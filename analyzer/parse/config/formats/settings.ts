import type { ConfigTarget } from '../../../facts/types.js';
import { tableLeaves } from '../leaves.js';
import type { ConfigReader } from '../reader.js';
import { target } from '../target.js';

/** What builds, tests and checks a project, not what it runs with. */
const TOOLS = /^(?:cargo|pyproject|pipfile|poetry|rustfmt|clippy|deny|gopkg|netlify|tox|setup|pytest|mypy|flake8|\.?pylintrc|\.?flake8|\.?editorconfig|babel|gradle|gradle-wrapper|maven-wrapper|wrangler|fly|bunfig|book|\.?golangci|buf|\.?isort|taplo|\.?cliff|renovate|sonar-project|messages.*|.*_[a-z]{2}(?:_[A-Z]{2})?)\.(?:toml|ini|cfg|properties)$/i;

/** Words of a key that holds an address; whether the value is one decides the linker as for environment variables. */
const ADDRESS_KEY = /(?:^|[._-])(?:hosts?|hostname|addr|addrs|address|addresses|ur[li]s?|endpoints?|servers?|brokers?|bootstrap|dsn|connect|connection|upstream|backend)$/i;

/** An application's own settings in TOML, INI or property files. */
export const settingsReader: ConfigReader = {
  format: 'settings',
  claims: (name) => /\.(?:toml|ini|properties)$/i.test(name) && !TOOLS.test(name),
  read(source): ConfigTarget[] {
    return tableLeaves(source)
      .map((leaf) => ({ ...leaf, key: leaf.path.slice(leaf.path.search(/[^.]*$/)) }))
      .filter(({ key, path }) => ADDRESS_KEY.test(key) && !/(?:^|\.)(?:server|http|grpc|listen|listener|web|bind)\.(?:host|addr|address)$/i.test(path))
      .flatMap(({ path, text, at }) => text.split(',').flatMap((one) => target(one, at, `setting ${path}`, { key: path })));
  },
};

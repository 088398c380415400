import { describe, expect, it } from 'vitest';
import { APPLICATION, parseTree, POM } from '../testing.js';

async function required(artifact: string, yaml: string): Promise<string[]> {
  const { clients } = await parseTree({ 'pom.xml': POM('shop', artifact), 'src/main/java/app/App.java': APPLICATION, 'src/main/resources/application.yml': yaml });
  return clients.flatMap(({ settings }) => settings.filter(({ name }) => name === 'requiredAtStart').map(({ value }) => `${'value' in value ? String(value.value) : '?'} ${value.at.line}`));
}

describe('whether a service starts without what hands out its configuration', () => {
  it.each([
    ['imported', 'spring-cloud-starter-config', 'spring:\n  config:\n    import: configserver:http://config:8888\n', ['true 3']],
    ['imported where it is there', 'spring-cloud-starter-config', 'spring:\n  config:\n    import: optional:configserver:http://config:8888\n', ['false 3']],
    ['failing fast all the same', 'spring-cloud-starter-config', 'spring:\n  config:\n    import: optional:configserver:http://config:8888\n  cloud:\n    config:\n      fail-fast: true\n', ['true 6']],
    ['not failing', 'spring-cloud-starter-config', 'spring:\n  cloud:\n    config:\n      uri: http://config:8888\n      fail-fast: false\n', ['false 5']],
    ['nobody says', 'spring-cloud-starter-config', 'spring:\n  cloud:\n    config:\n      uri: http://config:8888\n', []],
    ['another import', 'spring-cloud-starter-config', 'spring:\n  config:\n    import: classpath:more.yml\n  cloud:\n    config:\n      uri: http://config:8888\n', []],
    ['Vault', 'spring-cloud-starter-vault-config', 'spring:\n  config:\n    import: vault://\n', ['true 3']],
  ])('%s', async (_, artifact, yaml, expected) => expect(await required(artifact, yaml)).toEqual(expected));
});

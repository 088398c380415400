import { describe, expect, it } from 'vitest';
import { showTemplate } from '../../facts/template.js';
import type { DockerfileFact } from '../../facts/types.js';
import { dockerfileParser, readDockerfile } from './index.js';

function read(text: string): DockerfileFact {
  const fact = readDockerfile('app/Dockerfile', text).facts.find((candidate) => candidate.kind === 'dockerfile');
  if (fact === undefined) throw new Error('no Dockerfile fact');
  return fact;
}

const environment = (text: string): Record<string, string> => Object.fromEntries(read(text).env.map((variable) => [variable.name, showTemplate(variable.value ?? [])]));

describe('stages', () => {
  it('reads the last stage and what it copies from, through stages', () => {
    const fact = read(`ARG NODE=20
FROM node:\${NODE}-alpine AS deps
COPY package.json package-lock.json ./
FROM deps AS build
COPY tsconfig.json .
COPY src ./src
FROM golang:1.22 AS unused
COPY tool/ /tool
FROM gcr.io/distroless/nodejs20
WORKDIR /app
COPY --from=build /app/dist ./dist
COPY --from=1 /x /y
COPY --from=nginx:1 /etc/nginx /etc/nginx
COPY config/ ./config
CMD ["dist/main.js"]
`);
    expect(fact.baseImage).toBe('gcr.io/distroless/nodejs20');
    expect([...fact.copies].sort()).toEqual(['config/', 'package-lock.json', 'package.json', 'src', 'tsconfig.json']);
    expect(fact.command).toEqual(['dist/main.js']);
    expect(fact.workdir).toBe('/app');
    expect(fact.at).toEqual({ file: 'app/Dockerfile', line: 9, column: 1, length: 4 });
  });

  it('inherits from the stage that it continues, down to the image', () => {
    const fact = read('ARG TAG=3.12\nFROM python:${TAG} AS base\nENV A=1\nEXPOSE 8000\nWORKDIR /srv\nCMD ["a"]\nFROM base\nWORKDIR app\nCMD ["b"]');
    expect(fact).toMatchObject({ baseImage: 'python:3.12', exposes: [8000], workdir: '/srv/app', command: ['b'], env: [{ name: 'A' }] });
  });

  it('knows no base image when its argument has no default', () => {
    expect(read('ARG BASE\nFROM ${BASE}')).not.toHaveProperty('baseImage');
  });

  it('takes mounts of RUN for copies', () => {
    const fact = read('FROM a AS b\nCOPY x .\nFROM c\nRUN --mount=type=bind,source=package.json,target=/p --mount=type=cache,target=/root --mount=from=b,target=/b npm ci');
    expect([...fact.copies].sort()).toEqual(['package.json', 'x']);
  });

  it('leaves out remote sources and here-documents', () => {
    const fact = read('FROM a\nADD https://example.org/x.tgz /x\nCOPY <<EOF /etc/conf\nCOPY not this\nEXPOSE 1\nEOF\nCOPY ["with space", "/y"]\n');
    expect(fact.copies).toEqual(['with space']);
    expect(fact.exposes).toEqual([]);
  });
});

describe('lines', () => {
  it('joins continuations, skips comments between them, and keeps places', () => {
    const fact = read('FROM a\r\nENV FIRST=1 \\\r\n# why\r\n\r\n    SECOND="two words" \\\r\n    THIRD=3\r\nEXPOSE 80\r\n');
    expect(fact.env).toEqual([
      { name: 'FIRST', value: [{ text: '1' }], at: { file: 'app/Dockerfile', line: 2, column: 5, length: 5 }, valueAt: { file: 'app/Dockerfile', line: 2, column: 11, length: 1 } },
      { name: 'SECOND', value: [{ text: 'two words' }], at: { file: 'app/Dockerfile', line: 5, column: 5, length: 6 }, valueAt: { file: 'app/Dockerfile', line: 5, column: 12, length: 11 } },
      { name: 'THIRD', value: [{ text: '3' }], at: { file: 'app/Dockerfile', line: 6, column: 5, length: 5 }, valueAt: { file: 'app/Dockerfile', line: 6, column: 11, length: 1 } },
    ]);
    expect(fact.exposes).toEqual([80]);
  });

  it('follows the escape directive', () => {
    const fact = read('# escape=`\nFROM a\nENV A=1 `\n    B=2\nWORKDIR C:\\app\\\nEXPOSE 80');
    expect(fact.env.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(fact.exposes).toEqual([80]);
  });

  it('ends on an unclosed here-document and a trailing continuation', () => {
    expect(read('FROM a\nRUN <<EOF\necho').copies).toEqual([]);
    expect(read('FROM a\nEXPOSE 80 \\').exposes).toEqual([80]);
  });
});

describe('instructions', () => {
  it('reads both forms of ENV and expands earlier variables', () => {
    expect(environment('FROM a\nARG P=80\nENV OLD the rest of it\nENV HOST=cart URL=http://$HOST\nENV FULL=http://${HOST}:${P} SINGLE=\'$HOST\' ESCAPED=\\$HOST PATH=/x:$PATH')).toEqual({
      OLD: 'the rest of it',
      HOST: 'cart',
      // Variables of one instruction do not see each other.
      URL: 'http://…',
      FULL: 'http://cart:80',
      SINGLE: '$HOST',
      ESCAPED: '$HOST',
      PATH: '/x:…',
    });
  });

  it.each([
    ['CMD ["node", "main.js"]', ['node', 'main.js']],
    ['CMD npm start', ['/bin/sh', '-c', 'npm start']],
    ['ENTRYPOINT ["docker-entry"]\nCMD ["serve"]', ['docker-entry', 'serve']],
    ['ENTRYPOINT run this\nCMD ["ignored"]', ['/bin/sh', '-c', 'run this']],
    ['CMD ["first"]\nCMD ["second"]', ['second']],
    ["CMD ['not json']", ['/bin/sh', '-c', "['not json']"]],
  ])('%j runs %j', (text, command) => expect(read(`FROM a\n${text}`).command).toEqual(command));

  it('drops an inherited CMD when ENTRYPOINT changes', () => {
    expect(read('FROM a AS b\nCMD ["x"]\nFROM b\nENTRYPOINT ["y"]').command).toEqual(['y']);
  });

  it('reads ports with protocols, ranges and arguments', () => {
    expect(read('FROM a\nARG PORT=9000\nEXPOSE 80/tcp 8000-8002 $PORT 0 70000 1-65535 x').exposes).toEqual([80, 8000, 8001, 8002, 9000]);
  });

  it('reads HEALTHCHECK and its NONE', () => {
    expect(read('FROM a\nHEALTHCHECK --interval=5s CMD curl -f http://localhost').healthcheck).toMatchObject({ line: 2, column: 1, length: 11 });
    expect(read('FROM a AS b\nHEALTHCHECK CMD x\nFROM b\nHEALTHCHECK NONE')).not.toHaveProperty('healthcheck');
  });

  it('emits no secret', () => {
    const json = JSON.stringify(read('FROM a\nARG NPM_TOKEN=hunter2\nENV DB_PASSWORD=hunter2 X=1\nENV Y=$NPM_TOKEN Z=${DB_PASSWORD}\nCMD ["redis-server", "--requirepass", "hunter2"]'));
    expect(json).not.toContain('hunter2');
  });
});

describe('the parser', () => {
  it.each(['Dockerfile', 'a/Dockerfile.prod', 'a/api.Dockerfile', 'Containerfile'])('claims %s', (path) => expect(dockerfileParser.claims(path, () => '# x\nFROM a')).toBe(true));
  it.each(['a/Dockerfile.dockerignore', 'dockerfile.ts', 'a/Dockerfile.md'])('leaves %s', (path) => expect(dockerfileParser.claims(path, () => 'node_modules')).toBe(false));

  it('says that the folder is, weakly, the context', () => {
    expect(readDockerfile('app/Dockerfile', 'FROM a').facts[1]).toEqual({ kind: 'image-build', context: 'app', dockerfile: 'app/Dockerfile', by: 'dockerfile-folder', at: { file: 'app/Dockerfile', line: 1, column: 1, length: 4 } });
  });

  it.each(['', 'not a Dockerfile', '\0\0', 'COPY a b', '[]', 'FROM'])('reads %j without failing', (text) => expect(() => readDockerfile('Dockerfile', text)).not.toThrow());

  it('reports a file without FROM', () => {
    expect(readDockerfile('Dockerfile', 'RUN x')).toMatchObject({ facts: [], problems: [{ code: 'dockerfile-without-stage', line: 1 }] });
  });
});

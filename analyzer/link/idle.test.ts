import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';
import { served } from './testing.js';

const toolbox = (command: string): string => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: toolbox }
spec:
  selector: { matchLabels: { app: toolbox } }
  template:
    metadata: { labels: { app: toolbox } }
    spec: { containers: [{ name: toolbox, image: registry.example/toolbox:1, command: ${command}, ports: [{ containerPort: 8080 }] }] }
`;

async function read(files: Readonly<Record<string, string>>) {
  const { system, analysis } = await analyzeFiles(files);
  const [{ stack }] = system.stacks as [(typeof system.stacks)[number]];
  return { kinds: system.document.components.map(({ name, kind }) => `${name} ${kind}`), entries: analysis.entryPoints(stack.id) };
}

describe('what only waits', () => {
  it('is no service, and nobody enters there', async () => {
    const web = served('web', 'registry.example/web:1');
    expect(await read({ 'all.yaml': web + toolbox('["sleep", "infinity"]') })).toEqual({ kinds: ['toolbox other', 'web service'], entries: ['web'] });
    expect((await read({ 'all.yaml': web + toolbox('["./toolbox"]') })).entries).toEqual(['toolbox', 'web']);
  });

  it('is a service all the same where another stack starts its program', async () => {
    const compose = 'services:\n  toolbox:\n    image: registry.example/toolbox:1\n    command: tail -f /dev/null\n';
    expect((await read({ 'compose.yaml': compose, 'k8s/all.yaml': toolbox('["./toolbox"]') })).kinds).toEqual(['toolbox service']);
  });

  it('holds for a registry of images, which users never ask', async () => {
    const compose = 'services:\n  registry:\n    image: registry:3\n    ports: ["5000:5000"]\n  web:\n    image: registry.example/web:1\n    ports: ["80:80"]\n';
    expect(await read({ 'compose.yaml': compose })).toEqual({ kinds: ['registry other', 'web service'], entries: ['web'] });
  });
});

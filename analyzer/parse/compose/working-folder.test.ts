import { describe, expect, it } from 'vitest';
import { parseProject } from './testing.js';

const compose = 'services:\n  cart:\n    build: $PWD/cart\n    volumes:\n      - ${PWD}/data/cart:/data\n';

describe('$PWD, the folder that Compose is called in', () => {
  it('is the nearest folder in which the paths that start with it lead somewhere', async () => {
    const above = await parseProject({ 'deploy/local/compose.yml': compose, 'cart/Dockerfile': 'FROM scratch\n' });
    expect(above.service('cart').compose?.build).toMatchObject({ context: 'cart', dockerfile: 'cart/Dockerfile' });
    expect(above.service('cart').volumes).toMatchObject([{ kind: 'hostPath', source: 'data/cart' }]);
    expect(above.problems).toEqual([]);
    const beside = await parseProject({ 'deploy/compose.yml': compose, 'deploy/cart/Dockerfile': 'FROM scratch\n', 'cart/Dockerfile': 'FROM scratch\n' });
    expect(beside.service('cart').compose?.build).toMatchObject({ context: 'deploy/cart' });
  });

  it('is the folder of the project where nothing can be seen', async () => {
    expect((await parseProject({ 'deploy/compose.yml': compose })).service('cart').compose?.build).toMatchObject({ context: 'deploy/cart' });
  });
});

it.each([['build: ${SOURCES}/cart', '${SOURCES}/cart'], ['build: { context: "https://git.example.com/shop/cart.git#main" }', 'https://git.example.com/shop/cart.git#main'], ['build: ../../cart', '../../cart']])(
  'what is built from elsewhere runs an image that is unknown, not none: %s',
  async (build, source) => {
    const { container } = await parseProject({ 'deploy/compose.yml': `services:\n  cart:\n    ${build}\n` }).then((project) => ({ container: project.service('cart').containers[0]! }));
    expect(container.image).toMatchObject({ unknown: source });
  },
);

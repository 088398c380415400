import { expect, it } from 'vitest';
import { edges, graphOf } from './testing.js';

const variables = 'CART_DB_URL=postgres://cart-db:5432/cart\nCART_URL=http://cart:8080\n';
const others = 'cart: { image: example/cart, env_file: .env }\n  cart-db: { image: "postgres:17" }';

it('a proxy that is handed the file of all variables takes those that its configuration names', async () => {
  const graph = await graphOf({
    '.env': variables,
    'compose.yaml': `services:\n  front:\n    image: "nginx:1.29"\n    env_file: .env\n    volumes: ["./front.conf:/etc/nginx/conf.d/default.conf"]\n  ${others}\n`,
    'front.conf': 'server {\n  listen 80;\n  location / { proxy_pass http://cart:8080; }\n}\n',
  });
  expect(edges(graph).filter((edge) => edge.startsWith('front'))).toEqual(['front -routes-> cart']);
});

it('what is no proxy may mean any of them', async () => {
  const graph = await graphOf({ '.env': variables, 'compose.yaml': `services:\n  front: { image: example/front, env_file: .env, build: ./front }\n  ${others}\n`, 'front/package.json': '{"name":"front","scripts":{"start":"node s.js"}}', 'front/s.js': 'require("http").createServer().listen(80)' });
  expect(edges(graph)).toContain('front -calls-> cart');
});

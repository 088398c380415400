import { describe, expect, it } from 'vitest';
import { formatPlace } from '../../facts/place.js';
import { analyzeFiles } from '../../run.js';

async function read(files: Readonly<Record<string, string>>) {
  const { document } = (await analyzeFiles(files)).system;
  const rows = (on: string) => document.settings.filter((row) => row.on === on && row.origin === 'explicit');
  return {
    stacks: document.stacks.map(({ id, kind, environment }) => `${id} ${kind} ${environment}`),
    of: (on: string) => Object.fromEntries(rows(on).map(({ name, value }) => [name, value])),
    place: (on: string, setting: string) => rows(on).filter(({ name }) => name === setting).map(({ evidence: { from, ...at } }) => `${formatPlace(at)}${from ? ` from ${from.file}:${from.line}` : ''}`),
    edges: document.dependencies.map(({ from, kind, to }) => `${from} ${kind} ${to}`),
    entries: document.components.filter(({ entry }) => entry).map(({ name }) => name),
    problems: document.problems,
  };
}

const deployment = (name: string, container = '', more = ''): string => `resource "kubernetes_deployment_v1" "${name}" {
  metadata { name = "${name}" }
  spec {
    replicas = "3"
    selector { match_labels = { app = "${name}" } }
    strategy {
      rolling_update { max_unavailable = "0" }
    }
    template {
      metadata { labels = { app = "${name}" } }
      spec {
${more}
        container {
          name  = "${name}"
          image = "acme/${name}:1"
${container}
        }
      }
    }
  }
}
`;
const service = (name: string, type = 'ClusterIP'): string => `resource "kubernetes_service_v1" "${name}" {\n  metadata { name = "${name}" }\n  spec {\n    type     = "${type}"\n    selector = { app = "${name}" }\n    port { port = 80 }\n  }\n}\n`;

describe('what Terraform puts into a cluster', () => {
  it('has the settings that its manifest would have, at the lines of its arguments', async () => {
    const container = `          readiness_probe {
            http_get {
              path = "/ready"
              port = 8080
            }
          }
          resources {
            limits = { memory = "128Mi" }
          }`;
    const { of, place, problems } = await read({ 'main.tf': deployment('web', container) });
    expect(of('web')).toMatchObject({ replicas: 3, hasReadinessProbe: true, hasMemoryLimit: true, memoryLimit: '128Mi', workloadKind: 'Deployment' });
    expect(of('web')).not.toHaveProperty('hasLivenessProbe', true);
    expect(place('web', 'replicas')).toEqual(['main.tf:4:16']);
    expect(problems).toEqual([]);
  });

  it('is linked by Services, ingresses, selectors and configuration, and with the resources of the cloud', async () => {
    const { edges, of, entries, stacks } = await read({
      'main.tf': `${deployment('web', '          env {\n            name = "CART_URL"\n            value = "http://cart"\n          }\n          env_from {\n            config_map_ref { name = kubernetes_config_map.web.metadata[0].name }\n          }')}${deployment('cart', '          env {\n            name = "QUEUE"\n            value = aws_sqs_queue.jobs.name\n          }')}${service('web')}${service('cart')}
resource "kubernetes_config_map" "web" {
  metadata { name = "web" }
  data = { DB_URL = "postgres://\${aws_db_instance.orders.address}:5432/orders" }
}
resource "kubernetes_ingress_v1" "web" {
  metadata { name = "web" }
  spec {
    rule {
      http {
        path {
          path = "/"
          backend {
            service {
              name = "web"
              port { number = 80 }
            }
          }
        }
      }
    }
  }
}
resource "kubernetes_pod_disruption_budget_v1" "web" {
  metadata { name = "web" }
  spec {
    min_available = "1"
    selector { match_labels = { app = "web" } }
  }
}
resource "aws_db_instance" "orders" { engine = "postgres" }
resource "aws_sqs_queue" "jobs" { name = "jobs" }
`,
    });
    expect(edges).toEqual(['cart publishes jobs', 'ingress routes web', 'web calls cart', 'web stores orders']);
    expect(of('web')).toMatchObject({ hasPdb: true });
    expect(entries).toEqual(['web']);
    expect(stacks).toEqual(['. terraform unknown', '.#kubernetes kubernetes unknown']);
  });

  it('may be written as a manifest', async () => {
    const body = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: cart\nspec:\n  replicas: ${count}\n  template: {spec: {containers: [{name: cart, image: "acme/cart:1"}]}}\n';
    const { of, place } = await read({
      'main.tf': 'resource "kubernetes_manifest" "web" {\n  manifest = {\n    apiVersion = "apps/v1"\n    kind = "Deployment"\n    metadata = { name = "web" }\n    spec = { replicas = 2, template = { spec = { containers = [{ name = "web", image = "acme/web:1" }] } } }\n  }\n}\nresource "kubectl_manifest" "cart" {\n  yaml_body = templatefile("${path.module}/cart.yaml.tpl", { count = 4 })\n}\n',
      'cart.yaml.tpl': body,
    });
    expect([of('web')['replicas'], of('cart')['replicas']]).toEqual([2, 4]);
    expect(place('web', 'replicas')).toEqual(['main.tf:6:25']);
  });

  it('is unknown where nobody knows, and named by its label where one resource makes many', async () => {
    const many = deployment('web').replace('metadata { name = "web" }', 'for_each = var.names\n  metadata { name = each.key }').replace('"3"', 'var.count');
    const { document } = (await analyzeFiles({ 'main.tf': `variable "names" {}\nvariable "count" {}\n${many}` })).system;
    expect(document.components.map(({ name }) => name)).toEqual(['web']);
    expect(document.settings.find(({ name }) => name === 'replicas')).toMatchObject({ value: null, origin: 'unknown' });
  });
});

describe('a chart that Terraform installs', () => {
  const chart = {
    'charts/cart/Chart.yaml': 'apiVersion: v2\nname: cart\nversion: 1.0.0\n',
    'charts/cart/values.yaml': 'replicas: 1\nimage: {tag: "1"}\ndatabase: ""\n',
    'charts/cart/templates/cart.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cart}\nspec:\n  replicas: {{ .Values.replicas }}\n  template: {spec: {containers: [{name: cart, image: "acme/cart:{{ .Values.image.tag }}", env: [{name: DB_HOST, value: {{ .Values.database | quote }}}]}]}}\n',
  };
  const release = (values: string, path = '${path.module}/../charts/cart'): string => `resource "helm_release" "cart" {\n  name  = "cart"\n  chart = "${path}"\n${values}\n}\nresource "aws_db_instance" "orders" { engine = "postgres" }\n`;

  it('is rendered with its values and set blocks, in the place of its defaults', async () => {
    const { stacks, of, place, edges } = await read({ ...chart, 'live/main.tf': release('  values = [yamlencode({ replicas = 2, database = aws_db_instance.orders.address }), file("${path.module}/more.yaml")]\n  set {\n    name  = "replicas"\n    value = "5"\n  }'), 'live/more.yaml': 'replicas: 3\n' });
    expect(stacks).toEqual(['live terraform production', 'live#kubernetes kubernetes production']);
    expect(of('cart')).toMatchObject({ replicas: 5 });
    expect(place('cart', 'replicas')).toEqual(['charts/cart/templates/cart.yaml:5:13 from live/main.tf:7']);
    expect(edges).toEqual(['cart stores orders']);
  });

  it('has unknown values where nobody knows them', async () => {
    const { document } = (await analyzeFiles({ ...chart, 'live/main.tf': `variable "n" {}\n${release('  set {\n    name  = "replicas"\n    value = var.n\n  }')}` })).system;
    expect(document.settings.filter(({ on, name }) => on === 'cart' && name === 'replicas')).toMatchObject([{ value: null, origin: 'unknown' }]);
  });

  it('that lies outside of the tree is a component by its name', async () => {
    const { stacks, edges } = await read({ 'main.tf': release('  values = [yamlencode({ database = aws_db_instance.orders.address })]', '../../charts/cart') });
    expect(stacks).toEqual(['. terraform unknown']);
    expect(edges).toEqual(['cart stores orders']);
  });
});

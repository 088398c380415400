import { describe, expect, it } from 'vitest';
import type { WorkloadFact } from '../../../facts/types.js';
import { showTemplate } from '../../../facts/template.js';
import { memoryFiles } from '../../memory-files.js';
import { aspireParser } from './parser.js';

async function started(code: string): Promise<readonly WorkloadFact[]> {
  const files = memoryFiles({ 'Shop.AppHost/Program.cs': `var builder = DistributedApplication.CreateBuilder(args);\n${code}`, 'Shop.Api/Shop.Api.csproj': '<Project/>', 'web/package.json': '{}' });
  const [unit] = aspireParser.units(files.paths.filter((path) => aspireParser.claims(path, () => files.read(path)!)), files);
  return (await aspireParser.parse(unit!, files)).facts as readonly WorkloadFact[];
}

const env = (fact: WorkloadFact | undefined): Readonly<Record<string, string>> => Object.fromEntries(fact!.containers[0]!.env.map((e) => [e.name, showTemplate(e.value ?? [])]));
const named = (all: readonly WorkloadFact[], name: string): WorkloadFact | undefined => all.find((w) => w.ref.name === name);

describe('the host of an application', () => {
  it('starts containers, projects and folders', async () => {
    const all = await started('builder.AddRedis("cache"); builder.AddProject<Projects.Shop_Api>("api"); builder.AddNpmApp("web", "../web"); builder.AddContainer("mail", "example/mail", "1.2");');
    expect(all.map((w) => [w.ref.name, w.containers[0]!.image && 'value' in w.containers[0]!.image ? w.containers[0]!.image.value : undefined, w.compose?.build?.context])).toEqual([
      ['cache', 'redis', undefined], ['api', undefined, 'Shop.Api'], ['web', undefined, 'web'], ['mail', 'example/mail:1.2', undefined],
    ]);
  });

  it('hands on addresses: of a database under its own name, of a service by its endpoint', async () => {
    const all = await started('var db = builder.AddPostgres("pg").WithDataVolume().AddDatabase("shopdb"); var api = builder.AddProject<Projects.Shop_Api>("api").WithReference(db).WaitFor(db); builder.AddNpmApp("web", "../web").WithReference(api).WithEnvironment("API", api.GetEndpoint("http")).WithEnvironment("MODE", "dev");');
    expect(env(named(all, 'api'))).toEqual({ ConnectionStrings__shopdb: 'Host=pg;Port=5432', SHOPDB_URI: 'Host=pg;Port=5432' });
    expect(env(named(all, 'web'))).toEqual({ services__api__http__0: 'http://api', API: 'http://api', MODE: 'dev' });
    expect(named(all, 'api')!.compose!.dependsOn).toMatchObject([{ service: 'pg', condition: 'service_healthy' }]);
    expect(named(all, 'pg')!.volumes).toMatchObject([{ kind: 'claim' }]);
  });

  it('reads what is said later, of replicas and of what is published', async () => {
    const all = await started('var api = builder.AddProject<Projects.Shop_Api>("api"); var job = builder.AddProject<Projects.Shop_Api>("migrate"); api.WithReplicas(3).WithExternalHttpEndpoints(); api.WaitForCompletion(job);');
    expect(named(all, 'api')).toMatchObject({ replicas: { value: 3 }, compose: { published: [{ container: 8080 }], dependsOn: [{ service: 'migrate', condition: 'service_completed_successfully' }] } });
  });

  it('keeps the place of every word', async () => {
    const [cache] = await started('builder.AddRedis("cache");');
    expect(cache!.at).toEqual({ file: 'Shop.AppHost/Program.cs', line: 2, column: 18, length: 7 });
  });

  it('may be a single file with directives of its own', async () => {
    expect((await started('#:package Aspire.Hosting.Redis@13.0.0\nbuilder.AddRedis("cache");')).map((w) => w.ref.name)).toEqual(['cache']);
  });

  it('takes no other builder for one', () => {
    expect(aspireParser.claims('Program.cs', () => 'var builder = WebApplication.CreateBuilder(args); builder.AddRedis("x");')).toBe(false);
  });

  it('is not confused by circles', async () => {
    expect((await started('var a = b; var b = a; builder.AddProject<Projects.X>("x").WithReference(a); x.WithReference(x);')).map((w) => w.ref.name)).toEqual(['x']);
  });
});

import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Result } from '../analyzer/report/result.js';
import { sarif } from './sarif.js';
import { finding, graph, HOSTILE, place, result, rule, singlePoint } from './testing/result.js';
import { sarifSchema } from './testing/sarif-schema.js';

interface Location {
  readonly id?: number;
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string }; readonly region: Readonly<Record<string, number>> };
  readonly message?: { readonly text: string };
}

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri?: string; readonly help: { readonly markdown: string }; readonly fullDescription: { readonly text: string }; readonly defaultConfiguration: object; readonly properties: object }[] } };
      readonly automationDetails: object;
      readonly invocations: readonly [{ readonly toolExecutionNotifications: readonly { readonly level: string; readonly message: { readonly text: string }; readonly locations?: readonly Location[] }[] }];
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly Location[];
        readonly relatedLocations: readonly Location[];
        readonly codeFlows?: readonly { readonly threadFlows: readonly { readonly locations: readonly { readonly location: Location }[] }[] }[];
        readonly partialFingerprints: Readonly<Record<string, string>>;
        readonly suppressions?: readonly object[];
      }[];
    },
  ];
}

const validate = new Ajv2020({ strict: false, allErrors: true }).compile(sarifSchema);

function run(input: Result): Log['runs'][0] {
  const log = JSON.parse(sarif(input)) as Log;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log.runs[0];
}

describe('sarif', () => {
  it('is valid with no findings, and has an empty list then', () => {
    const { results, tool } = run(result({ findings: [] }));
    expect(results).toEqual([]);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['missing-timeout', 'single-point-of-failure']);
  });

  it('gives the edits of a fix as one fix, those of a file together, in places that a tool can apply', () => {
    const edits = [{ at: place('web/app.py', 3, 20, 0), text: ', timeout=2' }, { at: place('web/app.py', 9, 7, 4), text: 'None' }, { at: place('web/b c.py', 1, 1, 0), text: 'x' }];
    const [first] = run(result({ findings: [finding({ fix: { text: 'Limit each call.', suggestion: { language: 'python', text: 'timeout=2', edits } } })] })).results;
    expect((first as unknown as { fixes: unknown }).fixes).toEqual([{
      description: { text: 'Limit each call.' },
      artifactChanges: [
        { artifactLocation: { uri: 'web/app.py', uriBaseId: '%SRCROOT%' }, replacements: [
          { deletedRegion: { startLine: 3, startColumn: 20, endLine: 3, endColumn: 20 }, insertedContent: { text: ', timeout=2' } },
          { deletedRegion: { startLine: 9, startColumn: 7, endLine: 9, endColumn: 11 }, insertedContent: { text: 'None' } },
        ] },
        { artifactLocation: { uri: 'web/b%20c.py', uriBaseId: '%SRCROOT%' }, replacements: [{ deletedRegion: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 }, insertedContent: { text: 'x' } }] },
      ],
    }]);
  });

  it('places each result by line and column, both ends', () => {
    const [first] = run(result()).results;
    expect(first?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'deploy/redis.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 8, startColumn: 3, endLine: 8, endColumn: 14 },
    });
    expect([first?.ruleId, first?.ruleIndex, first?.level]).toEqual(['single-point-of-failure', 1, 'error']);
  });

  it('carries the path as a code flow and as links of the message', () => {
    const [first] = run(result()).results;
    const lines = ({ physicalLocation }: Location) => [physicalLocation.artifactLocation.uri, physicalLocation.region.startLine];
    const path = [['src/cart.ts', 12], ['src/store.ts', 3], ['deploy/redis.yaml', 8]];
    expect(first?.codeFlows?.[0]?.threadFlows[0]?.locations.map(({ location }) => lines(location))).toEqual(path);
    expect(first?.relatedLocations.map(lines)).toEqual(path);
    expect(first?.message.text).toBe('if redis fails, 2 of 2 services stop serving: cart, storefront\nPath: [storefront](1) → [cart](2) → [redis](3)\nFix: Run a second replica with failover.');
  });

  it('links to what decided a rendered value', () => {
    const rendered = { ...place('templates/cart.yaml', 14), from: { ...place('values.yaml', 7), label: 'replicaCount' } };
    const [first] = run(result({ findings: [finding({ place: rendered, path: [] })] })).results;
    expect(first!.relatedLocations.map(({ message, physicalLocation: at }) => [message!.text, at.artifactLocation.uri, at.region['startLine']])).toEqual([['decided by replicaCount', 'values.yaml', 7]]);
    expect(first!.message.text).toContain('See: [replicaCount](1)');
  });

  it('links every related location from the message, by an id that exists', () => {
    const related = [{ at: place('src/defaults.ts', 7), text: 'the default of the library' }];
    for (const { message, relatedLocations } of run(result({ findings: [{ ...singlePoint, related }] })).results) {
      const links = [...message.text.matchAll(/(?<!\\)\]\((\d+)\)/g)].map(([, id]) => Number(id));
      expect(links).toEqual(relatedLocations.map(({ id }) => id));
    }
  });

  it('keeps its fingerprint when the line moves', () => {
    const moved = { ...singlePoint, place: place('deploy/redis.yaml', 80, 3, 11) };
    const fingerprints = [singlePoint, moved].map((one) => run(result({ findings: [one] })).results[0]?.partialFingerprints);
    expect(fingerprints[0]).toEqual({ primaryLocationLineHash: '00000000000000b2:1', 'faultline/v1': '00000000000000b2' });
    expect(fingerprints[1]).toEqual(fingerprints[0]);
  });

  it('percent-encodes paths, whatever they hold', () => {
    const files = ['a b/c#d?.yaml', 'c:/x.yaml', 'ü/支.yaml', `${HOSTILE}.yaml`, 'half\ud800.yaml'];
    const uris = run(result({ findings: files.map((file) => finding({ place: place(file, 1), fingerprint: file })) })).results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri);
    expect(uris).toContain('a%20b/c%23d%3F.yaml');
    expect(uris).toContain('c%3A/x.yaml');
    expect(uris).toContain('%C3%BC/%E6%94%AF.yaml');
  });

  it('points to the archive where the place lies in a packaged chart', () => {
    const [first] = run(result({ findings: [finding({ place: place('app/charts/cache-1.0.0.tgz/templates/cache.yaml', 12, 3, 5) })] })).results;
    expect(first?.locations[0]).toMatchObject({ physicalLocation: { artifactLocation: { uri: 'app/charts/cache-1.0.0.tgz' }, region: { startLine: 1, startColumn: 1 } }, message: { text: 'templates/cache.yaml:12' } });
  });

  it('escapes what a message would read as a link or placeholder', () => {
    const [first] = run(result({ findings: [finding({ message: 'see [here](1) \\ {0}' })] })).results;
    expect(first?.message.text.split('\n')[0]).toBe('see \\[here\\](1) \\\\ {{0}}');
    expect(sarif(result({ findings: [finding({ message: HOSTILE })] }))).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  it('says of suppressed results who suppressed them, where and why', () => {
    const byComment = { ...finding(), suppression: { by: 'comment', reason: 'known', at: place('a.yaml', 3, 1, 5) } } as const;
    const byConfig = { ...finding({ fingerprint: 'f2', severity: 'info' }), suppression: { by: 'config' } } as const;
    const { results } = run(result({ findings: [], suppressed: [byComment, byConfig] }));
    expect(results.map(({ suppressions }) => suppressions)).toMatchObject([[{ kind: 'inSource', status: 'accepted', justification: 'known', location: { physicalLocation: { region: { startLine: 3 } } } }], [{ kind: 'external', status: 'accepted' }]]);
  });

  it('describes its rules for the page of an alert', () => {
    const [described] = run(result({ rules: [rule('missing-timeout', { severity: 'info', rationale: 'x'.repeat(3000) })] })).tool.driver.rules;
    expect(described).toMatchObject({ id: 'missing-timeout', name: 'MissingTimeout', helpUri: 'https://example.org/rules/missing-timeout', defaultConfiguration: { level: 'note' }, properties: { tags: ['reliability', 'timeouts'], precision: 'high', 'problem.severity': 'recommendation' } });
    expect(described?.fullDescription.text).toHaveLength(1024);
    expect(described?.help.markdown).toContain('## How to mend it\n\nMend it.');
  });

  it('points at a descriptor also where the result does not describe the rule', () => {
    const { results, tool } = run(result({ rules: [] }));
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  it('leaves out the address of a page that is not on the web', () => {
    expect(run(result({ rules: [rule('missing-timeout', { page: 'docs/rules/missing-timeout.md' })] })).tool.driver.rules[0]).not.toHaveProperty('helpUri');
  });

  it('reports what could not be read, and rules with nothing to look at, as notifications', () => {
    const problems = [{ code: 'yaml-syntax', file: 'bad file.yaml', line: 3, column: 2, severity: 'error', message: 'not YAML' }] as const;
    const { invocations } = run(result({ graph: graph({ problems }), rules: [rule('hidden-state', { notEvaluated: 'no code' })] }));
    expect(invocations[0].toolExecutionNotifications).toMatchObject([
      { level: 'error', message: { text: 'not YAML' }, locations: [{ physicalLocation: { artifactLocation: { uri: 'bad%20file.yaml' }, region: { startLine: 3 } } }] },
      { level: 'note', message: { text: 'hidden-state was not evaluated: no code' } },
    ]);
  });

  it('keeps within the sizes that GitHub takes, the worst first, and says what it left out', () => {
    const info = Array.from({ length: 25_010 }, (_, index) => finding({ severity: 'info', fingerprint: index.toString(16).padStart(16, '0') }));
    const long = { ...singlePoint, related: Array.from({ length: 300 }, (_, index) => ({ at: place('a.ts', index + 1), text: 'x' })) };
    const log = JSON.parse(sarif(result({ findings: [...info, long] }))) as Log;
    const { results, invocations } = log.runs[0];
    expect(results).toHaveLength(25_000);
    expect(results[0]?.level).toBe('error');
    expect(results[0]?.relatedLocations).toHaveLength(100);
    expect(invocations[0].toolExecutionNotifications.at(-1)?.message.text).toBe('11 further results are left out: a run holds 25000.');
  });
});

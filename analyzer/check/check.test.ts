import { describe, expect, it } from 'vitest';
import type { Report, Rule } from '../../rules/define.js';
import { toConfig, type Config } from '../config/config.js';
import type { FactKind } from '../facts/types.js';
import type { Stack } from '../graph/document.js';
import type { Analysis } from '../propagation/analysis.js';
import type { StackView, System } from '../system/system.js';
import { check } from './index.js';

const at = (line: number, file = 'a.yaml') => ({ file, line, column: 1, length: 1 });

function ruleOf(id: string, reports: readonly Partial<Report>[], extra: Partial<Rule> = {}): Rule {
  return {
    id, theme: 'redundancy', severity: 'error', summary: '', rationale: '', fix: '', limits: '', references: [], needs: [], options: {}, optionDocs: {},
    check: ({ looked, report }) => reports.forEach((one) => (looked(), report({ subject: { component: 'cart' }, message: 'm', place: at(1), fix: { text: 'f' }, ...one }))),
    ...extra,
  };
}

const component = (id: string) => ({ id, name: id, kind: 'service' as const, aliases: [], stacks: ['prod'], evidence: [] });

function systemOf(views: readonly Partial<StackView>[] = []): System {
  const none = { components: [], workloads: [], services: [], routes: [], gateways: [], configs: [], autoscalers: [], budgets: [], networkPolicies: [], claims: [], endpoints: [], objects: [], manifests: [], declared: () => [], namespaceOf: () => 'default', partial: false, dangling: [] };
  const stack = { id: 'prod', kind: 'kubernetes' as const, root: '.', environment: 'production' as const };
  return {
    document: { schema: 'faultline/graph@1', stacks: [stack], components: [component('cart'), component('redis')], dependencies: [], settings: [], coverage: { files: {}, units: {}, unresolved: [] }, problems: [] },
    stacks: views.map((view) => ({ stack, environment: 'production', ...none, ...view })),
    component, out: () => [], in: (id) => (id === 'redis' ? [{ from: 'cart', to: 'redis', kind: 'caches', strength: 'hard', phase: 'request', stacks: ['prod'], evidence: [] }] : []),
    setting: () => undefined, clients: () => [], client: () => undefined, handlers: () => [], transactions: () => [], locks: () => [], fallbacks: () => [], messageHandlers: () => [], declaredChannels: () => [], cacheFills: () => [], unboundedBuffers: () => [], localState: () => [],
  };
}

const analysis: Analysis = {
  blast: (id) => ({ component: id, lost: id === 'redis' ? ['cart'] : [], degraded: [], entryPointsLost: [], of: 1, witness: () => [] }),
  entryPoints: () => [], dominates: () => [], cycles: () => [], path: () => undefined, amplification: () => undefined, articulationPoints: () => [],
  cutSets: () => [], cutPaths: () => [], commonCauses: () => [], loss: () => ({ lost: [], degraded: [], entries: [] }), availability: () => [], feedbackLoops: () => [],
  amplificationCuts: () => [], connections: () => [],
  deadlines: () => ({ call: () => { throw new Error('not asked for'); }, deadline: () => undefined, waits: [], outlived: [] }),
};

interface Given { rules: readonly Rule[]; config?: Partial<Config>; text?: string; kinds?: readonly FactKind[]; views?: readonly Partial<StackView>[]; knownRules?: readonly string[] }
const run = ({ rules, config, text = '', kinds = [], views, knownRules }: Given) =>
  check({ system: systemOf(views), analysis, config: toConfig(config), rules, kinds: new Set(kinds), texts: [['a.yaml', text]], ...(knownRules ? { knownRules } : {}) });

describe('findings', () => {
  it('come worst first: severity, then what is lost, then rule and place', () => {
    const blast = (lost: string[]) => ({ component: 'cart', lost, degraded: [], entryPointsLost: [], of: 9, witness: () => [] });
    const { findings } = run({ rules: [
      ruleOf('b', [{ discriminator: '1', place: at(9) }, { discriminator: '2', place: at(2) }]),
      ruleOf('c', [{ severity: 'warning', blast: blast(['x', 'y']) }, { discriminator: '3', blast: blast(['x']) }]),
    ] });
    expect(findings.map(({ rule, severity, place }) => `${severity} ${rule}:${place.line}`)).toEqual(['error c:1', 'error b:2', 'error b:9', 'warning c:1']);
  });

  it('name what declares their subject where the rule names nothing and that is one object', () => {
    const workload = (name: string, component: string) => ({ component, fact: { kind: 'workload', ref: { kind: 'Deployment', name }, annotations: {}, podAnnotations: {}, containers: [] } }) as unknown as StackView['workloads'][number];
    const named = (report: Partial<Report>, ...workloads: StackView['workloads'][number][]) => run({ rules: [ruleOf('r', [report])], views: [{ workloads }] }).findings[0]!.object;
    const [cart, canary, redis] = [workload('cart', 'cart'), workload('cart-canary', 'cart'), workload('redis', 'redis')];
    expect(named({ stack: 'prod' }, cart, redis)).toEqual({ kind: 'Deployment', name: 'cart' });
    expect(named({ subject: { from: 'redis', to: 'cart' } }, cart, redis)).toEqual({ kind: 'Deployment', name: 'redis' });
    expect(named({ object: { kind: 'Service', name: 'cart' } }, cart)).toEqual({ kind: 'Service', name: 'cart' });
    expect(named({}, cart, canary)).toBeUndefined();
    expect(named({ stack: 'elsewhere' }, cart)).toBeUndefined();
  });

  it('keep their fingerprint when they move, and differ by stack, subject and discriminator', () => {
    const print = (report: Partial<Report>) => run({ rules: [ruleOf('r', [report])] }).findings[0]!.fingerprint;
    expect(print({})).toMatch(/^[0-9a-f]{16}$/);
    expect(print({ place: at(99), message: 'other' })).toBe(print({}));
    expect(new Set([print({}), print({ stack: 'prod' }), print({ discriminator: 'x' }), print({ subject: { from: 'cart', to: 'redis' } })]).size).toBe(4);
  });

  it('keep it when the folder of their stack is renamed, or its manifests become a chart', () => {
    const print = (stack: Partial<Stack>): string => check({
      ...{ analysis, config: toConfig(), kinds: new Set<FactKind>(), texts: [], rules: [ruleOf('r', [{ stack: stack.id ?? 'prod' }])] },
      system: { ...systemOf(), document: { ...systemOf().document, stacks: [{ ...systemOf().document.stacks[0]!, ...stack }] } },
    }).findings[0]!.fingerprint;
    expect(print({ id: 'deploy/live', root: 'deploy/live' })).toBe(print({}));
    expect(print({ kind: 'helm' })).toBe(print({}));
    expect(print({ environment: 'staging' })).not.toBe(print({}));
    expect(print({ kind: 'compose' })).not.toBe(print({}));
  });

  it('of a rule that ran with other options are one for what they are about, and say all that there is to say', () => {
    const rules = [ruleOf('r', [{ message: 'no memory' }]), ruleOf('r', [{ message: 'no CPU' }]), ruleOf('r', [{ message: 'no CPU' }], { needs: ['service'] })];
    const result = run({ rules });
    expect(result.findings.map(({ message, related }) => [message, related.map(({ text }) => text)])).toEqual([['no CPU', ['no memory']]]);
    expect(result.rules.map(({ id, evaluated, notEvaluated }) => [id, evaluated, notEvaluated])).toEqual([['r', 2, undefined]]);
  });

  it('are told apart by a number where two stacks of one kind have them alike', () => {
    const stacks = ['eu', 'us'].map((id) => ({ ...systemOf().document.stacks[0]!, id, root: id }));
    const system = { ...systemOf(), document: { ...systemOf().document, stacks } };
    const found = (...ids: string[]): readonly string[] => check({ system, analysis, config: toConfig(), kinds: new Set(), texts: [], eachStack: true, rules: [ruleOf('r', ids.map((stack) => ({ stack })))] }).findings.map(({ fingerprint }) => fingerprint);
    const [eu, us] = found('us', 'eu');
    expect(eu!.slice(0, 14)).toBe(us!.slice(0, 14));
    expect([eu!.slice(14), us!.slice(14)]).toEqual(['00', '01']);
    expect(found('us')).toEqual([eu]);
  });

  it('that several stacks show alike are one, where it is gravest; an ignore in one stack hides that stack alone', () => {
    const stacks = ['eu', 'us', 'staging'].map((id) => ({ ...systemOf().document.stacks[0]!, id, root: id, environment: id === 'staging' ? 'staging' as const : 'production' as const }));
    const system = { ...systemOf(), document: { ...systemOf().document, stacks } };
    const rules = [ruleOf('r', [
      { stack: 'eu', severity: 'warning', place: at(1, 'eu.yaml'), message: 'little' }, { stack: 'us', place: at(2, 'us.yaml'), message: 'much' }, { stack: 'staging', place: at(3, 'staging.yaml') },
      { stack: 'us', place: at(9, 'us.yaml'), discriminator: 'another object', message: 'm' },
    ])];
    const found = (texts: [string, string][], eachStack = false) => check({ system, analysis, config: toConfig(), kinds: new Set(), texts, rules, eachStack }).findings
      .map(({ place, severity, fingerprint, related }) => [`${place.file}:${place.line}`, severity, fingerprint.slice(14), ...related.map(({ text }) => text)]);
    expect(found([])).toEqual([['staging.yaml:3', 'error', '00'], ['us.yaml:2', 'error', '00', 'in eu: little'], ['us.yaml:9', 'error', '00']]);
    expect(found([['us.yaml', 'a: 1\nb: 2 # faultline-ignore r -- known\n']])).toContainEqual(['eu.yaml:1', 'warning', '00']);
    expect(found([], true)).toHaveLength(4);
  });

  it('of one line that several environments share are one; two of one stack at one line stay two', () => {
    const stacks = (['staging', 'production'] as const).map((environment) => ({ ...systemOf().document.stacks[0]!, id: environment, root: environment, environment }));
    const system = { ...systemOf(), document: { ...systemOf().document, stacks } };
    const found = (...reports: Parameters<typeof ruleOf>[1]) => check({ system, analysis, config: toConfig(), kinds: new Set(), texts: [], rules: [ruleOf('r', reports)] }).findings.map(({ stack, message }) => `${stack} ${message}`);
    const base = { place: at(4, 'base.yaml') };
    expect(found({ ...base, stack: 'staging', severity: 'warning', message: 'a' }, { ...base, stack: 'production', message: 'b' })).toEqual(['production b']);
    expect(found({ ...base, stack: 'staging', message: 'a' }, { ...base, stack: 'production', message: 'b', subject: { component: 'ghost' } })).toHaveLength(2);
    expect(found({ ...base, stack: 'staging', message: 'a' }, { ...base, stack: 'production', message: 'b' }, { ...base, stack: 'production', message: 'c', discriminator: 'c' })).toHaveLength(3);
  });

  it('of one identity become one, with the other places beside it', () => {
    const { findings } = run({ rules: [ruleOf('r', [{ place: at(5), message: 'second' }, { place: at(1) }, { place: at(1) }])] });
    expect(findings).toHaveLength(1);
    expect(findings[0]!.place.line).toBe(1);
    expect(findings[0]!.related).toEqual([{ at: at(5), text: 'second' }]);
  });

  it('name a related place once for each thing that is said of it', () => {
    const related = [{ at: at(5), text: 'a client' }, { at: at(5), text: 'a client' }, { at: at(5), text: 'its limit' }, { at: at(6), text: 'a client' }];
    expect(run({ rules: [ruleOf('r', [{ related }])] }).findings[0]!.related).toEqual([related[0], related[2], related[3]]);
  });

  it('carry the environment of their stack, else the one that the subject\'s stacks share', () => {
    expect(run({ rules: [ruleOf('r', [{ stack: 'prod' }])] }).findings[0]!.environment).toBe('production');
    expect(run({ rules: [ruleOf('r', [{}])] }).findings[0]!.environment).toBe('production');
    expect(run({ rules: [ruleOf('r', [{ subject: { component: 'ghost' } }])] }).findings[0]!.environment).toBe('unknown');
  });
});

describe('rules', () => {
  it('that are off, or have nothing to look at, say so and report nothing', () => {
    const { rules, findings } = run({ rules: [
      ruleOf('needs-clients', [{}], { needs: ['client', 'route'] }), ruleOf('off', [{}]), ruleOf('off-by-default', [{}], { off: true }), ruleOf('idle', []), ruleOf('ran', [{}], { needs: ['workload', 'client'] }),
    ], config: { rules: { off: 'off' } }, kinds: ['workload'] });
    expect(rules.map(({ id, evaluated, notEvaluated }) => [id, evaluated, notEvaluated])).toEqual([
      ['idle', 0, 'nothing that it applies to'], ['needs-clients', 0, 'no client or route found'], ['off', 0, 'switched off'], ['off-by-default', 0, 'switched off'], ['ran', 1, undefined],
    ].sort());
    expect(findings.map(({ rule }) => rule)).toEqual(['ran']);
  });

  it('report at most the configured severity, and what they hold to be less stays less', () => {
    const reports = [{ discriminator: 'top' }, { discriminator: 'info', severity: 'info' as const }];
    const severities = (setting: 'error' | 'warning' | 'info' | undefined) =>
      run({ rules: [ruleOf('r', reports, { severity: 'warning' })], config: { rules: setting ? { r: setting } : {} } }).findings.map(({ severity }) => severity);
    expect(severities(undefined)).toEqual(['warning', 'info']);
    expect(severities('error')).toEqual(['error', 'info']);
    expect(severities('info')).toEqual(['info', 'info']);
  });

  it('get their options from the configuration over their defaults', () => {
    let seen: unknown;
    run({ rules: [ruleOf('r', [], { options: { least: 2, names: ['a'] }, check: ({ options }) => void (seen = options) })], config: { rules: { r: { severity: 'info', least: 3 } } } });
    expect(seen).toEqual({ least: 3, names: ['a'] });
  });
});

describe('ignore comments', () => {
  const lines = (text: string, ...reported: number[]) => {
    const result = run({ rules: [ruleOf('r', reported.map((line) => ({ place: at(line), discriminator: String(line) })))], text });
    return { shown: result.findings.map(({ place }) => place.line), reasons: result.suppressed.map(({ suppression }) => suppression.reason), problems: result.graph.problems.map(({ code, line }) => `${code}:${line}`) };
  };

  it('behind a value cover its line', () => {
    expect(lines('a: 1\nb: 2 # faultline-ignore r -- because -- really\nc: 3\n', 1, 2, 3)).toEqual({ shown: [1, 3], reasons: ['because -- really'], problems: [] });
  });

  it('on a line of their own cover the next line and what is indented under it', () => {
    const text = 'a:\n  # faultline-ignore r\n  b:\n    c: 1\n\n    d: 2\n  e: 3\n';
    expect(lines(text, 3, 4, 6, 7).shown).toEqual([7]);
  });

  it('cover list items at the depth of their key, and single items', () => {
    expect(lines('x: 0\n# faultline-ignore r\na:\n- b: 1\n  c: 2\n- d: 3\ne: 4\n', 4, 5, 6, 7).shown).toEqual([7]);
    expect(lines('a:\n# faultline-ignore r\n- b: 1\n  c: 2\n- d: 3\n', 3, 4, 5).shown).toEqual([5]);
  });

  it('at the top of a document cover the document, above or below its marker, with CRLF too', () => {
    expect(lines('a: 1\n---\n# about\n# faultline-ignore r\nkind: X\nspec:\n  b: 1\n---\nc: 1\n', 1, 5, 7, 9).shown).toEqual([1, 9]);
    expect(lines('# faultline-ignore r\r\n---\r\na: 1\r\nb: 2\r\n---\r\nc: 3\r\n', 3, 4, 6).shown).toEqual([6]);
  });

  it('work in code and for several rules, with globs', () => {
    const result = run({ rules: [ruleOf('missing-timeout', [{ place: at(3, 'x.ts') }]), ruleOf('other', [{ place: at(3, 'x.ts') }])], text: '' });
    expect(result.findings).toHaveLength(2);
    const texts: [string, string][] = [['x.ts', 'import a;\n// faultline-ignore missing-*, other -- fine\nfetch(\n  url,\n);\n']];
    const ignored = check({ system: systemOf(), analysis, config: toConfig(), kinds: new Set(), texts, rules: [ruleOf('missing-timeout', [{ place: at(3, 'x.ts') }]), ruleOf('other', [{ place: at(4, 'x.ts') }])] });
    expect(ignored.findings).toEqual([]);
    expect(ignored.suppressed).toHaveLength(2);
  });

  it('that hide nothing, name nothing or name no rule are problems with their place', () => {
    expect(lines('a: 1 # faultline-ignore r -- old\n', 2).problems).toEqual(['unused-ignore:1']);
    expect(lines('a: 1 # faultline-ignore\n').problems).toEqual(['ignore-without-rule:1']);
    const { graph } = run({ rules: [ruleOf('missing-timeout', [])], text: 'x: # faultline-ignore missing-timout -- y\n' });
    expect(graph.problems).toEqual([expect.objectContaining({ code: 'unknown-rule', file: 'a.yaml', line: 1, column: 4, severity: 'warning', message: expect.stringContaining('Did you mean "missing-timeout"?') })]);
  });

  it('of rules that this run leaves out are neither unknown nor unused', () => {
    expect(run({ rules: [ruleOf('r', [{}])], knownRules: ['r', 'left-out'], text: 'a: 1 # faultline-ignore left-out\n' }).graph.problems).toEqual([]);
  });
});

describe('ignore annotations', () => {
  const annotated = (value: string): Partial<StackView> => {
    const fact = { ref: { kind: 'Deployment', name: 'cart', namespace: 'shop' }, labels: {}, annotations: { 'faultline.dev/ignore': { value, at: at(4) } }, podAnnotations: {} };
    return { workloads: [{ component: 'cart', fact, namespace: 'shop', services: [], autoscalers: [], budgets: [] }] as unknown as StackView['workloads'] };
  };
  const object = { kind: 'Deployment', name: 'cart', namespace: 'shop' };

  it('cover findings about the object, and about its component where they name none', () => {
    const rules = [ruleOf('r', [{ object }, { discriminator: 'no object' }, { discriminator: 'other', object: { ...object, name: 'redis' } }, { discriminator: 'elsewhere', object, stack: 'staging' }])];
    const { findings, suppressed } = run({ rules, views: [annotated('r -- known')] });
    expect(findings.map(({ object: o, stack }) => o?.name ?? stack)).toEqual(['redis', 'cart']);
    expect(suppressed.map(({ suppression }) => suppression)).toEqual([{ by: 'annotation', reason: 'known', at: at(4) }, { by: 'annotation', reason: 'known', at: at(4) }]);
  });

  it('hold several rules, each with its reason', () => {
    const { suppressed } = run({ rules: [ruleOf('a', [{ object }]), ruleOf('b', [{ object }])], views: [annotated('a -- one; b -- two')] });
    expect(suppressed.map(({ suppression }) => suppression.reason)).toEqual(['one', 'two']);
  });
});

describe('suppressions in the configuration', () => {
  it('need every field that they have', () => {
    const rules = [ruleOf('r', [{ place: at(1, 'deploy/a.yaml') }, { discriminator: '2', place: at(1, 'other/a.yaml') }, { discriminator: '3', place: at(2, 'deploy/a.yaml'), subject: { component: 'redis' } }])];
    const { findings, suppressed } = run({ rules, config: { suppress: [{ rule: 'r*', component: 'ca*', path: 'deploy/**', reason: 'fine' }] } });
    expect(suppressed).toHaveLength(1);
    expect(findings).toHaveLength(2);
  });

  it('are reported where they hide nothing', () => {
    const { graph } = run({ rules: [ruleOf('r', [{}])], config: { suppress: [{ rule: 'r', component: 'x', reason: 'old', at: at(7, 'faultline.config.yaml') }] } });
    expect(graph.problems.map(({ code, file, line }) => [code, file, line])).toEqual([['unused-ignore', 'faultline.config.yaml', 7]]);
  });
});

it('lists what is lost with each component that something depends on', () => {
  expect(run({ rules: [] }).impact).toEqual([{ component: 'redis', lost: ['cart'], degraded: [], entryPoints: [] }]);
});

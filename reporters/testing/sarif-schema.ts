/**
 * The part of SARIF 2.1.0 that Faultline writes, from the specification (sections 3.13 to 3.58), and closed: a property that the
 * specification does not have is an error here, as in the official schema. Written by hand, because no npm package carries that.
 */
type Schema = Readonly<Record<string, unknown>>;

const object = (required: readonly string[], properties: Record<string, Schema>): Schema => ({ type: 'object', additionalProperties: false, required, properties });
const array = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more });
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const text = { type: 'string' };
const level = { enum: ['none', 'note', 'warning', 'error'] };
const from = (minimum: number): Schema => ({ type: 'integer', minimum });

const definitions: Record<string, Schema> = {
  message: { ...object([], { text, markdown: text, id: text, arguments: array(text) }), anyOf: [{ required: ['text'] }, { required: ['id'] }] },
  multiformat: object(['text'], { text, markdown: text }),
  bag: { type: 'object', properties: { tags: array(text, { uniqueItems: true }) } },
  artifactLocation: object([], { uri: { type: 'string', pattern: "^([A-Za-z0-9\\-._~!$&'()*+,;=@:/?]|%[0-9A-Fa-f]{2})*$" }, uriBaseId: text, index: from(-1), description: ref('message') }),
  region: object([], { startLine: from(1), startColumn: from(1), endLine: from(1), endColumn: from(1), message: ref('message') }),
  location: object([], { id: from(-1), physicalLocation: object([], { artifactLocation: ref('artifactLocation'), region: ref('region') }), logicalLocations: array(object([], { name: text, fullyQualifiedName: text, kind: text })), message: ref('message') }),
  codeFlow: object(['threadFlows'], { message: ref('message'), threadFlows: array(object(['locations'], { locations: array(object([], { location: ref('location') }), { minItems: 1 }) }), { minItems: 1 }) }),
  suppression: object(['kind'], { kind: { enum: ['inSource', 'external'] }, status: { enum: ['accepted', 'underReview', 'rejected'] }, justification: text, location: ref('location') }),
  fix: object(['artifactChanges'], { description: ref('message'), artifactChanges: array(ref('artifactChange'), { minItems: 1, uniqueItems: true }) }),
  artifactChange: object(['artifactLocation', 'replacements'], { artifactLocation: ref('artifactLocation'), replacements: array(object(['deletedRegion'], { deletedRegion: ref('region'), insertedContent: object([], { text, binary: text, rendered: ref('multiformat') }) }), { minItems: 1 }) }),
  result: object(['message'], {
    ruleId: text,
    ruleIndex: from(-1),
    level,
    message: ref('message'),
    locations: array(ref('location')),
    relatedLocations: array(ref('location'), { uniqueItems: true }),
    codeFlows: array(ref('codeFlow')),
    fixes: array(ref('fix'), { uniqueItems: true }),
    partialFingerprints: { type: 'object', additionalProperties: text },
    suppressions: array(ref('suppression'), { uniqueItems: true }),
    properties: ref('bag'),
  }),
  rule: object(['id'], {
    id: text,
    name: text,
    shortDescription: ref('multiformat'),
    fullDescription: ref('multiformat'),
    help: ref('multiformat'),
    helpUri: { type: 'string', pattern: '^https?://' },
    defaultConfiguration: object([], { enabled: { type: 'boolean' }, level, rank: { type: 'number' } }),
    properties: ref('bag'),
  }),
  notification: object(['message'], { level, descriptor: object([], { id: text, index: from(-1) }), message: ref('message'), locations: array(ref('location')) }),
  run: object(['tool'], {
    tool: object(['driver'], { driver: object(['name'], { name: text, version: text, semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' }, rules: array(ref('rule'), { uniqueItems: true }) }) }),
    automationDetails: object([], { id: text }),
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    originalUriBaseIds: { type: 'object', additionalProperties: ref('artifactLocation') },
    invocations: array(object(['executionSuccessful'], { executionSuccessful: { type: 'boolean' }, toolExecutionNotifications: array(ref('notification')) })),
    results: array(ref('result')),
  }),
};

export const sarifSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...object(['version', 'runs'], { $schema: text, version: { const: '2.1.0' }, runs: array(ref('run')) }),
  $defs: definitions,
};

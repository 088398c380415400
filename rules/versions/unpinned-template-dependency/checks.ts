import type { CloudObjectFact } from '../../../analyzer/facts/types.js';
import { given, textAt } from '../../support/cloud-arguments.js';
import type { CloudCheck, Judge } from '../../support/cloud-checks.js';

const BRANCHES = /^(?:master|main|default|develop|trunk|HEAD)$/;

const sourceOf = (object: CloudObjectFact): string | undefined => textAt(object, 'source');
const isRepository = (source: string): boolean => /^(?:git|hg)::|^git@|^(?:github\.com|bitbucket\.org|gitlab\.com)\/|\.git(?:$|[?/])/.test(source);
const isRegistry = (source: string): boolean => /^(?:[\w.-]+\.[a-z]+\/)?[\w-]+\/[\w-]+\/[a-z]\w*(?:\/\/.*)?$/.test(source) && !isRepository(source);
const refOf = (source: string): string | undefined => /[?&](?:ref|rev)=([^&]*)/.exec(source)?.[1];

const at = (object: CloudObjectFact) => given(object, 'source')?.at ?? object.at;

const repository: Judge = (object) => {
  const source = sourceOf(object);
  if (source === undefined || !isRepository(source)) return undefined;
  const ref = refOf(source);
  if (ref === undefined) return { reason: 'its source names no version', at: at(object) };
  return !BRANCHES.test(ref) || { reason: `its source follows the branch ${ref}`, at: at(object) };
};

/** A tag with a number, or a commit; from a registry the argument. */
const version: Judge = (object) => {
  const source = sourceOf(object);
  if (source === undefined) return undefined;
  if (isHash(source)) return true;
  if (isRepository(source)) return /\d\.\d/.test(refOf(source) ?? '') || { reason: 'its source names no version', at: at(object) };
  return given(object, 'version') !== undefined || { reason: 'version is not set', at: at(object) };
};

const registry: Judge = (object) => {
  const source = sourceOf(object);
  return source === undefined || !isRegistry(source) ? undefined : given(object, 'version') !== undefined || { reason: 'version is not set', at: at(object) };
};

const isHash = (source: string): boolean => /^[0-9a-f]{5,40}$/.test(refOf(source) ?? '');
const hash: Judge = (object) => {
  const source = sourceOf(object);
  return source === undefined ? undefined : isHash(source) || { reason: 'its source names no commit', at: at(object) };
};

const says = (name: string): string => `the next init may take another ${name}`;
const lines = { hcl: 'version = "~> 1.2"' };

export const CHECKS: readonly CloudCheck[] = [
  { name: 'module-source', peers: ['tflint/terraform_module_pinned_source'], types: ['module'], judge: repository, says, fix: 'Name a tag or commit: ?ref=v1.2.0.' },
  { name: 'module-registry', peers: [], types: ['module'], judge: registry, says, fix: 'Ask for a version.', lines },
  { name: 'module-version', onDemand: true, peers: ['checkov/CKV_TF_2'], types: ['module'], judge: version, says, fix: 'Ask for a version.', lines },
  { name: 'module-hash', onDemand: true, peers: ['checkov/CKV_TF_1'], types: ['module'], judge: hash, says, fix: 'Name a commit: ?ref=<hash>.' },
];

export const ROOT_CHECKS = { 'required-version': 'tflint/terraform_required_version', 'required-providers': 'tflint/terraform_required_providers' } as const;

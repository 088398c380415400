import { get, stringOf, type YamlNode } from '../../yaml/index.js';

/** https://helm.sh/docs/topics/charts_hooks/#the-available-hooks */
const HOOKS: ReadonlySet<string> = new Set(['pre-install', 'post-install', 'pre-delete', 'post-delete', 'pre-upgrade', 'post-upgrade', 'pre-rollback', 'post-rollback', 'test', 'test-success', 'test-failure']);

/** `helm test` runs these; they are no part of the system. https://helm.sh/docs/topics/chart_tests/ */
export const isTest = (object: YamlNode | undefined): boolean => hooksOf(object).some((hook) => hook.startsWith('test'));

/** Helm leaves out an object of which it does not know every hook: `crd-install` of Helm 2. */
export const isLeftOut = (object: YamlNode | undefined): boolean => hooksOf(object).some((hook) => !HOOKS.has(hook));

const hooksOf = (object: YamlNode | undefined): string[] => (stringOf(get(object, 'metadata', 'annotations', 'helm.sh/hook'))?.split(',') ?? []).map((hook) => hook.trim().toLowerCase());

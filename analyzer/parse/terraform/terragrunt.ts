import type { FileSet } from '../parser.js';

const GENERATES = /^[ \t]*generate\b/m;

/**
 * True where Terragrunt writes files of its own beside a module before it runs it: what no file of the module declares may be in them.
 * https://terragrunt.gruntwork.io/docs/reference/config-blocks-and-attributes/#generate
 */
export const addsFiles = (files: FileSet): boolean => files.paths.some((path) => path.endsWith('.hcl') && GENERATES.test(files.read(path) ?? ''));

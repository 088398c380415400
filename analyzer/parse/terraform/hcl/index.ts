/** HCL's native syntax, read with positions. */
export * from './ast.js';
export { parseHcl, type HclFile } from './body.js';
export { parseHclTemplate } from './standalone.js';

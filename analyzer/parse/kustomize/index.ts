/** Kustomize overlays, built in process. */
export { build, type BuildOptions, type Built } from './build.js';
export type { RenderChart } from './builder.js';
export { kustomize, kustomizeParser } from './parser.js';

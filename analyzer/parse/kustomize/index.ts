/** Kustomize overlays, built in process. */
export { build, type BuildOptions, type Built } from './build.js';
export { kustomize, kustomizeParser } from './parser.js';

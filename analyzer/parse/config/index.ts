/** Configuration files of products and applications that name what their reader depends on. */
export { collectorTargets } from './formats/collector.js';
export { configParser } from './parser.js';
export { readConfig } from './read.js';

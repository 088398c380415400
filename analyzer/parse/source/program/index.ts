export * from './dialect.js';
export * from './program.js';
export { marksOf } from './marks.js';
export { clientsOf } from './clients.js';
export { classOf, functionOf, type Module } from './module.js';
export { onlyText, type Values } from './values.js';
export { callAt, callNamed, chainAfter, find, type Site } from './options.js';
export { codeParser, type CodeLanguage, type ManifestPackage } from './parser.js';

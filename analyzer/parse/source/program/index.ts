export * from './dialect.js';
export * from './program.js';
export { marksOf } from './marks.js';
export { clientsOf, type Client } from './clients.js';
export { classOf, functionOf, type Module } from './module.js';
export { onlyText, type Values } from './values.js';
export { callAt, callNamed, chainAfter, find, isInside, type Site } from './options.js';
export { createRecognizer, type Recognizer } from './types.js';
export { codeParser, type CodeLanguage, type ManifestPackage } from './parser.js';

export * from './grammars.js';
export * from './node.js';
export * from './parse.js';
export * from './library.js';
export * from './match.js';
export * from './evaluate.js';
export * from './address.js';

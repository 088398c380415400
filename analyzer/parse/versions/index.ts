export { versionsParser } from './parser.js';

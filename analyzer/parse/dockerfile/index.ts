export { dockerfileParser, readDockerfile } from './parser.js';

/** Env files, and the `${VAR:-default}` syntax that Compose and Dockerfiles share with them. */
export { evaluate, parsePieces, textOf, type Lookup, type Piece, type VariablePiece } from './interpolate.js';
export { dotenvParser, isEnvFile } from './parser.js';
export { readEnvFile, readRawVars, resolveRawVars, type RawVar, type ResolvedVar } from './read.js';
export { committedEnvFile } from './sample.js';
export { safeEnvVar, shareable } from './safe.js';

import type { ClientLibrary } from '../../source/index.js';
import { databaseLibraries } from './databases.js';
import { httpLibraries } from './http.js';
import { messagingLibraries } from './messaging.js';

/** Every client library of Python that is known. */
export const libraries: readonly ClientLibrary[] = [...httpLibraries, ...databaseLibraries, ...messagingLibraries];

export { wrappers } from './resilience.js';

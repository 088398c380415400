import type { ClientLibrary } from '../../source/index.js';
import { daprLibraries } from './dapr.js';
import { databaseLibraries } from './databases.js';
import { httpLibraries } from './http.js';
import { messagingLibraries } from './messaging.js';
import { serviceLibraries } from './services.js';

/** Every client library of Python that is known. */
export const libraries: readonly ClientLibrary[] = [...httpLibraries, ...databaseLibraries, ...messagingLibraries, ...serviceLibraries, ...daprLibraries];

export { wrappers } from './resilience.js';

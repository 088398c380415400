import type { ClientLibrary } from '../../source/index.js';
import { aspire } from './aspire.js';
import { dapr } from './dapr.js';
import { http } from './http.js';
import { messaging } from './messaging.js';
import { stores } from './stores.js';

export { connectionNames } from './aspire.js';
export const libraries: readonly ClientLibrary[] = [...aspire, ...http, ...stores, ...messaging, ...dapr];

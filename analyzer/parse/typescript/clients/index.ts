import { packageOf } from '../scan.js';
import { cloudLibraries } from './cloud.js';
import { daprLibraries } from './dapr.js';
import { databaseLibraries } from './databases.js';
import { gatewayLibraries } from './gateways.js';
import { httpLibraries } from './http.js';
import type { Library } from './library.js';
import { messagingLibraries } from './messaging.js';
import { serviceLibraries } from './services.js';

export const libraries: readonly Library[] = [...httpLibraries, ...gatewayLibraries, ...databaseLibraries, ...messagingLibraries, ...cloudLibraries, ...daprLibraries, ...serviceLibraries];

const byPackage = new Map<string, Library[]>();
for (const library of libraries) for (const name of library.packages) byPackage.set(name, [...(byPackage.get(name) ?? []), library]);

/** Libraries that a module specifier may mean; deep imports (`axios/dist/node`) are the package. */
export const librariesOf = (specifier: string): readonly Library[] => byPackage.get(specifier) ?? byPackage.get(packageOf(specifier)) ?? [];

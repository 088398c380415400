/** The name that people know a library by, where its id is longer than that. */
const LABELS: Readonly<Record<string, string>> = { 'node-fetch-global': 'fetch', 'node-http': 'node:http', 'nestjs-axios': 'HttpModule', 'nestjs-clientproxy': 'ClientProxy', 'aws-sdk-js-v3': 'AWS SDK', 'elasticsearch-js': 'Elasticsearch', 'node-redis': 'redis' };

export const libraryName = (library: string): string => (Object.hasOwn(LABELS, library) ? LABELS[library]! : library);

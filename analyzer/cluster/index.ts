/** Reads a running cluster. The only folder that uses the network. */
export { connect, type Connection, type ConnectOptions } from './connect.js';
export { ClusterError } from './errors.js';
export type { ApiObject } from './list.js';
export { readCluster, type ClusterObjects } from './read.js';
export type { KindName } from './resources.js';

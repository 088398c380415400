import { describe, expect, it } from 'vitest';
import { publishedSla, type Told } from './slas.js';

const promiseOf = (type: string, told: Readonly<Record<string, Told>> = {}): number | undefined => publishedSla(type, (name) => told[name])?.percentage;

describe('what providers publish', () => {
  it('depends on how the service is set up', () => {
    expect([promiseOf('aws_db_instance', { multiAz: true }), promiseOf('aws_db_instance', { multiAz: false })]).toEqual([99.95, 99.5]);
    expect([promiseOf('aws_rds_cluster', { engine: 'aurora-postgresql', instanceCount: 1 }), promiseOf('aws_rds_cluster', { engine: 'aurora-postgresql', instanceCount: 2 })]).toEqual([99.9, 99.99]);
    expect([promiseOf('google_sql_database_instance', { multiAz: true, 'settings.edition': 'ENTERPRISE' }), promiseOf('google_sql_database_instance', { multiAz: true, 'settings.edition': 'ENTERPRISE_PLUS' })]).toEqual([99.95, 99.99]);
  });

  it('is nothing where nothing is promised, or where nobody can tell which it is', () => {
    expect(promiseOf('google_sql_database_instance', { multiAz: false })).toBeUndefined();
    expect(promiseOf('aws_db_instance', { multiAz: null })).toBeUndefined();
    expect(promiseOf('aws_rds_cluster', { engine: 'mysql', instanceCount: 3 })).toBeUndefined();
    expect(promiseOf('aws_dynamodb_table', { replica: null })).toBeUndefined();
    expect(promiseOf('aws_sqs_queue')).toBeUndefined();
    expect(promiseOf('__proto__')).toBeUndefined();
  });

  it('names the service, the tier, the document and its date', () => {
    expect(publishedSla('aws_db_instance', () => true)?.source).toBe('Amazon RDS, Multi-AZ: https://aws.amazon.com/rds/sla/ (2024-01-22)');
  });
});

import { describe, expect, it } from 'vitest';
import { addressesIn, addressesInText, HOLE, isPublicName } from './address.js';

const hosts = (text: string) => addressesIn(text).map((a) => `${a.host}${a.port === undefined ? '' : `:${a.port}`} ${a.form}`);

describe('addresses in a value', () => {
  it.each([
    ['http://cart:8080/api', ['cart:8080 url']],
    ['https://user:pw@pay.example.com/v1?x=1', ['pay.example.com url']],
    ['cart:7070', ['cart:7070 host-port']],
    ['kafka-0:9092,kafka-1.kafka:9092', ['kafka-0:9092 host-port', 'kafka-1.kafka:9092 host-port']],
    ['mongodb://a:27017,b:27017/db?replicaSet=r', ['a:27017 url', 'b:27017 url']],
    ['jdbc:postgresql://db:5432/orders', ['db:5432 url']],
    ['jdbc:sqlserver://db:1433;databaseName=x', ['db:1433 url']],
    ['app@tcp(mysql:3306)/orders', ['mysql:3306 host-port']],
    ['Server=db,1433;Database=orders', ['db:1433 key']],
    ['host=db port=5433 dbname=x', ['db:5433 key']],
    ['redis', ['redis bare']],
    ['redis.shop.svc.cluster.local.', ['redis.shop.svc.cluster.local. bare']],
    ['dns:///cart:50051', ['cart:50051 host-port']],
    ['dns://8.8.8.8/cart.shop.svc.cluster.local:50051', ['cart.shop.svc.cluster.local:50051 host-port']],
    ['passthrough:///cart:50051', ['cart:50051 host-port']],
    ['etcd:///shop/cart', ['cart bare']],
    ['etcd://etcd:2379/cart', ['cart bare']],
    ['consul://consul:8500/cart?wait=14s', ['cart bare']],
    ['xds:///cart', ['cart bare']],
    ['discovery:///cart', ['cart bare']],
    ['kubernetes:///cart.shop:grpc', ['cart.shop bare']],
    ['k8s://shop/cart:50051', ['cart.shop:50051 host-port']],
    ['kubernetes://cart:50051/', ['cart:50051 host-port']],
    ['consul://consul:8500', ['consul:8500 url']],
    ['zookeeper://zk:2181/dubbo', ['zk:2181 url']],
    ['lb://cart', ['cart url']],
    [`http://${HOLE}:80/x`, [`${HOLE}:80 url`]],
    [`http://cart/${HOLE}`, ['cart url']],
  ])('%s', (text, expected) => {
    expect(hosts(text)).toEqual(expected);
  });

  it.each(['', '8080', '10.0.0.1', '1.5', 'true,false', '12:30', 'a sentence of words', '/var/lib/data', '{"a":1}'])('finds none in %j', (text) => {
    expect(hosts(text).filter((h) => !h.endsWith('bare') || h.includes('.'))).toEqual([]);
  });

  it('does not take long text apart for ever', () => {
    expect(addressesIn('a'.repeat(1_000_000))).toEqual([]);
    expect(addressesInText(`${'-'.repeat(20_000)}=${'a.'.repeat(20_000)}`)).toEqual([]);
  });
});

describe('addresses in free text', () => {
  it('finds URLs and host:port, and no bare words', () => {
    const found = addressesInText('sh -c "until nc -z postgres:5432; do curl http://cart:8080/healthz --upstream=search:80; done"').map((a) => `${a.host}:${a.port}`);
    expect(found).toEqual(['postgres:5432', 'cart:8080', 'search:80']);
  });
});

it('tells public names from cluster names', () => {
  expect(['api.example.com', 'smtp.gmail.com'].every(isPublicName)).toBe(true);
  expect(['cart', 'cart.shop.svc.cluster.local', 'metadata.internal', '10.0.0.1'].some(isPublicName)).toBe(false);
});

import Redis from 'ioredis';
import axios from 'axios';

const cache = new Redis({ host: 'cache', port: 6379 });
const prices = axios.create({ baseURL: 'http://prices:8080', timeout: 1000 });

export async function priceOf(item: string): Promise<string> {
  const known = await cache.get(`price:${item}`);
  if (known !== null) return known;
  const { data } = await prices.get(`/prices/${item}`);
  await cache.set(`session:${item}`, data, 'EX', 60);
  return data;
}

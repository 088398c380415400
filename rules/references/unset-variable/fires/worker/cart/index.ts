import { work } from './work.js';

const start = async () => {
  if (!process.env.PRICING_URL) {
    throw new Error('PRICING_URL is not set');
  }
  await work(process.env.PRICING_URL);
};

void start();

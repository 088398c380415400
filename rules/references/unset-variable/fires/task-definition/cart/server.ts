import express from 'express';
import { settings } from './settings.js';

const app = express();
app.get('/carts/:id', async (request, response) => {
  const prices = await fetch(`${settings.pricingUrl}/prices`, { signal: AbortSignal.timeout(1_000) });
  response.json({ id: request.params.id, prices: await prices.json() });
});
app.listen(8080);

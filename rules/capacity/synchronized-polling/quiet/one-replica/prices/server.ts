import express from 'express';
import cron from 'node-cron';
const app = express();
let prices: unknown;

cron.schedule('0 * * * *', async () => {
  const answer = await fetch(`${process.env.STOCK_URL}/prices`, { signal: AbortSignal.timeout(5_000) });
  prices = await answer.json();
});

app.get('/prices', (request, response) => response.json(prices));
app.listen(8080);

import express from 'express';
const app = express();

async function load() {
  const answer = await fetch(`${process.env.STOCK_URL}/prices`, { signal: AbortSignal.timeout(5_000) });
  return answer.json();
}

setInterval(load, 30_000);
app.get('/prices', async (request, response) => response.json(await load()));
app.listen(8080);

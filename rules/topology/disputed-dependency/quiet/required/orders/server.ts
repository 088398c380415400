import express from 'express';

const app = express();
app.get('/orders/:sku', async (request, response) => {
  const answer = await fetch(`${process.env.STOCK_URL}/stock/${request.params.sku}`);
  response.json(await answer.json());
});
app.listen(8080);

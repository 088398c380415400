import axios from 'axios';
import express from 'express';

const http = axios.create({ maxRedirects: 0 }); // expect: missing-timeout error
const app = express();

app.get('/cart/:id', async (request, response) => {
  const { data: cart } = await http.get(`${process.env.CART_URL}/carts/${request.params.id}`);
  const { data: stock } = await http.get(`${process.env.STOCK_URL}/stock/${cart.sku}`);
  response.json({ cart, stock });
});

app.listen(8080);

import axios from 'axios';
import express from 'express';

const ratings = axios.create({ baseURL: process.env.RATINGS_URL, timeout: 1_000 }); // expect: timeout-inversion error
const app = express();

async function ratingsOf(id: string) {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await ratings.get(`/ratings/${id}`);
    } catch (error) {
      if (attempt === 2) throw error;
    }
  }
}

app.get('/reviews/:id', async (request, response) => {
  const found = await ratingsOf(request.params.id);
  response.json(found?.data);
});

app.listen(8080);

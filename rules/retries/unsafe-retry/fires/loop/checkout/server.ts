import express from 'express';

const app = express();

async function notify(body: string) {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await fetch(`${process.env.MAIL_URL}/mails`, { method: 'POST', body, signal: AbortSignal.timeout(2_000) });  // expect: unsafe-retry warning
    } catch (error) {
      if (attempt === 2) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 200));
    }
  }
}

app.post('/subscriptions', async (request, response) => {
  await notify(JSON.stringify(request.body));
  response.status(202).end();
});

app.listen(8080);

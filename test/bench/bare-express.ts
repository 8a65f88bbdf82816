import express from 'express';
import { z } from 'zod';

// The yardstick of throughput.ts: what Express 5 does with the same JSON and nothing around it.
const order = z.object({ body: z.string() });

process.once('message', (message) => {
  const answer: unknown = JSON.parse(order.parse(message).body);
  const app = express();
  app.get('/api/processes', (_request, response) => {
    response.json(answer);
  });
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
  });
});
process.once('disconnect', () => process.exit(0));

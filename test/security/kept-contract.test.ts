import { afterEach, expect, test, vi } from 'vitest';
import { statusBody } from '../../server/contract/index.ts';
import { startReal } from './support/real-server.ts';

afterEach(() => vi.restoreAllMocks());

/** From now on no answer is what `GET /status` promises. */
const promiseOtherwise = () => vi.spyOn(statusBody, 'safeParse').mockReturnValue(statusBody.safeParse({}));

test('3.12 a server under test that answers otherwise than documented says so, and fails its test when it stops', async () => {
  const server = await startReal();
  expect((await server.owner('/api/status')).status).toBe(200);
  promiseOtherwise();
  expect((await server.owner('/api/status')).status).toBe(500);
  await expect(server.stop()).rejects.toThrow('Broken contract: GET /status');
});

test('3.12 for everybody else nothing is looked at', async () => {
  const server = await startReal({ env: { QBITRR_TEST_VALIDATE: '' } });
  promiseOtherwise();
  expect((await server.owner('/api/status')).status).toBe(200);
  await server.stop();
});

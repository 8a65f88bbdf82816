import { BROKEN } from '../../server/api/openapi/conformance.ts';

/** Set for a server under test: every answer and frame is held against its schema, and a breach is told in its log. */
export const watched = { QBITRR_TEST_VALIDATE: '1' } as const;

/** What a server under test has written to its log. @throws Error when an answer or a frame was not as documented. */
export function assertContractKept(log: string): void {
  const lines = log.split('\n').filter((line) => line.includes(BROKEN));
  if (lines.length > 0) throw new Error(`the server broke its own contract:\n${lines.join('\n')}`);
}

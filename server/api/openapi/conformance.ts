import { isDeepStrictEqual } from 'node:util';
import type { ServerResponse } from 'node:http';
import type { z } from 'zod';
import { liveFromServer } from '../../contract/index.ts';
import type { Answer } from '../http/answer.ts';
import type { Route } from '../http/route.ts';
import { errorAnswer, outcomesOf } from './outcomes.ts';

/** Begins every complaint, so that tests find them in the output of a server. */
export const BROKEN = 'Broken contract:';

/**
 * Tests: throws where an answer is not what the document says about its row. A handler that writes its answer itself is looked
 * at when it has ended; `complain` is told then, because nothing can be taken back.
 */
export function createWatch(complain: (message: string) => void) {
  return (row: Route, answer: Answer, res: ServerResponse): void => {
    const name = `${BROKEN} ${row.method} ${row.path}`;
    if (answer.kind !== 'stream') {
      const broken = breach(row, answer);
      if (broken !== null) throw new Error(`${name} ${broken}`);
      return;
    }
    res.once('close', () => {
      if (!res.headersSent) return;
      const type = res.getHeader('content-type');
      const broken = wrongHead(row, res.statusCode, typeof type === 'string' ? type : undefined);
      if (broken !== null) complain(`${name} ${broken}`);
    });
  };
}

/** What is wrong with a frame of the live stream, null when nothing is. */
export function frameBreach(text: string): string | null {
  const broken = difference(liveFromServer, JSON.parse(text));
  return broken === null ? null : `${BROKEN} frame ${text.slice(0, 80)}: ${broken}`;
}

function breach(row: Route, answer: Exclude<Answer, { kind: 'stream' }>): string | null {
  if (answer.kind === 'redirect') return wrongHead(row, 302, undefined);
  const type = answer.kind === 'bytes' ? String(answer.headers['Content-Type'] ?? '') : 'application/json';
  const isEmpty = answer.kind === 'bytes' && answer.body.length === 0;
  const head = wrongHead(row, answer.status, isEmpty ? undefined : type);
  if (head !== null) return head;
  if (answer.kind === 'failure') return prefixed(answer.status, difference(errorAnswer, answer.body));
  const { response } = row.schemas;
  if (response === undefined || essence(type) !== 'application/json') return null;
  const body: unknown = answer.kind === 'json' ? answer.body : JSON.parse(answer.body.toString());
  return prefixed(answer.status, difference(response, body));
}

const prefixed = (status: number, broken: string | null): string | null =>
  broken === null ? null : `answered ${status} with a body that is not as promised: ${broken}`;

const essence = (type: string): string => type.split(';', 1)[0]?.trim() ?? '';

/** `type` undefined = no body was sent. */
function wrongHead(row: Route, status: number, type: string | undefined): string | null {
  const outcome = outcomesOf(row).get(status);
  if (outcome === undefined) return `answered ${status}, which it does not promise`;
  if (type === undefined || type === '') return null;
  const allowed = outcome.bodies.flatMap((body) =>
    body === 'empty' ? [] : typeof body === 'string' ? ['application/json'] : body,
  );
  return allowed.includes(essence(type)) ? null : `answered ${status} as ${type}, promised: ${allowed.join(', ')}`;
}

/** Where a value as it goes over the wire is not what the schema says, members that it does not name included. */
function difference(schema: z.ZodType, value: unknown): string | null {
  const sent: unknown = JSON.parse(JSON.stringify(value));
  const parsed = schema.safeParse(sent);
  if (!parsed.success) return parsed.error.message;
  return isDeepStrictEqual(sent, parsed.data) ? null : `unnamed: ${unnamed(sent, parsed.data).join(', ')}`;
}

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

function unnamed(sent: unknown, kept: unknown, place = ''): string[] {
  const left = asObject(kept);
  return Object.entries(asObject(sent)).flatMap(([name, value]) => {
    const here = place === '' ? name : `${place}.${name}`;
    if (!Object.hasOwn(left, name)) return [here];
    return typeof value === 'object' ? unnamed(value, left[name], here) : [];
  });
}

import type { z } from 'zod';
import type { ConfigAuthor, SaveOptions, SaveResult, configSaved } from '../../contract/index.ts';
import type { Caller } from '../auth/access.ts';
import { fail, json, type Answer } from '../http/answer.ts';
import { isObject } from '../http/body.ts';
import type { Call } from '../http/route.ts';

/** When a save answers with a status beside the usual ones. */
export const saveStatuses = {
  409: 'It could not be put in force; nothing was changed',
  412: 'The configuration changed since the version named by `If-Match`',
};

export type Saved = z.infer<typeof configSaved>;

const freshHeaders = {
  'Cache-Control': 'no-cache, no-store, must-revalidate',
  Pragma: 'no-cache',
  Expires: '0',
};

const authors: Record<Caller['kind'], ConfigAuthor> = {
  nobody: 'open',
  owner: 'token',
  token: 'token',
  session: 'panel',
};

/** What a request says about the save it asks for: the version it starts from, who asks, consent to clear histories. */
export function saveOptions({ headers, access, body }: Call<unknown, unknown, unknown>): SaveOptions {
  return {
    ifMatch: headers['if-match'] ?? null,
    author: authors[access.caller.kind],
    clearSearchHistory: isObject(body) && body['clearSearchHistory'] === true,
  };
}

/** 200 of a save, with the headers of api.md 2.8.3. */
export function savedAnswer(saved: Saved): Answer<Saved> {
  return json(saved, { ...freshHeaders, ...(saved.configReloaded && { 'X-Config-Reloaded': 'true' }) });
}

/** The answer of any save. */
export function saveAnswer(result: SaveResult): Answer<Saved> {
  if (result.ok) return savedAnswer(result.saved);
  if ('validationErrors' in result) {
    const { validationErrors, error } = result;
    const details = validationErrors.map(({ path, message }) => `${path}: ${message}`).join('; ');
    return fail(400, error, details, { body: { validationErrors } });
  }
  if ('problem' in result) {
    const { line, column, message } = result.problem;
    return fail(400, result.error, `line ${line}, column ${column}: ${message}`, { body: { problem: result.problem } });
  }
  const { status, error, details, rolledBack } = result;
  return fail(status, error, details, rolledBack === true ? { body: { rolledBack } } : {});
}

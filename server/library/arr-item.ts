import { z } from 'zod';
import { coverKindOf } from '../contract/index.ts';
import type { ArrInstance } from '../contract/index.ts';
import { ClientError, ensureOk, readJson, request } from '../clients/http.ts';
import type { ClientRequest } from '../clients/http.ts';
import { dialects } from '../clients/servarr/index.ts';

/** The part of an Arr section that its pages and posters need. */
export type ArrAccess = Pick<ArrInstance, 'name' | 'type' | 'uri' | 'apiKey' | 'skipTlsVerify'>;

const word = z.string().nullish();
const item = z.looseObject({
  titleSlug: word,
  foreignArtistId: word,
  foreignAuthorId: word,
  images: z.array(z.looseObject({ coverType: word, url: word, remoteUrl: word })).nullish(),
});
export type ArrItem = z.infer<typeof item>;

/** Base of the API, e.g. `http://localhost:7878/radarr/api/v3`. */
export const apiBase = ({ uri, type }: ArrAccess): string =>
  `${uri.replace(/\/+$/, '')}/api/${dialects[type].apiVersion}`;

/** A movie, series, artist or author, live; null when the Arr does not know it. @throws ClientError. */
export async function lookUp(arr: ArrAccess, id: number, signal?: AbortSignal): Promise<ArrItem | null> {
  const call: ClientRequest = {
    target: arr.name,
    url: `${apiBase(arr)}/${coverKindOf[arr.type]}/${id}`,
    headers: { 'X-Api-Key': arr.apiKey, Accept: 'application/json' },
    skipTlsVerify: arr.skipTlsVerify,
    signal,
  };
  try {
    return readJson(call, ensureOk(call, await request(call)), item);
  } catch (error) {
    if (error instanceof ClientError && error.kind === 'notFound') return null;
    throw error;
  }
}

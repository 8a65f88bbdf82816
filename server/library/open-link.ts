import { coverKindOf } from '../contract/index.ts';
import { ClientError } from '../clients/http.ts';
import { lookUp, type ArrAccess, type ArrItem } from './arr-item.ts';

/** `unset`: the section has no address; `failed`: the Arr did not answer, `details` says why. */
export type OpenLink =
  { ok: true; url: string } | { ok: false; reason: 'unset' | 'missing' | 'failed'; details: string };

/** Address of an item's page in its Arr (api.md 2.6): by slug or foreign id, else by id. */
export async function openLink(arr: ArrAccess, id: number): Promise<OpenLink> {
  if (arr.uri === '') return { ok: false, reason: 'unset', details: `${arr.name}.URI` };
  try {
    const found = await lookUp(arr, id);
    if (found === null)
      return { ok: false, reason: 'missing', details: `${arr.name} knows no ${coverKindOf[arr.type]} ${id}` };
    const token = encodeURIComponent(tokenOf(arr, found) ?? String(id));
    return { ok: true, url: `${arr.uri.replace(/\/+$/, '')}/${coverKindOf[arr.type]}/${token}` };
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return { ok: false, reason: 'failed', details: error.message };
  }
}

function tokenOf({ type }: ArrAccess, { titleSlug, foreignArtistId, foreignAuthorId }: ArrItem): string | null {
  const foreign = { radarr: null, sonarr: null, lidarr: foreignArtistId, readarr: foreignAuthorId }[type];
  return foreign || titleSlug || null;
}

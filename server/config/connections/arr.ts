import { z } from 'zod';
import { ClientError, ensureOk, readJson, request } from '../../clients/http.ts';
import type { ClientRequest, ClientResponse } from '../../clients/http.ts';
import { dialects } from '../../clients/servarr/dialects.ts';
import type { ArrInstance, ArrType, Clock, ConnectionResult } from '../../contract/index.ts';
import { clockSkew, failed, passed, refused } from './result.ts';

const status = z.looseObject({
  appName: z.string().nullish(),
  version: z.string().nullish(),
  branch: z.string().nullish(),
});
const profiles = z.array(z.looseObject({ id: z.int(), name: z.string() }));
const downloadClients = z.array(
  z.looseObject({
    fields: z.array(z.looseObject({ name: z.string().nullish(), value: z.unknown().optional() })).nullish(),
  }),
);
const profileTries = 3;

export type ArrAddress = Pick<ArrInstance, 'name' | 'type' | 'uri' | 'apiKey' | 'skipTlsVerify'>;

/** What an Arr says about itself. */
export interface ArrAnswer {
  readonly response: ClientResponse;
  readonly appName: string;
  readonly version: string;
  readonly branch: string | null;
}

/** One question for the status; the first thing every test does. @throws ClientError. */
export async function arrStatus(arr: ArrAddress, timeoutMs: number): Promise<ArrAnswer> {
  const call = callOf(arr, 'system/status', timeoutMs);
  const response = ensureOk(call, await request(call));
  const { appName, version, branch } = readJson(call, response, status);
  return { response, appName: appName ?? '', version: version ?? 'unknown', branch: branch ?? null };
}

/** The quality profiles; a list that fails three times is empty (api.md 2.8.4). */
export async function arrProfiles(arr: ArrAddress, timeoutMs: number): Promise<{ id: number; name: string }[]> {
  for (let attempt = 1; attempt <= profileTries; attempt += 1) {
    const found = await read(arr, 'qualityprofile', profiles, timeoutMs);
    if (found !== null) return found.map(({ id, name }) => ({ id, name }));
  }
  return [];
}

/** Status, profiles, and the categories its download clients are set to. */
export async function testArr(arr: ArrAddress, clock: Clock, timeoutMs: number): Promise<ConnectionResult> {
  const started = clock.monotonic();
  try {
    const { response, appName, version } = await arrStatus(arr, timeoutMs);
    const latencyMs = Math.round(clock.monotonic() - started);
    if (appName !== '' && appName.toLowerCase() !== arr.type) {
      return {
        ...refused(`This is ${appName}, not ${titleOf(arr.type)}. Is the port the one of another app?`, 'wrong-app'),
        latencyMs,
        version,
      };
    }
    const clients = await read(arr, 'downloadclient', downloadClients, timeoutMs);
    const categories = (clients ?? []).flatMap(({ fields }) =>
      (fields ?? []).flatMap(({ name, value }) =>
        /^(\w+)?category$/i.test(name ?? '') && typeof value === 'string' && value !== '' ? [value] : [],
      ),
    );
    return passed({
      message: `${titleOf(arr.type)} ${version} answered.`,
      latencyMs,
      version,
      clockSkewSeconds: clockSkew(response.headers, clock),
      profiles: await arrProfiles(arr, timeoutMs),
      categories: [...new Set(categories)],
    });
  } catch (error) {
    return failed(error, titleOf(arr.type));
  }
}

async function read<T>(arr: ArrAddress, path: string, schema: z.ZodType<T>, timeoutMs: number): Promise<T | null> {
  const call = callOf(arr, path, timeoutMs);
  try {
    return readJson(call, ensureOk(call, await request(call)), schema);
  } catch (error) {
    if (error instanceof ClientError) return null;
    throw error;
  }
}

function callOf(
  { name, type, uri, apiKey, skipTlsVerify }: ArrAddress,
  path: string,
  timeoutMs: number,
): ClientRequest {
  const url = `${uri.replace(/\/+$/, '')}/api/${dialects[type].apiVersion}/${path}`;
  return { target: name, url, headers: { 'X-Api-Key': apiKey, Accept: 'application/json' }, timeoutMs, skipTlsVerify };
}

function titleOf(type: ArrType): string {
  return type.charAt(0).toUpperCase() + type.slice(1);
}

import { z } from 'zod';
import { ensureOk, readJson, request, type ClientRequest } from '../../clients/http.ts';
import type { Clock, ConnectionResult } from '../../contract/index.ts';
import { clockSkew, failed, passed, refused } from './result.ts';
import type { Address } from './target.ts';

const overseerrStatus = z.looseObject({ version: z.string() });

/** Overseerr or Jellyseerr: the version is public, the requests are not. */
export async function testOverseerr(address: Address, clock: Clock, timeoutMs: number): Promise<ConnectionResult> {
  const started = clock.monotonic();
  const call = callOf('Overseerr', address, '/api/v1/status', {}, timeoutMs);
  try {
    const response = ensureOk(call, await request(call));
    const latencyMs = Math.round(clock.monotonic() - started);
    const { version } = readJson(call, response, overseerrStatus);
    const requests = callOf('Overseerr', address, '/api/v1/request?take=1', { 'X-Api-Key': address.apiKey }, timeoutMs);
    ensureOk(requests, await request(requests));
    return passed({
      message: `Overseerr ${version} answered.`,
      latencyMs,
      version,
      clockSkewSeconds: clockSkew(response.headers, clock),
    });
  } catch (error) {
    return failed(error, 'Overseerr');
  }
}

/** Ombi: the number of movie requests, which needs the key and is what the search loop asks too. */
export async function testOmbi(address: Address, clock: Clock, timeoutMs: number): Promise<ConnectionResult> {
  const started = clock.monotonic();
  const call = callOf('Ombi', address, '/api/v1/Request/movie/total', { ApiKey: address.apiKey }, timeoutMs);
  try {
    const response = ensureOk(call, await request(call));
    const total = readJson(call, response, z.number());
    return passed({
      message: `Ombi answered: ${total} movie requests.`,
      latencyMs: Math.round(clock.monotonic() - started),
      clockSkewSeconds: clockSkew(response.headers, clock),
    });
  } catch (error) {
    return failed(error, 'Ombi');
  }
}

/** Sends one small event called `test`, as a real one would be sent. */
export async function testWebhook(
  address: Address,
  clock: Clock,
  { timeoutMs, version }: { timeoutMs: number; version: string },
): Promise<ConnectionResult> {
  const started = clock.monotonic();
  const event = {
    id: 'test',
    event: 'test',
    timestamp: new Date(clock.now()).toISOString(),
    version,
    source: 'Main',
    data: {},
  };
  const call: ClientRequest = {
    target: 'The webhook',
    url: address.url,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'User-Agent': `qBitrr/${version}`, 'X-qBitrr-Event': 'test' },
    body: JSON.stringify(event),
    timeoutMs,
    skipTlsVerify: address.skipTlsVerify,
  };
  try {
    const { status, headers } = await request(call);
    const latencyMs = Math.round(clock.monotonic() - started);
    if (status >= 200 && status < 300) {
      return passed({
        message: `The address took the event (${status}).`,
        latencyMs,
        clockSkewSeconds: clockSkew(headers, clock),
      });
    }
    const message = `The address answered ${status}. It is reached, but does not take our message; it may want another form (Template) or a key.`;
    return { ...refused(message, 'answer'), latencyMs };
  } catch (error) {
    return failed(error, 'the receiver');
  }
}

function callOf(
  target: string,
  { url, skipTlsVerify }: Address,
  path: string,
  headers: Record<string, string>,
  timeoutMs: number,
): ClientRequest {
  return {
    target,
    url: `${url}${path}`,
    headers: { Accept: 'application/json', ...headers },
    timeoutMs,
    skipTlsVerify,
  };
}

import { z } from 'zod';
import { ClientError } from '../../clients/http.ts';
import { arrType, type ArrTestAnswer } from '../../contract/index.ts';
import { isRedacted } from '../secrets/tree.ts';
import { getAt, isTree, type Tree } from '../tree.ts';
import { arrProfiles, arrStatus } from './arr.ts';

const body = z.object({
  arrType: z.string().optional(),
  uri: z.string().optional(),
  apiKey: z.string().optional(),
  instanceKey: z.string().optional(),
  skipTlsVerify: z.boolean().optional(),
});

/** POST /arr/test-connection as the reference answers it (api.md 2.8.4): a server that refuses us is a 200. */
export async function testArrAsReference(
  given: Record<string, unknown>,
  stored: Tree,
  timeoutMs: number,
): Promise<ArrTestAnswer> {
  if (Object.keys(given).length === 0) return bad('Missing request body');
  const { data: asked } = body.safeParse(given);
  if (asked === undefined) return bad('Missing required fields: arrType, uri, or apiKey');
  if (asked.arrType === undefined || asked.arrType === '') return bad('Missing required field: arrType');
  const section = asked.instanceKey === undefined ? {} : getAt(stored, [asked.instanceKey]);
  const fromConfig = asked.instanceKey !== undefined;
  const { URI, APIKey, SkipTLSVerify } = isTree(section) ? section : {};
  const uri = fromConfig ? text(URI) : (asked.uri ?? '');
  const apiKey = fromConfig ? text(APIKey) : isRedacted(asked.apiKey) ? '' : (asked.apiKey ?? '');
  if (fromConfig && (uri === '' || apiKey === '')) return bad('Instance not found or missing URI/APIKey in config');
  if (uri === '' || apiKey === '') return bad('Missing required fields: arrType, uri, or apiKey');
  if (!/^\s*https?:/i.test(uri)) return bad('URI must use http or https scheme');
  if (URL.parse(uri) === null) return bad('URI must contain a valid hostname');
  const type = arrType.safeParse(asked.arrType.toLowerCase());
  if (!type.success) return bad(`Invalid arrType: ${asked.arrType}`);
  const skipTlsVerify = fromConfig ? SkipTLSVerify === true : (asked.skipTlsVerify ?? false);
  const arr = { name: asked.instanceKey ?? type.data, type: type.data, uri, apiKey, skipTlsVerify };
  try {
    const { version, branch } = await arrStatus(arr, timeoutMs);
    const qualityProfiles = await arrProfiles(arr, timeoutMs);
    return {
      status: 200,
      body: { success: true, message: 'Connected successfully', systemInfo: { version, branch }, qualityProfiles },
    };
  } catch (error) {
    return failure(error, uri);
  }
}

function failure(error: unknown, uri: string): ArrTestAnswer {
  const kind = error instanceof ClientError ? error.kind : null;
  if (kind === 'auth') return answer(200, 'Unauthorized: Invalid API key');
  if (kind === 'notFound') return answer(200, `Not found: Check URI (${uri})`);
  if (kind === 'refused' || kind === 'dns' || kind === 'reset')
    return answer(200, `Connection refused: Cannot reach ${uri}`);
  return answer(500, 'Connection test failed', error instanceof ClientError ? error.message : '');
}

function bad(message: string): ArrTestAnswer {
  return answer(400, message);
}

function answer(status: 200 | 400 | 500, message: string, details = ''): ArrTestAnswer {
  return { status, body: { success: false, message, error: message, details } };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

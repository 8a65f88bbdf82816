import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createServarr } from '../../server/clients/servarr/index.ts';
import { arrType } from '../../server/contract/common.ts';
import type { ArrType } from '../../server/contract/common.ts';
import { startFakeArr } from '../../server/sandbox/arr/index.ts';
import type { FakeArr } from '../../server/sandbox/arr/index.ts';

// The real OpenAPI documents are GPL: they stay outside this repository and are only read, where they are at hand.
const documents: Record<ArrType, string> = {
  radarr: 'radarr-v3.openapi.json',
  sonarr: 'sonarr-v3.openapi.json',
  lidarr: 'lidarr-v1.openapi.json',
  readarr: 'readarr-v1.openapi.json',
};
const addressOf = (type: ArrType) => new URL(`../../../shared/contracts/${documents[type]}`, import.meta.url);

/** Reads beyond those of the client: everything else the fake can answer. */
const otherReads: Record<ArrType, string[]> = {
  radarr: ['/queue?includeMovie=true', '/movie', '/movie?tmdbId=1001', '/blocklist', '/history'],
  sonarr: [
    '/queue?includeSeries=true&includeEpisode=true',
    '/series',
    '/series/1',
    '/episode?seriesId=1&includeSeries=true',
    '/episode?episodeIds=1&episodeIds=2',
    '/blocklist',
    '/history?page=1&pageSize=50',
  ],
  lidarr: [
    '/queue?includeArtist=true&includeAlbum=true',
    '/artist',
    '/artist/1',
    '/album',
    '/album?artistId=1&includeAllArtistAlbums=true',
    '/blocklist',
    '/history',
  ],
  readarr: ['/queue?includeAuthor=true&includeBook=true', '/author', '/author/1', '/book', '/blocklist', '/history'],
};
const systemReads = [
  '/system/status',
  '/update',
  '/qualityprofile',
  '/qualityprofile/1',
  '/command',
  '/downloadclient',
  '/remotepathmapping',
  '/rootfolder',
];

describe.each(arrType.options)('the OpenAPI document of %s', (type) => {
  const present = existsSync(addressOf(type));
  const apiBase = type === 'radarr' || type === 'sonarr' ? '/api/v3' : '/api/v1';
  let fake: FakeArr;
  let contract: Contract;

  beforeAll(async () => {
    fake = await startFakeArr({ type, commandLife: 'manual' });
    if (present) contract = createContract(JSON.parse(readFileSync(addressOf(type), 'utf8')));
  });
  afterAll(() => fake.stop());

  it.skipIf(!present)('knows every request the client sends', async () => {
    const arr = createServarr({ name: 'Arr', type, uri: fake.url, apiKey: fake.apiKey, skipTlsVerify: false });
    const media = ['One', 'Two'].map((title) => fake.state.addMedia({ title, parentTitle: 'Both' }).id);
    const [entry = 0] = fake.state.addQueueEntry({ downloadId: 'aa', mediaIds: media });
    await arr.status();
    await arr.queue();
    await arr.lookupMedia(media[0] ?? 0);
    const search = await arr.searchMedia(media);
    await arr.scanDownload({ path: '/dl', downloadClientId: 'aa', importMode: 'Auto' });
    await arr.rssSync();
    await arr.refreshMonitoredDownloads();
    await arr.commands();
    await arr.command(search?.id ?? 0);
    await arr.folders.downloadClients();
    await arr.folders.remoteMappings();
    await arr.folders.roots();
    await arr.folders.inside('/data');
    await arr.deleteQueueEntry(entry, { removeFromClient: true, blocklist: true, skipRedownload: true });
    expect(fake.violations).toEqual([]);
    expect(fake.requests).toHaveLength(14);
    const problems = fake.requests.flatMap(({ method, path, query }) =>
      contract.checkRequest(method, `${apiBase}${path}`, Object.keys(query)),
    );
    expect(problems).toEqual([]);
  });

  it.skipIf(!present)('agrees with every answer of the fake', async () => {
    seed(fake);
    const problems: string[] = [];
    const ask = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${fake.url}${apiBase}${path}`, {
        method,
        headers: { 'X-Api-Key': fake.apiKey, 'Content-Type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      expect(response.ok, `${method} ${path}`).toBe(true);
      const url = new URL(path, 'http://localhost');
      problems.push(...contract.checkRequest(method, `${apiBase}${url.pathname}`, [...url.searchParams.keys()]));
      problems.push(...contract.checkAnswer(method, `${apiBase}${url.pathname}`, await response.json()));
    };
    for (const name of Object.keys(fake.state.dialect.commands)) await ask('POST', '/command', { name });
    fake.commands.end();
    await ask('POST', '/command', { name: 'RssSync' });
    const { media, includeUnknown } = fake.state.dialect;
    const commandId = fake.commands.all()[0]?.id ?? 0;
    const reads = [`/queue?${includeUnknown}=true`, `${media.path}/1`, `/command/${commandId}`];
    for (const path of [...systemReads, ...otherReads[type], ...reads]) await ask('GET', path);
    expect(problems).toEqual([]);
    expect(fake.violations).toEqual([]);
  });

  it.skipIf(!present)('is really looked at: wrong requests and answers are found', () => {
    expect(contract.checkRequest('GET', `${apiBase}/queue`, ['nonsense'])).toHaveLength(1);
    expect(contract.checkRequest('GET', `${apiBase}/queues`, [])).toHaveLength(1);
    expect(contract.checkRequest('PATCH', `${apiBase}/queue`, [])).toHaveLength(1);
    const wrong = { page: '1', records: [{ id: 1, nonsense: 2 }, { statusMessages: [{ messages: [3] }] }] };
    expect(contract.checkAnswer('GET', `${apiBase}/queue`, wrong)).toHaveLength(3);
  });
});

function seed(fake: FakeArr): void {
  const { folders } = fake.state;
  folders.folders = ['/downloads', '/library'];
  folders.rootFolders = ['/library'];
  folders.remoteMappings = [{ host: 'qbittorrent', remotePath: '/data/', localPath: '/downloads/' }];
  const client = { name: 'qBittorrent', enable: true, host: 'qbittorrent', port: 8080, importedCategory: 'done' };
  folders.downloadClients = [{ ...client, category: 'arr' }];
  const ids = ['Three', 'Four'].map((title) => fake.state.addMedia({ title, parentTitle: 'Both', hasFile: true }).id);
  fake.state.addQueueEntry({ downloadId: 'bb', mediaIds: ids, outputPath: '/dl/bb', errorMessage: 'slow' });
  fake.state.addQueueEntry({
    downloadId: 'cc',
    mediaIds: [],
    status: 'completed',
    trackedDownloadState: 'importPending',
    trackedDownloadStatus: 'warning',
    statusMessages: [{ title: 'a.mkv', messages: ['Not an upgrade'] }],
    timeleftSeconds: null,
  });
}

/** Checks requests and answers against one OpenAPI 3.0 document; each problem is one sentence, none = it fits. */
interface Contract {
  /** The path, its method and the names of its query parameters exist. */
  checkRequest(method: string, path: string, queryNames: string[]): string[];
  /** Every member of a 2xx JSON answer exists in the schema and has its type. */
  checkAnswer(method: string, path: string, answer: unknown): string[];
}

const schemaNode = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  nullable: z.boolean().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
});
const operationNode = z.looseObject({
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })).optional() }),
  ),
});
const documentNode = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});
type Document = z.infer<typeof documentNode>;
type Operation = z.infer<typeof operationNode>;

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const timeSpan = /^(\d+\.)?\d\d:\d\d:\d\d$/;
const version = /^\d+(\.\d+){1,3}$/;

/** Structs in the documents that the servers write as text. */
const textStructs: Record<string, RegExp> = { TimeSpan: timeSpan, Version: version };

/** Members a document leaves out although the servers send them: a command's own parameters (arr-api.md 1.6). */
const openSchemas = new Set(['Command']);

/** Reads a parsed OpenAPI document. */
function createContract(parsed: unknown): Contract {
  const document = documentNode.parse(parsed);
  return {
    checkRequest(method, path, queryNames) {
      const operation = operationOf(document, method, path);
      if (operation === null) return [`${method} ${path} does not exist`];
      const known = new Set(
        (operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name),
      );
      return queryNames
        .filter((name) => !known.has(name))
        .map((name) => `${method} ${path} has no query parameter ${name}`);
    },
    checkAnswer(method, path, answer) {
      const operation = operationOf(document, method, path);
      const success = Object.entries(operation?.responses ?? {}).find(([status]) => status.startsWith('2'))?.[1];
      const schema = Object.entries(success?.content ?? {}).find(([type]) => type.includes('json'))?.[1].schema;
      if (schema === undefined) return [`${method} ${path} has no JSON answer in the document`];
      return check(document, schema, answer, `${method} ${path}`);
    },
  };
}

function operationOf(document: Document, method: string, path: string): Operation | null {
  const segments = path.split('/');
  const fits = (pattern: string[]) =>
    pattern.length === segments.length &&
    pattern.every(
      (part, index) => part === segments[index] || (part === '{id}' && /^\d+$/.test(segments[index] ?? '')),
    );
  const operations = Object.entries(document.paths).find(([pattern]) => fits(pattern.split('/')))?.[1];
  const operation = operations?.[method.toLowerCase()];
  return operation === undefined ? null : operationNode.parse(operation);
}

function check(document: Document, schema: unknown, value: unknown, where: string): string[] {
  const node = schemaNode.parse(schema);
  if (node.$ref !== undefined) {
    const name = node.$ref.split('/').at(-1) ?? '';
    const text = textStructs[name];
    if (text !== undefined) return textProblems(text, value, where);
    const target = schemaNode.parse(document.components.schemas[name]);
    return check(document, openSchemas.has(name) ? { ...target, additionalProperties: true } : target, value, where);
  }
  if (value === null) return node.nullable === true ? [] : [`${where} is null`];
  if (node.enum !== undefined) {
    return node.enum.includes(value) ? [] : [`${where}: ${JSON.stringify(value)} is none of ${node.enum.join(', ')}`];
  }
  if (node.type === 'array') {
    if (!Array.isArray(value)) return [`${where} is not an array`];
    return value.flatMap((item, index) => check(document, node.items ?? {}, item, `${where}[${index}]`));
  }
  if (node.type === 'object') return checkObject(document, node, value, where);
  return scalarProblems(node, value, where);
}

function checkObject(document: Document, node: z.infer<typeof schemaNode>, value: unknown, where: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${where} is not an object`];
  return Object.entries(value).flatMap(([name, member]) => {
    const schema = node.properties?.[name];
    if (schema !== undefined) return check(document, schema, member, `${where}.${name}`);
    return node.additionalProperties === false ? [`${where}.${name} does not exist`] : [];
  });
}

function scalarProblems(node: z.infer<typeof schemaNode>, value: unknown, where: string): string[] {
  if (node.format === 'date-time') return textProblems(timestamp, value, where);
  if (node.format === 'date-span') return textProblems(timeSpan, value, where);
  const fits =
    node.type === 'integer'
      ? Number.isInteger(value)
      : node.type === undefined || typeof value === (node.type === 'number' ? 'number' : node.type);
  return fits ? [] : [`${where}: ${JSON.stringify(value)} is not of type ${node.type}`];
}

function textProblems(pattern: RegExp, value: unknown, where: string): string[] {
  return typeof value === 'string' && pattern.test(value) ? [] : [`${where}: ${JSON.stringify(value)} is malformed`];
}

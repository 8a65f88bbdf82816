import { z } from 'zod';
import { until } from '../../../lab/until.ts';
import { processList, type ServerProcess } from '../../../support/server-process.ts';

/** Names that exist in a running server, so that generated requests reach more than "there is nothing of this name". */
export interface World {
  readonly all: readonly string[];
  /** Those that fit a path variable of this address. */
  at(path: string, variable: string): readonly string[];
}

const torrentList = z.looseObject({ torrents: z.array(z.looseObject({ hash: z.string(), instance: z.string() })) });
const fileList = z.looseObject({ files: z.array(z.string()) });
const arrList = z.looseObject({
  arr: z.array(z.looseObject({ category: z.string(), name: z.string(), type: z.string() })),
});
const idList = z.array(z.looseObject({ id: z.string() }));
const backupList = z.looseObject({ backups: idList });
const tokenList = z.looseObject({ tokens: idList });
const imported = z.looseObject({ id: z.string() });

/** Asks the sandbox once it shows torrents; an import proposal is made on the way. */
export async function readWorld(server: ServerProcess, token: string): Promise<World> {
  const get = async (address: string): Promise<unknown> => (await server.call('GET', address, token)).body;
  const torrents = await until('the sandbox shows torrents', async () => {
    const list = torrentList.parse(await get('/api/torrents')).torrents;
    return list.length > 3 && list;
  });
  const { arr } = arrList.parse(await get('/api/arr'));
  const { processes } = processList.parse(await get('/api/processes'));
  const proposal = { source: 'qbitrr', text: '[Settings]\nConfigVersion = "5.14.4"\n' };
  const ids = (list: z.infer<typeof idList>): string[] => list.slice(0, 4).map(({ id }) => id);
  const loops = processes.flatMap(({ name, category, kind }) => [name, category, `${name}/${kind}`, `${category}/all`]);
  const places: [RegExp, readonly string[]][] = [
    [/\/logs\/.*:name$/, fileList.parse(await get('/api/logs')).files],
    [/\/webhooks\/.*:name$/, ['Home']],
    [/\/processes\/.*:path$/, loops],
    [/:section$/, arr.map(({ name }) => name)],
    ...['radarr', 'sonarr', 'lidarr', 'readarr'].map((type): [RegExp, string[]] => [
      new RegExp(`/${type}/.*:category$`),
      arr.filter((one) => one.type === type).map(({ category }) => category),
    ]),
    [/:category$/, arr.map(({ category }) => category)],
    [/:kind$/, ['movie', 'series', 'artist', 'author']],
    [/:instance$/, torrents.slice(0, 1).map(({ instance }) => instance)],
    [/:hash$/, torrents.slice(0, 20).map(({ hash }) => hash)],
    [/\/backups\/.*:id$/, ids(backupList.parse(await get('/api/config/backups')).backups)],
    [/\/tokens\/.*:id$/, ids(tokenList.parse(await get('/api/auth/tokens')).tokens)],
    [/\/import\/.*:id$/, [imported.parse((await server.call('POST', '/api/config/import', token, proposal)).body).id]],
    [/\/(artist|author|movie|series|open)\/.*:id$/, ['1', '2', '3', '4', '5', '6', '7', '8']],
    [/\/static\//, ['index.html', 'assets/index.html']],
  ];
  const all = [...new Set(places.flatMap(([, names]) => names))];
  return { all, at: (path, variable) => places.find(([place]) => place.test(`${path}:${variable}`))?.[1] ?? all };
}

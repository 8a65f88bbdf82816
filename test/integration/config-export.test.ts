import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { configFields, importProposal } from '../../server/contract/index.ts';
import { until } from '../lab/until.ts';
import {
  logIn,
  objectOf,
  PASSWORD,
  startReal,
  TOKEN,
  withPassword,
  type RealServer,
} from '../security/support/real-server.ts';

const sections = `# the one upstairs
[qBit]
Host = "127.0.0.1" # this computer
Port = 8080
UserName = "admin"
Password = "hunter2-and-more"

[Radarr-4K]
Managed = true
URI = "http://127.0.0.1:7878"
APIKey = "0123456789abcdef0123456789abcdef"
Category = "radarr-4k"

[Radarr-4K.EntrySearch.Overseerr]
OverseerrAPIKey = ""

[Webhooks.Phone]
URL = "http://127.0.0.1:9/hook"
Secret = "signing secret"
`;

const running: RealServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
async function start(options: Parameters<typeof startReal>[0]): Promise<RealServer> {
  const server = await startReal(options);
  running.push(server);
  return server;
}
const desktop = ({ server }: RealServer): Record<string, string> => {
  const { name, value } = server.createSession();
  return { Cookie: `${name}=${value}` };
};
const withoutSecrets = async (server: RealServer): Promise<string> => {
  const read = z.object({ config: z.string() });
  return read.parse((await server.owner('/web/config/toml')).body).config;
};
const activity = async (server: RealServer): Promise<string> => (await server.owner('/api/activity')).text;

describe('CF-20: the configuration on its way to another computer', () => {
  test('exported with its secrets it starts in an empty folder as it is: same token, same password, same keys', async () => {
    const old = await start({ webui: await withPassword(), sections });
    const exported = await old.post('/web/config/export', {}, desktop(old));
    expect(exported.status).toBe(200);
    expect(exported.text).toBe(await old.config());
    expect(exported.text).toContain('# the one upstairs');

    const fresh = await start({ toml: exported.text });
    expect(await fresh.config()).toBe(exported.text);
    expect((await fresh.owner('/api/config')).status).toBe(200);
    expect((await logIn(fresh)).status).toBe(200);
    const path = 'Radarr-4K.APIKey';
    const shown = await fresh.post('/web/config/reveal', { path, password: PASSWORD }, { 'X-API-Token': TOKEN });
    expect(shown.body).toEqual({ path, value: '0123456789abcdef0123456789abcdef' });
  });

  test('who saw what is in the history and in the log, the secrets are in neither', async () => {
    const server = await start({ webui: await withPassword(), sections });
    await server.post('/web/config/reveal', { path: 'qBit.Password' }, desktop(server));
    await server.post('/api/config/reveal', { path: 'qBit.Password', password: 'a slip' }, { 'X-API-Token': TOKEN });
    await server.post('/api/config/export', { password: PASSWORD }, { 'X-API-Token': TOKEN });
    const history = await activity(server);
    expect(history).toContain('qBit.Password was revealed to the desktop window');
    expect(history).toContain(
      'The settings with all their secrets were exported by ada with the API token, from 127.0.0.1',
    );
    const logs = await until('the log is written', async () => {
      const text = await server.logs();
      return text.includes('were exported by ada') && text;
    });
    expect(logs).toContain('qBit.Password was revealed to the desktop window');
    expect(logs).toContain('Showing secrets was refused: wrong password, from 127.0.0.1');
    for (const secret of ['hunter2-and-more', '0123456789abcdef', 'signing secret', 'a slip', PASSWORD]) {
      expect(history).not.toContain(secret);
      expect(logs).not.toContain(secret);
    }
  });

  test('exported without them it is taken in by another installation, which names each that is missing', async () => {
    const old = await start({ webui: await withPassword(), sections });
    const exported = await withoutSecrets(old);
    const other = await start({ webui: await withPassword() });
    const body = { source: 'qbitrr', text: exported };
    const proposed = await other.post('/api/config/import', body, { 'X-API-Token': TOKEN });
    const { id, attention } = importProposal.parse(proposed.body);
    const missing = attention.filter(({ message }) => message.startsWith('The secret is missing'));
    expect(missing.map(({ from }) => from)).toEqual([
      'qBit.Password',
      'Radarr-4K.APIKey',
      'Radarr-4K.EntrySearch.Overseerr.OverseerrAPIKey',
      'Webhooks.Phone.Secret',
    ]);
    expect((await other.post(`/api/config/import/${id}/save`, {}, { 'X-API-Token': TOKEN })).status).toBe(200);
    // The way in stays what it was, and nothing is taken for a secret that is none.
    expect((await logIn(other)).status).toBe(200);
    const { secrets } = configFields.parse((await other.owner('/web/config/fields')).body);
    expect(secrets).toMatchObject({ 'qBit.Password': null, 'Radarr-4K.APIKey': null, 'WebUI.PasswordHash': '' });
  });

  test('a file without secrets that is put into an empty folder is locked by a token of its own', async () => {
    const old = await start({ webui: await withPassword(), sections });
    const fresh = await start({ toml: await withoutSecrets(old) });
    expect(objectOf(await fresh.ask('/api/config', { headers: { 'X-API-Token': '[redacted]' } }))).toMatchObject({
      error: 'unauthorized',
    });
    expect(await fresh.config()).toMatch(/Token = "[0-9a-f]{64}"/);
    expect(await logIn(fresh)).toMatchObject({ status: 403, body: { code: 'SETUP_REQUIRED' } });
  });

  test('with the password of qBittorrent in the environment the file does not get it', async () => {
    const server = await start({
      sections: '[qBit]\nHost = "127.0.0.1"\nPort = 8080\n',
      env: { QBITRR_QBIT_PASSWORD: 'of the environment' },
    });
    const refused = await server.post('/web/config/reveal', { path: 'qBit.Password' }, desktop(server));
    expect(refused).toMatchObject({
      status: 409,
      body: { error: 'QBITRR_QBIT_PASSWORD decides this', code: 'ENVIRONMENT' },
    });
    const exported = await server.post('/web/config/export', {}, desktop(server));
    expect(exported.text).not.toContain('of the environment');
  });
});

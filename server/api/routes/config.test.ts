import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHarness, type Harness } from '../testing/harness.ts';
import { saveAnswer } from './save-answer.ts';

it('3.5: a save that was rolled back says so', () => {
  const answer = saveAnswer({
    ok: false,
    status: 500,
    error: 'Failed to apply config',
    details: 'Radarr-A',
    rolledBack: true,
  });
  expect(answer).toMatchObject({
    status: 500,
    body: { error: 'Failed to apply config', details: 'Radarr-A', rolledBack: true },
  });
});

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.stop());

describe.each(['/api', '/web'])('%s configuration routes', (prefix) => {
  it('2.8.2: the schema, and the field list with locks', async () => {
    const schema = await api.authed(`${prefix}/config/schema`);
    expect(schema.body).toMatchObject({ version: 1, sections: { Settings: expect.any(Array) } });
    const fields = await api.authed(`${prefix}/config/fields`);
    expect(fields.body).toMatchObject({
      fields: expect.arrayContaining([expect.objectContaining({ path: '<arr>.URI' })]),
      locks: { 'Settings.LoopSleepTimer': { variable: 'QBITRR_SETTINGS_LOOP_SLEEP_TIMER', value: 9 } },
    });
  });

  it('CF-13: a plan of changes or of a document, not of both', async () => {
    expect(await api.post(`${prefix}/config/plan`, { changes: { a: 1 } })).toMatchObject({
      status: 200,
      body: { ok: true },
    });
    expect(api.calls.at(-1)).toEqual(['plan', { changes: { a: 1 } }]);
    await api.post(`${prefix}/config/plan`, { config: 'a = 1' });
    expect(api.calls.at(-1)).toEqual(['plan', { config: 'a = 1' }]);
    await api.post(`${prefix}/config/plan`);
    expect(api.calls.at(-1)).toEqual(['plan', { changes: {} }]);
    expect(await api.post(`${prefix}/config/plan`, { changes: {}, config: '' })).toMatchObject({
      status: 400,
      error: 'Send either changes or config, not both',
    });
    expect(await api.post(`${prefix}/config/plan`, { changes: [] })).toMatchObject({
      status: 400,
      error: 'changes must be an object',
    });
  });

  it('CF-15: backups are listed, shown, compared, downloaded and restored', async () => {
    expect((await api.authed(`${prefix}/config/backups`)).body).toMatchObject({ backups: [{ author: 'panel' }] });
    const id = 'config.2025-11-27_12-00-00.panel.toml';
    expect((await api.authed(`${prefix}/config/backups/${id}`)).body).toMatchObject({
      id,
      config: expect.stringContaining('[WebUI]'),
    });
    expect((await api.authed(`${prefix}/config/backups/${id}/diff`)).body).toMatchObject({ ok: true });
    const file = await api.authed(`${prefix}/config/backups/${id}/download`);
    expect(file.headers['content-disposition']).toBe(`attachment; filename="${id}"`);
    expect(file.text).toContain('[redacted]');
    const restored = await api.post(
      `${prefix}/config/backups/${id}/restore`,
      { clearSearchHistory: true },
      { 'If-Match': '"e1"' },
    );
    expect(restored).toMatchObject({ status: 200, headers: { 'x-config-reloaded': 'true' } });
    expect(api.calls.at(-1)).toEqual(['restore', id, { ifMatch: '"e1"', author: 'token', clearSearchHistory: true }]);
    for (const path of ['none', 'none/diff', 'none/download']) {
      expect(await api.authed(`${prefix}/config/backups/${path}`)).toMatchObject({
        status: 404,
        error: 'Unknown backup none',
      });
    }
    expect(await api.post(`${prefix}/config/backups/none/restore`)).toMatchObject({ status: 404 });
  });

  it('imports: one source only; an unknown proposal is a 404', async () => {
    expect(await api.post(`${prefix}/config/import`, { source: 'qbitrr', path: '/x' })).toMatchObject({
      status: 404,
      error: 'No configuration found',
    });
    expect(await api.post(`${prefix}/config/import`, { source: 'qbitrr', path: '/x', text: '' })).toMatchObject({
      status: 400,
      error: 'Send either path or text',
    });
    expect(await api.post(`${prefix}/config/import`, { source: 'other', text: '' })).toMatchObject({ status: 400 });
    expect(await api.post(`${prefix}/config/import/none/plan`)).toMatchObject({
      status: 404,
      error: 'Unknown import none',
    });
    expect(await api.post(`${prefix}/config/import/none/save`)).toMatchObject({ status: 404 });
  });

  it('2.8.4: failures of the Arr test carry success, message, error and details', async () => {
    expect(await api.post(`${prefix}/arr/test-connection`, {})).toMatchObject({
      status: 400,
      body: { success: false, message: 'Missing request body', error: 'Missing request body', details: '' },
    });
  });

  it('CF-9: other connections and paths', async () => {
    expect((await api.post(`${prefix}/connections/test`, { kind: 'ombi', url: 'http://x' })).body).toMatchObject({
      success: false,
      message: 'ombi did not answer',
    });
    expect(await api.post(`${prefix}/connections/test`, { kind: 'sabnzbd' })).toMatchObject({ status: 400 });
    expect((await api.post(`${prefix}/paths/check`, { path: '/x' })).body).toMatchObject({ exists: false });
    expect(await api.post(`${prefix}/paths/check`, {})).toMatchObject({ status: 400, error: 'path must be a string' });
  });

  it('issue 5: the path doctor, by the settings in force and by others that are not saved', async () => {
    expect(await api.authed(`${prefix}/path-doctor`)).toMatchObject({ status: 200, body: { apps: [] } });
    expect(await api.post(`${prefix}/path-doctor`, { changes: {} })).toMatchObject({ status: 200, body: { apps: [] } });
    expect(await api.post(`${prefix}/path-doctor`, { changes: {}, config: '' })).toMatchObject({ status: 400 });
    expect(await api.post(`${prefix}/path-doctor`, { path: '/x' })).toMatchObject({ status: 400 });
  });

  it('ui.md 7: what answers on this computer', async () => {
    expect((await api.authed(`${prefix}/connections/local`)).body).toMatchObject({ apps: [{ answer: 'found' }] });
  });

  it('nobody gets in without a credential', async () => {
    for (const path of [
      'config/schema',
      'config/fields',
      'config/backups',
      'config/backups/x',
      'config/backups/x/download',
      'path-doctor',
      'connections/local',
    ]) {
      expect(await api.ask(`${prefix}/${path}`)).toMatchObject({ status: 401 });
    }
    for (const path of [
      'config/plan',
      'config/import',
      'arr/test-connection',
      'connections/test',
      'paths/check',
      'path-doctor',
      'config/backups/x/restore',
    ]) {
      expect(await api.ask(`${prefix}/${path}`, { method: 'POST' })).toMatchObject({ status: 401 });
    }
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportProposal } from '../../contract/index.ts';
import { catalogue } from '../catalogue/index.ts';
import { parseToml } from '../document/text.ts';
import { readEnvironment } from '../environment.ts';
import type { ConfigService } from '../service/types.ts';
import { ConfigFolder, sampleConfig } from '../testing/config-folder.ts';
import { getAt, withChange, type Tree } from '../tree.ts';
import { lookUpSecret } from './lookup.ts';

const treeOf = (text: string): Tree => {
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.tree;
};
const environment = (variables: Record<string, string> = {}) => {
  const read = readEnvironment(variables);
  if (!read.ok) throw new Error(read.problems.join());
  return read.environment;
};

let at: ConfigFolder;
beforeEach(() => {
  at = new ConfigFolder();
});
afterEach(() => at.remove());

describe('CF-11: a stored secret for its owner', () => {
  it.each(catalogue.filter(({ secret }) => secret === true).map(({ path }) => path))('%s', (pattern) => {
    const names: Record<string, string> = { '<qbit>': 'qBit-A.B', '<arr>': 'Radarr 4.5', '<name>': 'Phone' };
    const named = pattern.split('.').map((part) => names[part] ?? part);
    const path = named.join('.');
    const tree = withChange({}, { path: named, value: 'typed' });
    // Whoever needs the fingerprint of a password wants to guess it.
    const isShown = pattern !== 'WebUI.PasswordHash';
    expect(lookUpSecret(path, tree, environment())).toEqual(
      isShown ? { kind: 'value', value: 'typed' } : { kind: 'none' },
    );
    const emptied = withChange(tree, { path: named, value: '' });
    expect(lookUpSecret(path, emptied, environment()).kind).toBe(isShown ? 'empty' : 'none');
  });

  it('is told of no other key, whatever its name or value', () => {
    const tree = treeOf('[Settings]\nFreeSpace = "5G"\nToken = "old place"\n[Radarr]\nMyToken = "x"\nAPIKey = 5\n');
    for (const path of ['Settings.FreeSpace', 'Settings.Token', 'Radarr.MyToken', 'Radarr', '', 'constructor.name'])
      expect(lookUpSecret(path, tree, environment())).toEqual({ kind: 'none' });
    expect(lookUpSecret('Radarr.APIKey', tree, environment())).toEqual({ kind: 'empty' });
  });

  it('that an environment variable decides is not told; one of the file beside it is', () => {
    const outside = environment({ QBITRR_QBIT_PASSWORD: 'of the environment' });
    const variable = { kind: 'environment', variable: 'QBITRR_QBIT_PASSWORD' };
    expect(lookUpSecret('qBit.Password', treeOf('[qBit]\nHost = "h"\n'), outside)).toEqual(variable);
    const written = treeOf('[qBit]\nPassword = "mine"\n[qBit-Two]\nHost = "h"\n');
    expect(lookUpSecret('qBit.Password', written, outside)).toEqual({ kind: 'value', value: 'mine' });
    expect(lookUpSecret('qBit-Two.Password', written, outside)).toEqual({ kind: 'empty' });
  });

  it('is read from the file as it is on disk now', async () => {
    const service = await at.open();
    expect(await service.secret('Radarr-A.APIKey')).toEqual({ kind: 'value', value: 'key-a' });
    at.write(sampleConfig.replace('key-a', 'key-of-an-editor'));
    expect(await service.secret('Radarr-A.APIKey')).toEqual({ kind: 'value', value: 'key-of-an-editor' });
    expect(await service.withSecrets()).toContain('key-of-an-editor');
  });

  it('is readable although it is sealed on disk, and so is the exported file', async () => {
    const box = {
      seal: (text: string) => Buffer.from(`sealed ${text}`).toString('base64'),
      open: (sealed: string) => Buffer.from(sealed, 'base64').toString().slice('sealed '.length),
    };
    const service = await at.open(sampleConfig.replace('[WebUI]', 'UseKeychain = true\n\n[WebUI]'), {
      keychain: () => ({ ok: true, box }),
    });
    expect(at.read()).not.toContain('key-a');
    expect(await service.secret('Radarr-A.APIKey')).toEqual({ kind: 'value', value: 'key-a' });
    const exported = await service.withSecrets();
    expect(exported).toContain('APIKey = "key-a"');
    expect(exported).toContain('# mine');
  });
});

describe('CF-20: a file that came without its secrets', () => {
  const masked = (service: ConfigService): string => service.read().toml;
  const propose = async (service: ConfigService, text: string): Promise<ImportProposal> => {
    const outcome = await service.imports.propose({ source: 'qbitrr', text });
    if (!outcome.ok) throw new Error(outcome.error);
    return outcome.proposal;
  };
  const missing = 'The secret is missing: the file came without it. Type it in';

  it('has no API token, though everybody knows what stands in its place', async () => {
    const first = await at.open();
    const text = masked(first);
    const service = await at.open(text);
    expect(service.tokenGenerated).toBe(true);
    expect(service.webui().token).toMatch(/^[0-9a-f]{64}$/);
    at.write(at.read().replace(/Token = ".*"/, 'Token = " [redacted] "'));
    await service.reread();
    expect(service.webui().token).toBe('');
  });

  it('is taken in, and each secret that is missing is named', async () => {
    const text = masked(await at.open());
    const service = await at.open('[Settings]\nConfigVersion = "5.14.4"\n[WebUI]\nToken = "mine"\n');
    const { attention, id } = await propose(service, text);
    expect(attention.filter(({ message }) => message === missing).map(({ from }) => from)).toEqual([
      'qBit.Password',
      'Radarr-A.APIKey',
    ]);
    const plan = await service.imports.plan(id, null);
    expect(plan?.ok).toBe(true);
    expect(plan?.warnings.filter(({ message }) => message === missing)).toHaveLength(2);
    expect((await service.imports.save(id, null, { ifMatch: null }))?.ok).toBe(true);
    // Until they are typed in, the program goes on naming them, and the panel says "not set".
    expect(service.issues().filter(({ message }) => message === missing)).toHaveLength(2);
    expect(service.secrets()).toMatchObject({ 'Radarr-A.APIKey': null, 'qBit.Password': null });
    expect((await service.applyChanges({ 'Radarr-A.APIKey': 'typed' }, { ifMatch: null })).ok).toBe(true);
    expect(
      service
        .issues()
        .filter(({ message }) => message === missing)
        .map(({ path }) => path),
    ).toEqual(['qBit.Password']);
  });

  it('takes nothing from the installation that still has its secrets', async () => {
    const service = await at.open();
    const { attention, id } = await propose(service, masked(service).replace('h:1', 'h:2'));
    expect(attention.filter(({ message }) => message === missing)).toEqual([]);
    expect((await service.imports.save(id, null, { ifMatch: null }))?.ok).toBe(true);
    const saved = treeOf(at.read());
    expect(getAt(saved, ['Radarr-A', 'URI'])).toBe('http://h:2');
    expect(getAt(saved, ['Radarr-A', 'APIKey'])).toBe('key-a');
    expect(getAt(saved, ['qBit', 'Password'])).toBe('hunter2');
  });

  it('says so in the review of a document too, where the key would be dropped', async () => {
    const service = await at.open();
    const config = `${masked(service)}\n[qBit-New]\nHost = "h"\nPort = 1\nPassword = "[redacted]"\n`;
    const { warnings } = await service.plan({ config });
    expect(warnings.filter(({ message }) => message === missing).map(({ path }) => path)).toEqual([
      'qBit-New.Password',
    ]);
  });
});

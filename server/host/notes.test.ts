import { describe, expect, it } from 'vitest';
import { configSavedNote, engineNote, signedInNote, verbNote } from './notes.ts';

describe('ledger events about this program (ui.md 6.3)', () => {
  it('says who saved what, and no value', () => {
    const paths = ['Settings.ObserveOnly', 'WebUI.Token', 'Radarr-A.URI', 'Radarr-A.APIKey', 'qBit.Password'];
    expect(configSavedNote('panel', paths)).toMatchObject({
      kind: 'config',
      result: 'ok',
      message: 'Settings saved in the panel: Settings.ObserveOnly, WebUI.Token, Radarr-A.URI and 2 more',
      values: { by: 'panel', changed: 5 },
    });
    expect(configSavedNote('file', ['Settings.LoopSleepTimer']).message).toBe(
      'Settings saved in the file: Settings.LoopSleepTimer',
    );
  });

  it('names the loop that was started, stopped or restarted by hand, and the start of the engine', () => {
    expect(verbNote('stop', 'Radarr-A', 'Radarr-A: torrent loop')).toMatchObject({
      kind: 'process',
      manager: 'Radarr-A',
      message: 'Radarr-A: torrent loop stopped by hand',
    });
    expect(verbNote('reconnect', null, 'All instances were').message).toBe('All instances were reconnected by hand');
    expect(engineNote('started', '0.1.0').message).toBe('The engine started, version 0.1.0');
  });

  it('tells of a sign-in', () => {
    expect(signedInNote('Signed in with a password from 127.0.0.1').kind).toBe('sign-in');
  });
});

import { describe, expect, it } from 'vitest';
import { parseToml } from '../document/text.ts';
import { emptyEnvironment } from '../environment.ts';
import { resolveSettings } from './index.ts';

function resolved(text: string) {
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const { webhooks, issues } = resolveSettings(parsed.tree, emptyEnvironment);
  return { webhooks, issues: issues.filter(({ path }) => path.startsWith('Webhooks')) };
}

describe('[Webhooks.<Name>] (api.md 3.11)', () => {
  it('takes its defaults: enabled, every event, 10 s, our own JSON', () => {
    const { webhooks, issues } = resolved('[Webhooks.Chat]\nURL = "https://chat.example/x"\n');
    expect(issues).toEqual([]);
    expect(webhooks).toEqual([
      {
        name: 'Chat',
        url: 'https://chat.example/x',
        enabled: true,
        events: expect.arrayContaining(['torrent.completed', 'update.available']),
        secret: '',
        timeoutSeconds: 10,
        template: 'json',
      },
    ]);
  });

  it('reads what is written; a form in any case, anything else is the text to send', () => {
    const { webhooks } = resolved(`[Webhooks.A]
URL = "http://a"
Enabled = false
Events = ["disk.hold", "torrent.completed"]
Secret = "key"
TimeoutSeconds = "1m"
Template = "Discord"
[Webhooks.B]
URL = "http://b"
Events = []
Template = "{title}: {message}"`);
    expect(webhooks).toMatchObject([
      {
        enabled: false,
        events: ['torrent.completed', 'disk.hold'],
        secret: 'key',
        timeoutSeconds: 60,
        template: 'discord',
      },
      { events: [], template: { text: '{title}: {message}' } },
    ]);
  });

  it('names what cannot be used and keeps the rest', () => {
    const { webhooks, issues } = resolved(`[Webhooks.A]
URL = "ftp://a"
[Webhooks.B]
Enabled = true
[Webhooks.C]
URL = "http://c"
Events = ["disk.full", "disk.hold"]`);
    expect(webhooks).toMatchObject([{ name: 'C', events: ['disk.hold'] }]);
    expect(issues.map(({ path }) => path)).toEqual(['Webhooks.A.URL', 'Webhooks.B.URL', 'Webhooks.C.Events']);
    expect(issues[2]?.message).toContain('There is no event "disk.full". There are: torrent.completed,');
  });
});

import { describe, expect, test } from 'vitest';
import { createRedactor } from './redact.ts';

describe('redaction (supervisor.md 6.5)', () => {
  const redactor = createRedactor();

  test.each([
    ['GET http://h/api?apikey=abc123&x=1', 'GET http://h/api?apikey=[redacted]&x=1'],
    ['http://h/?a=1&token=abc#frag', 'http://h/?a=1&token=[redacted]#frag'],
    ['X-Api-Key: 0123abcd', 'X-Api-Key: [redacted]'],
    ['{"X-API-Token":"abc","a":1}', '{"X-API-Token":"[redacted]","a":1}'],
    ['Authorization: Bearer abc.def-1', 'Authorization: [redacted]'],
    ['Cookie: SID=abc; other=1', 'Cookie: [redacted]'],
    ['answered SID=abcdef; path=/', 'answered SID=[redacted]; path=/'],
    ['connect http://joe:pw@host:8080/x', 'connect http://[redacted]@host:8080/x'],
    ['{"password": "a\\"b"}', '{"password": "[redacted]"}'],
    ['https://t.example.org/0123456789abcdef/announce', 'https://t.example.org/[redacted]/announce'],
    ['https://t.example.org/announce.php?passkey=0123456789', 'https://t.example.org/announce.php?passkey=[redacted]'],
    ['token qbitrr_0123456789-abcdefghij_XYZ of', 'token qbitrr_[redacted] of'],
    ['sent qbitrr_session=0123456789abcdefghijk', 'sent qbitrr_session=[redacted]'],
    ['GET /ui/sign-in-link/0123456789abcdefghijk failed', 'GET /ui/sign-in-link/[redacted] failed'],
    ['https://t.example.org/announce/0123456789abcdef', 'https://t.example.org/announce/[redacted]'],
  ])('%s', (text, clean) => {
    expect(redactor.redact(text)).toBe(clean);
  });

  test.each([
    'torrent 0123456789abcdef0123456789abcdef01234567 removed',
    '/data/tv/Show (2020)/announce this.mkv',
    'Radarr-4K did not answer: connection refused by http://localhost:7878/api/v3/system/status',
    'http://tracker.example.org:6969/announce',
    'mail joe@example.org',
    'The password of [qBit] is not accepted',
  ])('leaves %s', (text) => {
    expect(redactor.redact(text)).toBe(text);
  });

  test('literals of the present and former config, 6 characters or longer, also encoded', () => {
    const own = createRedactor(['p@ss word', 'short']);
    own.setSecrets(['second-secret']);
    expect(own.redact('p@ss word p%40ss%20word second-secret short')).toBe('[redacted] [redacted] [redacted] short');
  });
});

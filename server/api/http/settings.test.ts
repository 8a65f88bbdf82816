import { describe, expect, test } from 'vitest';
import { createStandIn } from '../testing/stand-in.ts';
import { clientAddress, outwardOrigin } from './origin.ts';
import { httpSettings } from './settings.ts';

const settingsOf = (webui: Parameters<typeof createStandIn>[0], machine = 'nas') =>
  httpSettings(createStandIn(webui).services.config.webui(), machine);

describe('host names', () => {
  test('this computer is known by its name, alone, in full and over multicast DNS', () => {
    const { hostNames } = settingsOf({ allowedHosts: ['QB.home:8443'] }, 'NAS.example.org');
    expect([...hostNames].toSorted()).toEqual([
      '0.0.0.0',
      'localhost',
      'nas',
      'nas.example.org',
      'nas.local',
      'qb.home',
    ]);
  });

  test('a computer without a name adds none', () => {
    expect([...settingsOf({}, '').hostNames].toSorted()).toEqual(['0.0.0.0', 'localhost']);
  });
});

describe('forwarded headers', () => {
  const from = (peer: string, webui: Parameters<typeof createStandIn>[0], header = '203.0.113.9'): string =>
    clientAddress(peer, { 'x-forwarded-for': header }, settingsOf(webui));

  test.each([
    ['10.0.0.2', {}, '10.0.0.2'],
    ['10.0.0.2', { behindHttpsProxy: true }, '203.0.113.9'],
    ['10.0.0.2', { trustedProxies: ['10.0.0.0/8'] }, '203.0.113.9'],
    ['::ffff:10.0.0.2', { trustedProxies: ['10.0.0.2'] }, '203.0.113.9'],
    ['11.0.0.2', { trustedProxies: ['10.0.0.0/8'] }, '11.0.0.2'],
    ['11.0.0.2', { behindHttpsProxy: true, trustedProxies: ['10.0.0.0/8'] }, '11.0.0.2'],
    ['fd00::2', { trustedProxies: ['fd00::/64', 'nonsense', '10.0.0.0/99'] }, '203.0.113.9'],
    ['10.0.0.2', { trustedProxies: ['nonsense'] }, '10.0.0.2'],
  ])('from %s with %j the client is %s', (peer, webui, client) => {
    expect(from(peer, webui)).toBe(client);
  });

  test.each([
    ['203.0.113.9:4711', '203.0.113.9'],
    ['[2001:db8::9]:4711', '2001:db8::9'],
    ['[2001:db8::9]', '2001:db8::9'],
    ['2001:DB8::9', '2001:db8::9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
  ])('2.0 %s of a proxy that adds the port is %s', (header, client) => {
    expect(from('10.0.0.2', { behindHttpsProxy: true }, `127.0.0.1, ${header}`)).toBe(client);
  });

  test('one hop only: what the client itself wrote in front of it is not looked at', () => {
    expect(from('10.0.0.2', { behindHttpsProxy: true }, '127.0.0.1, 203.0.113.9')).toBe('203.0.113.9');
    expect(from('10.0.0.2', { behindHttpsProxy: true }, 'garbage')).toBe('10.0.0.2');
  });

  test.each([
    [{}, {}, 'http://qb.home:6969'],
    [{ behindHttpsProxy: true }, {}, 'https://qb.home:6969'],
    [
      { trustedProxies: ['10.0.0.2'] },
      { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'out.example' },
      'https://out.example',
    ],
    [
      { trustedProxies: ['10.0.0.3'] },
      { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' },
      'http://qb.home:6969',
    ],
    [{ behindHttpsProxy: true }, { 'x-forwarded-proto': 'http' }, 'http://qb.home:6969'],
    [{ behindHttpsProxy: true }, { 'x-forwarded-host': 'evil.example/path?x' }, 'https://localhost'],
  ])('with %j and %j the browser sees %s', (webui, headers, origin) => {
    expect(outwardOrigin('10.0.0.2', { host: 'qb.home:6969', ...headers }, settingsOf(webui))).toBe(origin);
  });
});

import fc from 'fast-check';
import { catalogue } from '../../../../server/config/catalogue/index.ts';
import type { JsonSchema } from './document.ts';
import { hostileText, hostileValue } from './values.ts';

/** Addresses that answer at once or never: none makes the program ask a name server or a stranger. */
export const addresses: readonly string[] = [
  'http://127.0.0.1:9',
  'http://127.0.0.1:9/base?x=1#y',
  'https://127.0.0.1:9',
  '127.0.0.1:9',
  'http://user:pass@127.0.0.1:9',
  '',
  'http://',
  'http://[::1',
  'ftp://127.0.0.1/x',
  'javascript:alert(1)',
  '//127.0.0.1:9',
  '\0',
  'http://127.0.0.1:99999',
];

/** Of the server that is asked, so that requests come as far as what only its owner is told. */
export const ownersPassword = 'correct horse battery';

/** Texts at the edge of TOML: of the right form, nearly, with values JSON does not know, with names every object has. */
const tomlTexts: readonly string[] = [
  '',
  '#',
  'x = 1',
  'x =',
  '[Settings',
  '[Settings]\nConfigVersion = "99.0.0"',
  '[Settings]\nConfigVersion = "5.14.4"\nLoopSleepTimer = inf\n',
  '[Settings]\nLoopSleepTimer = nan\nFreeSpace = 1979-05-27T07:32:00Z\n',
  '[Settings]\nLoopSleepTimer = 9223372036854775807\n',
  '[Settings]\nLoopSleepTimer = 9223372036854775808\n',
  '[__proto__]\nx = 1\n[constructor]\nprototype = 1\n',
  '__proto__ = { a = 1 }\n',
  '[Radarr-X]\nURI = 5\nAPIKey = []\nCategory = {}\nManaged = "yes"\n',
  '[Radarr-X]\nURI = "http://127.0.0.1:9"\nAPIKey = "k"\nCategory = "x"\n',
  '[Radarr-X.EntrySearch.Ombi]\nSearchOmbiRequests = true\nOmbiURI = "CHANGE_ME"\n',
  '[[Radarr-X]]\nURI = "a"\n[[Radarr-X]]\nURI = "b"\n',
  '[qBit-2.Trackers]\nx = 1\n',
  '[[qBit.Trackers]]\nURI = 1\nMaximumETA = "x"\n',
  '[Webhooks]\nHome = 3\n',
  '[Webhooks.Home]\nURL = "x"\nEvents = [1, "a"]\n',
  '"" = 1\n"a.b" = 2\n[" "]\n"\\u0000" = "\\u0000"\n',
  `x = ${'['.repeat(300)}${']'.repeat(300)}\n`,
  `x = ${'['.repeat(5000)}${']'.repeat(5000)}\n`,
  '[a.b.c.d.e.f.g.h]\nx = { y = { z = { } } }\n',
  `${Array.from({ length: 3000 }, (_, line) => `k${line} = "${line}"`).join('\n')}\n`,
  'Settings = 1\nWebUI = "x"\nqBit = []\n',
  '\uFEFF[Settings]\r\nx = 1\r\n',
  'jobs:\n  remove_slow: true\n',
  'general:\n  log_level: INFO\nqbittorrent:\n  - base_url: http://127.0.0.1:9\n',
];

const toml = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...tomlTexts) }, { weight: 1, arbitrary: hostileText });

/** What members of these names are filled with, whatever their schema allows. */
export const members: ReadonlyMap<string, fc.Arbitrary<unknown>> = new Map([
  ...['url', 'uri', 'host'].map((name): [string, fc.Arbitrary<unknown>] => [name, fc.constantFrom(...addresses)]),
  ['config', toml],
  ['text', toml],
  [
    'path',
    fc.oneof(
      fc.constantFrom('WebUI.Token', 'WebUI.PasswordHash', 'Settings.FreeSpace', 'Radarr-1080.APIKey', 'qBit.Password'),
      fc.constantFrom('/', '/tmp', '/dev/null', '/dev/zero', '/proc/self/mem', '/nowhere', '.', '~'),
      hostileText,
    ),
  ],
  ['password', fc.oneof({ weight: 3, arbitrary: fc.constant(ownersPassword) }, { weight: 1, arbitrary: hostileText })],
  ['level', fc.oneof(fc.constantFrom('debug', 'INFO', 'TRACE', 'LOUD'), hostileValue)],
]);

const text: JsonSchema = { type: 'string' };

/** Keys of the catalogue as changes name them. Addresses are left out: they would send the managers to strangers. */
const changes: JsonSchema = {
  type: 'object',
  properties: Object.fromEntries(
    catalogue
      .filter(({ path }) => !/(Host|URI|URL|URLS)$/i.test(path))
      .map(({ path }) => [
        path.replace('<qbit>', 'qBit').replace('<arr>', 'Radarr-1080').replace('<name>', 'Home'),
        {},
      ]),
  ),
  additionalProperties: {},
};

/** Bodies the document leaves open. */
export const openBodies: readonly [RegExp, JsonSchema][] = [
  [/\/config(\/plan|\/preview)?$/, { type: 'object', properties: { changes, config: text } }],
  [
    /\/arr\/test-connection$/,
    {
      type: 'object',
      required: ['arrType'],
      properties: {
        arrType: { enum: ['radarr', 'sonarr', 'lidarr', 'readarr', 'plexarr'] },
        uri: text,
        apiKey: text,
        instanceKey: text,
        skipTlsVerify: { type: 'boolean' },
      },
    },
  ],
  [/\/(login|set-password)$/, { type: 'object', properties: { username: text, password: text, setupToken: text } }],
];

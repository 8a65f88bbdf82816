import { catalogue, hasNoEffect, type Field } from '../catalogue/index.ts';
import { fieldEffect } from '../reload/effect.ts';
import { offValue, optionsOf } from './words.ts';

const sections: readonly { readonly pattern: string; readonly title: string; readonly about: string }[] = [
  { pattern: 'Settings.', title: '[Settings]', about: 'What concerns the whole program.' },
  { pattern: 'WebUI.', title: '[WebUI]', about: 'The control panel and the API.' },
  {
    pattern: '<qbit>.',
    title: '[qBit], [qBit-NAME]',
    about: 'One section for each qBittorrent. Only the tracker rules of `[qBit]` serve the Arr sections as well.',
  },
  {
    pattern: '<arr>.',
    title: '[Radarr-NAME], [Sonarr-NAME], [Lidarr-NAME], [Readarr-NAME]',
    about:
      'One section for each Arr; its kind follows from the first letters of the name. Instances are built in file order.',
  },
  { pattern: 'Webhooks.', title: '[Webhooks.NAME]', about: 'Addresses that are told about events.' },
];

const effects = {
  screen: 'nothing but the screen changes',
  now: 'applies at once',
  qbittorrent: 'qBittorrent rules are read anew',
  web: 'the panel moves to another address',
  restart: 'the instance restarts and keeps its search history',
  'restart-reset': 'the instance restarts; its search history starts anew when you agree',
  'restart-all': 'all managers restart',
} as const;

/** The reference page of the configuration, made from the catalogue. */
export function referencePage(): string {
  const intro = [
    '# Configuration reference',
    '',
    '<!-- Written by build/config-docs.mjs from server/config/catalogue. Change the catalogue, then run it again. -->',
    '',
    'Everything is in one file, `config.toml` in the data folder. The panel and the API edit it and keep your comments; you can',
    'edit it by hand while the program runs.',
    '',
    'A key that is absent counts as told under "absent"; that often differs from what a new file holds. Durations are numbers in',
    'the unit given, or text with a suffix: `s`, `m`, `h`, `d`, `w`, `M` (30 days). `CHANGE_ME` means not set up yet.',
    '',
  ];
  return `${[...intro, ...sections.flatMap(sectionLines)].join('\n').trimEnd()}\n`;
}

function sectionLines({ pattern, title, about }: (typeof sections)[number]): string[] {
  const fields = catalogue.filter(({ path }) => path.startsWith(pattern));
  const tables = new Map<string, Field[]>();
  for (const field of fields) {
    const table = field.path.split('.').slice(1, -1).join('.');
    tables.set(table, [...(tables.get(table) ?? []), field]);
  }
  return [
    `## ${escaped(title)}`,
    '',
    about,
    '',
    ...[...tables].flatMap(([table, listed]) => [
      ...(table === '' || table === '<name>' ? [] : [`### ${escaped(tableTitle(pattern, table))}`, '']),
      ...listed.flatMap(fieldLines),
    ]),
  ];
}

function tableTitle(pattern: string, table: string): string {
  const owner = pattern === '<arr>.' ? 'ARR.' : pattern === '<qbit>.' ? 'QBIT.' : pattern;
  return table.endsWith('.[]') || table === '[]' ? `[[${owner}${table.replace(/\.\[\]$/, '')}]]` : `[${owner}${table}]`;
}

function fieldLines(field: Field): string[] {
  const key = field.path.split('.').at(-1) ?? '';
  const off = offValue(field);
  const { special = [] } = field;
  const facts = [
    `type ${typeWords(field)}`,
    `in a new file ${shown(field.defaultByType === undefined ? field.default : field.defaultByType.radarr)}${field.defaultByType === undefined ? '' : ' (differs by kind)'}`,
    `absent ${shown(field.whenMissingHere ?? field.whenMissing)}`,
    ...(special.length > 0 || off === null ? [] : [`off \`${off}\``]),
    ...special.map(({ value, label }) => `\`${value}\` ${escaped(label.toLowerCase())}`),
    ...(field.example === undefined ? [] : [`for example \`${field.example}\``]),
    ...(field.env === undefined ? [] : [`environment \`${field.env}\``]),
    ...(field.requiredWhen === undefined ? [] : [`needed with \`${field.requiredWhen}\``]),
    ...(field.appliesTo === undefined ? [] : [`only for ${field.appliesTo.join(', ')}`]),
    ...(field.secret === true ? ['secret'] : []),
    ...(hasNoEffect(field) ? ['no effect'] : []),
    ...(field.own === true ? ['not known to qBitrr'] : []),
    effects[fieldEffect(field)],
  ];
  return [`**\`${key}\`** - ${field.label}. ${field.help}`, '', `- ${facts.join('; ')}`, ''];
}

function typeWords(field: Field): string {
  const options = optionsOf(field).map(({ value }) => `\`${value}\``);
  const bounds = [
    ...(field.min === undefined ? [] : [`from ${field.min}`]),
    ...(field.max === undefined ? [] : [`to ${field.max}`]),
  ].join(' ');
  const words = options.length > 0 ? `one of ${options.join(', ')}` : field.type;
  return [words, field.unit === undefined ? '' : `in ${field.unit}`, bounds].filter((word) => word !== '').join(' ');
}

function shown(value: unknown): string {
  if (value === null) return 'not there';
  if (typeof value === 'object' && 'from' in value) return `taken from ${escaped(String(value.from))}`;
  return `\`${JSON.stringify(value)}\``;
}

/** Angle brackets would be read as HTML. */
function escaped(text: string): string {
  return text.replaceAll('<', '\\<').replaceAll('[]', '\\[]');
}

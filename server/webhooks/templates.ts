import type { WebhookEvent, WebhookSettings, WebhookTemplate } from '../contract/index.ts';
import { describeEvent, type Description, type Severity } from './describe.ts';

/** A message as it is sent. */
export interface Rendered {
  body: string;
  headers: Record<string, string>;
}

/** Puts an event into the form the receiving service expects (docs/webhooks.md). */
export function render(event: WebhookEvent, template: WebhookSettings['template']): Rendered {
  const words = describeEvent(event);
  return typeof template === 'string' ? forms[template](event, words) : ownText(event, words, template.text);
}

type Form = (event: WebhookEvent, words: Description) => Rendered;

const json = (value: unknown): Rendered => ({
  body: JSON.stringify(value),
  headers: { 'Content-Type': 'application/json' },
});

const colours: Record<Severity, number> = { info: 0x85b9ef, good: 0x5dd68f, warning: 0xf0c551, failure: 0xfe7871 };
const ntfyPriorities: Record<Severity, string> = { info: '3', good: '3', warning: '3', failure: '4' };
const ntfyTags: Record<Severity, string> = {
  info: 'information_source',
  good: 'white_check_mark',
  warning: 'warning',
  failure: 'rotating_light',
};
const gotifyPriorities: Record<Severity, number> = { info: 4, good: 4, warning: 5, failure: 8 };
const appriseTypes: Record<Severity, string> = {
  info: 'info',
  good: 'success',
  warning: 'warning',
  failure: 'failure',
};

/** Longest text a Discord embed takes. */
const discordLongest = 4000;
/** Longest text of a Slack section. */
const slackLongest = 2900;

const forms: Record<WebhookTemplate, Form> = {
  json: (event) => json(event),
  discord: ({ timestamp, source }, { title, message, severity }) =>
    json({
      embeds: [
        {
          title,
          description: message.slice(0, discordLongest),
          color: colours[severity],
          timestamp,
          footer: { text: source },
        },
      ],
      // Names of torrents must not wake a whole channel.
      allowed_mentions: { parse: [] },
    }),
  slack: ({ source }, { title, message }) => {
    const text = `*${slackText(title)}*\n${slackText(message).slice(0, slackLongest)}`;
    return json({
      text: `${slackText(title)}: ${slackText(message).slice(0, slackLongest)}`,
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text } },
        { type: 'context', elements: [{ type: 'plain_text', text: source }] },
      ],
    });
  },
  ntfy: (_, { title, message, severity }) => ({
    body: message,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      Title: headerText(title),
      Priority: ntfyPriorities[severity],
      Tags: ntfyTags[severity],
    },
  }),
  gotify: (_, { title, message, severity }) => json({ title, message, priority: gotifyPriorities[severity] }),
  apprise: (_, { title, message, severity }) => json({ title, body: message, type: appriseTypes[severity] }),
};

const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A header holds ASCII only; ntfy reads the encoded form of mail headers. */
function headerText(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
}

const PLACEHOLDER = /\{([a-zA-Z][a-zA-Z.]*)\}/g;

/**
 * The owner's own text: `{title}`, `{message}`, the members of the envelope and those of `data` by name. In a text that is
 * JSON the values are escaped; unknown placeholders stay as they are.
 */
function ownText(event: WebhookEvent, words: Description, text: string): Rendered {
  const { data, ...envelope } = event;
  const values: Record<string, unknown> = { ...data, ...envelope, title: words.title, message: words.message };
  const isJson = isJsonText(text.replaceAll(PLACEHOLDER, '0'));
  const body = text.replaceAll(PLACEHOLDER, (whole, name: string) => {
    const key = name.replace(/^data\./, '');
    if (!Object.hasOwn(values, key)) return whole;
    const value = plain(values[key]);
    return isJson ? JSON.stringify(value).slice(1, -1) : value;
  });
  return { body, headers: { 'Content-Type': isJson ? 'application/json' : 'text/plain; charset=utf-8' } };
}

function isJsonText(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

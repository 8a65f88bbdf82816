import { webhookEventName, webhookTemplate } from '../../contract/index.ts';
import type { ConfigIssue, WebhookEventName, WebhookSettings } from '../../contract/index.ts';
import { isTree, type Tree } from '../tree.ts';
import { isFilled } from '../values/words.ts';
import { readerOf } from './reader.ts';

/** Webhooks that can be used, in file order, and what is wrong with the others (api.md 3.11). */
export function resolveWebhooks(tree: Tree): { webhooks: WebhookSettings[]; issues: ConfigIssue[] } {
  const read = readerOf(tree);
  const issues: ConfigIssue[] = [];
  const tables = isTree(tree['Webhooks']) ? tree['Webhooks'] : {};
  const webhooks = Object.entries(tables).flatMap(([name, table]): WebhookSettings[] => {
    const path = (key: string): string => `Webhooks.${name}.${key}`;
    if (!isTree(table)) return [];
    const url = read.text('Webhooks', name, 'URL').trim();
    if (!isHttp(url)) {
      issues.push({ path: path('URL'), message: `The address of the webhook ${name} is not an http or https URL.` });
      return [];
    }
    const { events, unknown } = eventsOf(read.raw('Webhooks', name, 'Events'));
    for (const event of unknown) {
      const known = webhookEventName.options.join(', ');
      issues.push({ path: path('Events'), message: `There is no event "${event}". There are: ${known}.` });
    }
    return [
      {
        name,
        url,
        enabled: read.flag('Webhooks', name, 'Enabled'),
        events,
        secret: read.text('Webhooks', name, 'Secret'),
        timeoutSeconds: Math.max(1, read.duration(['Webhooks', name, 'TimeoutSeconds'])),
        template: templateOf(read.text('Webhooks', name, 'Template')),
      },
    ];
  });
  return { webhooks, issues };
}

const isHttp = (url: string): boolean => isFilled(url) && /^https?:\/\//i.test(url) && URL.canParse(url);

/** A missing list means every event, an empty one none. */
function eventsOf(value: unknown): { events: WebhookEventName[]; unknown: string[] } {
  if (value === undefined || value === null) return { events: [...webhookEventName.options], unknown: [] };
  const names: unknown[] = Array.isArray(value) ? value : [value];
  const unknown = names.map(String).filter((name) => !webhookEventName.safeParse(name).success);
  return { events: webhookEventName.options.filter((name) => names.includes(name)), unknown };
}

function templateOf(text: string): WebhookSettings['template'] {
  const name = webhookTemplate.safeParse(text.trim().toLowerCase() || 'json');
  return name.success ? name.data : { text };
}

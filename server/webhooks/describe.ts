import { formatBytes } from '../contract/index.ts';
import type { WebhookEvent } from '../contract/index.ts';

export type Severity = 'info' | 'good' | 'warning' | 'failure';

/** An event in words, for people who read it on a phone. */
export interface Description {
  title: string;
  message: string;
  severity: Severity;
}

/** Title and message of an event: fact, then cause. */
export function describeEvent(event: WebhookEvent): Description {
  switch (event.event) {
    case 'torrent.completed': {
      const { name, size, qbitInstance } = event.data;
      return {
        title: 'Download complete',
        message: `${name} (${formatBytes(size)}) on ${qbitInstance}`,
        severity: 'good',
      };
    }
    case 'import.successful': {
      const { title, arr } = event.data;
      return { title: `Imported into ${arr}`, message: title, severity: 'good' };
    }
    case 'health.failed':
      return { title: `${event.data.target} failed`, message: event.data.message, severity: 'failure' };
    case 'process.restarted': {
      const { name, kind, reason } = event.data;
      const message = `${name}, ${kind} loop: ${causes[reason]}`;
      return { title: `${name} restarted`, message, severity: reason === 'crash' ? 'warning' : 'info' };
    }
    case 'removal.planned': {
      const { name, reason, at } = event.data;
      const when = at === null ? '' : ` Planned for ${at}.`;
      return { title: 'Removal planned', message: `${name}. ${reason}${when}`, severity: 'warning' };
    }
    case 'removal.done': {
      const { name, reason, filesDeleted } = event.data;
      const title = filesDeleted ? 'Removed with its files' : 'Removed, files kept';
      return { title, message: reason.includes(name) ? reason : `${name}. ${reason}`, severity: 'warning' };
    }
    case 'budget.tripped':
      return { title: 'Removals are stopped', message: event.data.reason, severity: 'failure' };
    case 'disk.hold':
      return { title: 'Held for disk space', message: withName(event.data), severity: 'warning' };
    case 'disk.release':
      return { title: 'Disk space is free again', message: withName(event.data), severity: 'good' };
    case 'update.available': {
      const { current, latest, url } = event.data;
      return { title: `Update ${latest} is available`, message: `Running ${current}. ${url}`, severity: 'info' };
    }
    case 'webhook.test':
      return { title: 'Test message', message: event.data.message, severity: 'info' };
  }
}

const causes = { manual: 'asked for', crash: 'after a crash', config: 'settings changed', rebuild: 'reconnected' };

const withName = ({ name, reason }: { name: string | null; reason: string }): string =>
  name === null || reason.includes(name) ? reason : `${name}. ${reason}`;

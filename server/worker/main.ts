import type { Clock, ToWorker } from '../contract/index.ts';
import { Manager } from './manager.ts';
import { openPort } from './port.ts';
import { tidyMemory } from './tidy.ts';

const port = openPort();
const clock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
const usageEveryMs = 10_000;
let manager: Manager | null = null;

/** Ends the process once what was sent has left it. */
function leave(code: number): void {
  setTimeout(() => process.exit(code), 20);
}

function fail(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  port.send({ type: 'fatal', error: text });
  process.stderr.write(`${text}\n`);
  leave(1);
}

function watchUsage(): void {
  let before = process.cpuUsage();
  let at = clock.monotonic();
  setInterval(() => {
    const used = process.cpuUsage(before);
    const elapsed = clock.monotonic() - at;
    before = process.cpuUsage();
    at = clock.monotonic();
    const cpuPercent = Math.round(((used.user + used.system) / 10 / elapsed) * 10) / 10;
    port.send({ type: 'usage', memoryBytes: process.memoryUsage.rss(), cpuPercent });
  }, usageEveryMs).unref();
}

function start(init: Extract<ToWorker, { type: 'init' }>): void {
  manager = new Manager(init, { clock, send: port.send, drained: port.drained, tidy: tidyMemory, random: Math.random });
  port.send({ type: 'ready', protocol: init.protocol });
  port.send({ type: 'usage', memoryBytes: process.memoryUsage.rss(), cpuPercent: 0 });
  watchUsage();
  manager.run().then(() => leave(0), fail);
}

port.onMessage((message) => {
  switch (message.type) {
    case 'init':
      if (!manager) start(message);
      break;
    case 'settings':
      manager?.apply(message.settings);
      break;
    case 'startUnit':
      manager?.startUnit(message.unit);
      break;
    case 'stopUnit':
      manager?.stopUnit(message.unit);
      break;
    case 'intentAnswer':
      manager?.intentAnswered(message);
      break;
    case 'shared':
    case 'freeSpace':
      manager?.learn(message);
      break;
    case 'command':
      manager?.command(message);
      break;
    case 'preview':
      manager?.preview(message);
      break;
    case 'wake':
      manager?.wake();
      break;
    case 'ping':
      port.send({ type: 'pong', id: message.id });
      break;
    case 'shutdown':
      if (manager) manager.stop();
      else leave(0);
      break;
  }
});
// Without a host nobody could be told why something was done, so nothing is done.
port.onClosed(() => process.exit(0));
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
// A terminal's Ctrl+C reaches the whole group; the host decides when managers end.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => {
  manager?.stop();
  leave(0);
});

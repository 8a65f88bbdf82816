export { createConsoleSink } from './console-sink.ts';
export type { ConsoleSink } from './console-sink.ts';
export { createLogHub } from './hub.ts';
export type { LogHub, LogHubOptions } from './hub.ts';
export { parseLevel, passes } from './levels.ts';
export { createRedactor } from './redact.ts';
export type { Redactor } from './redact.ts';
export type { Logger, LogRecord } from './types.ts';

import type { LogLevel } from '../../../server/contract/index.ts';
import type { Tone } from '../../ui/index.ts';

/** Colour of a level (ui.md 12). */
export const levelText: Record<LogLevel, string> = {
  TRACE: 'text-idle',
  VERBOSE: 'text-idle',
  DEBUG: 'text-muted',
  INFO: 'text-body',
  NOTICE: 'text-info',
  HNOTICE: 'text-info',
  SUCCESS: 'text-ok',
  WARNING: 'text-warning',
  ERROR: 'text-danger',
  CRITICAL: 'bg-danger text-canvas',
};

export const levelTone: Partial<Record<LogLevel, Tone>> = {
  WARNING: 'warning',
  ERROR: 'danger',
  CRITICAL: 'danger',
};

/** Chips that are always there; the others appear once an entry of theirs exists. */
export const usualLevels: readonly LogLevel[] = ['DEBUG', 'INFO', 'WARNING', 'ERROR'];

export const isError = (level: LogLevel): boolean => level === 'ERROR' || level === 'CRITICAL';

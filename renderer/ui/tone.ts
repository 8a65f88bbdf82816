/** Colour roles a thing can carry (ui.md 12). `plain` follows the text around it. */
export type Tone = 'plain' | 'accent' | 'ok' | 'info' | 'warning' | 'attention' | 'danger' | 'idle';

export const toneText: Record<Tone, string> = {
  plain: 'text-body',
  accent: 'text-accent-text',
  ok: 'text-ok',
  info: 'text-info',
  warning: 'text-warning',
  attention: 'text-attention',
  danger: 'text-danger',
  idle: 'text-idle',
};

export const toneSoft: Record<Tone, string> = {
  plain: 'bg-raised text-body',
  accent: 'bg-accent-soft text-accent-text',
  ok: 'bg-ok-soft text-ok',
  info: 'bg-info-soft text-info',
  warning: 'bg-warning-soft text-warning',
  attention: 'bg-attention-soft text-attention',
  danger: 'bg-danger-soft text-danger',
  idle: 'bg-idle-soft text-idle',
};

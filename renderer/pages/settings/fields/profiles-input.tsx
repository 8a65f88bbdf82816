import { ArrowRight, Plus, X } from 'lucide-react';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Icon, IconButton, SuggestBox } from '../../../ui/index.ts';
import { FieldSupport, type FieldInputProps } from './types.ts';
import { readPairs, writePairs } from './values.ts';

type Pair = readonly [string, string];

/** Quality profiles and the lesser one to use meanwhile, with the profiles of the Arr offered (ui.md CF-2). */
export function ProfilesInput({ value, onChange, disabled = false }: FieldInputProps) {
  const { t } = useTranslation('settings');
  const { profiles } = useContext(FieldSupport);
  const stored = readPairs(value);
  // A pair without its first half cannot be stored yet; it stays here until it can.
  const [open, setOpen] = useState<readonly Pair[]>(stored);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    if (JSON.stringify(writePairs(open)) !== JSON.stringify(writePairs(stored))) setOpen(stored);
  }
  const change = (next: readonly Pair[]): void => {
    setOpen(next);
    onChange(writePairs(next));
  };
  return (
    <div className="flex flex-col gap-2">
      {open.map(([from, to], at) => (
        <div key={at} className="flex items-center gap-2">
          <SuggestBox
            label={t('profiles.from', { position: at + 1 })}
            value={from}
            suggestions={profiles}
            placeholder={t('profiles.fromHint')}
            disabled={disabled}
            onChange={(text) => change(open.with(at, [text, to]))}
          />
          <Icon icon={ArrowRight} className="shrink-0 text-muted" />
          <SuggestBox
            label={t('profiles.to', { position: at + 1 })}
            value={to}
            suggestions={profiles}
            placeholder={t('profiles.toHint')}
            disabled={disabled}
            onChange={(text) => change(open.with(at, [from, text]))}
          />
          <IconButton
            icon={X}
            label={t('profiles.remove', { position: at + 1 })}
            onClick={() => change(open.toSpliced(at, 1))}
          />
        </div>
      ))}
      <Button
        variant="quiet"
        icon={Plus}
        className="self-start"
        disabled={disabled}
        onClick={() => setOpen([...open, ['', '']])}
      >
        {t('profiles.add')}
      </Button>
    </div>
  );
}

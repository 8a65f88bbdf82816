import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { translatePattern } from '../../../../server/config/browser.ts';
import { Disclosure, StatusText, TagsBox, TextArea } from '../../../ui/index.ts';
import type { FieldInputProps } from './types.ts';
import { readList } from './values.ts';

/** Patterns that match a name, compiled as the program does; those that cannot be compiled match nothing. */
function matchesOf(patterns: readonly string[], name: string): string[] {
  return patterns.filter((pattern) => {
    const translated = translatePattern(pattern, true);
    return translated.ok && new RegExp(translated.source, 'is').test(name);
  });
}

/** Patterns that cannot be compiled, with the reason. */
function brokenOf(patterns: readonly string[]): { pattern: string; message: string }[] {
  return patterns.flatMap((pattern) => {
    const translated = translatePattern(pattern, true);
    return translated.ok ? [] : [{ pattern, message: translated.message }];
  });
}

function TestBox({ patterns }: { patterns: readonly string[] }) {
  const { t } = useTranslation('settings');
  const [names, setNames] = useState('');
  const lines = names.split('\n').filter((line) => line.trim() !== '');
  return (
    <Disclosure summary={t('patterns.try')}>
      <div className="flex flex-col gap-2">
        <TextArea
          label={t('patterns.names')}
          help={t('patterns.namesHelp')}
          value={names}
          onChange={setNames}
          rows={3}
          mono
        />
        {lines.length > 0 && (
          <ul aria-label={t('patterns.results')} aria-live="polite" className="border-t border-hairline">
            {lines.map((line, at) => {
              const [first] = matchesOf(patterns, line);
              return (
                <li
                  key={`${line}-${at}`}
                  className="flex flex-wrap items-center gap-x-3 border-b border-hairline py-1.5 text-dense"
                >
                  <code className="min-w-0 flex-1 basis-40 font-mono wrap-anywhere text-strong">{line}</code>
                  <StatusText shape={first === undefined ? 'running' : 'attention'}>
                    {first === undefined ? t('patterns.kept') : t('patterns.skipped', { pattern: first })}
                  </StatusText>
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </Disclosure>
  );
}

/** A list of regular expressions, one a line, with a box to try names in (ui.md CF-2). */
export function PatternsInput({ field, value, fallback, onChange, disabled = false }: FieldInputProps) {
  const { t } = useTranslation('settings');
  const patterns = readList(value ?? fallback);
  const broken = useMemo(() => brokenOf(patterns), [patterns]);
  return (
    <div className="flex flex-col gap-2">
      <TagsBox
        label={field.label}
        items={patterns}
        onChange={onChange}
        placeholder={field.example ?? undefined}
        disabled={disabled}
        lines
      />
      {broken.map(({ pattern, message }) => (
        <p key={pattern} className="text-dense text-danger wrap-anywhere">
          {t('patterns.broken', { pattern, message })}
        </p>
      ))}
      <TestBox patterns={patterns} />
    </div>
  );
}

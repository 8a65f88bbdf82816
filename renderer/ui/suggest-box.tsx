import { useRef } from 'react';
import { TextBox } from './field.tsx';
import { later } from './later.tsx';

export interface SuggestBoxProps {
  value: string;
  onChange: (value: string) => void;
  /** Offered while typing; anything else may be typed as well. */
  suggestions: readonly string[];
  placeholder?: string | undefined;
  disabled?: boolean;
  mono?: boolean;
  /** Name where no frame gives one. */
  label?: string;
  onBlur?: () => void;
  onKeyDown?: (event: React.KeyboardEvent<HTMLInputElement>) => void;
  /** A suggestion was chosen, not typed. */
  onChoose?: (value: string) => void;
  inputRef?: React.Ref<HTMLInputElement>;
  className?: string;
}

const SuggestMenu = later(async () => ({ default: (await import('./suggest-menu.tsx')).SuggestMenu }));

/** A text field that offers what is known; for rows that frame it themselves. With nothing to offer it is a plain one (ui.md 16). */
export function SuggestBox(props: SuggestBoxProps) {
  const { suggestions, onChoose: _, ...field } = props;
  const box = useRef<HTMLDivElement>(null);
  const plain = (
    <div ref={box} className="contents">
      <TextBox {...field} spellCheck={false} autoComplete="off" />
    </div>
  );
  if (suggestions.length === 0) return plain;
  const takeOver = (): { start: number; end: number } | null => {
    const input = box.current?.querySelector('input');
    if (!input || input !== document.activeElement) return null;
    return { start: input.selectionStart ?? 0, end: input.selectionEnd ?? 0 };
  };
  return <SuggestMenu of={{ ...props, takeOver }} instead={plain} />;
}

import { GripVertical, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';
import { TextBox } from './field.tsx';
import { Icon } from './icon.tsx';
import { SuggestBox } from './suggest-box.tsx';

interface TagsBoxProps {
  /** Name of the list, for what is announced about its parts. */
  label: string;
  items: readonly string[];
  onChange: (items: string[]) => void;
  suggestions?: readonly string[];
  placeholder?: string | undefined;
  disabled?: boolean;
  /** One item a line, in mono: for patterns, in which a comma means something. */
  lines?: boolean;
}

/** What was pasted or typed at once, taken apart; a pattern keeps its commas. */
const parts = (text: string, lines: boolean): string[] =>
  text
    .split(lines ? /\r?\n/ : /[,\r\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The item at `from` moved to `to`; both stay inside the list. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const at = Math.min(Math.max(to, 0), items.length - 1);
  const item = items[from];
  if (item === undefined || at === from) return [...items];
  return items.toSpliced(from, 1).toSpliced(at, 0, item);
}

interface TagItemProps {
  item: string;
  /** From 1. */
  position: number;
  count: number;
  lines: boolean;
  disabled: boolean;
  /** Text while the item is edited; null while it is not. */
  edited: string | null;
  onEdit: (text: string | null) => void;
  onEdited: (keep: boolean) => void;
  onLeave: () => void;
  onRemove: () => void;
  onKeyDown: (event: React.KeyboardEvent) => void;
  onGrab: () => void;
  onDrop: () => void;
}

/** One word with its handle, editor and remove button. */
function TagItem({ item, position, count, lines, disabled, edited, onEdited, onLeave, ...on }: TagItemProps) {
  const { t } = useTranslation('common');
  const mono = lines && 'font-mono';
  return (
    <li className="flex max-w-full min-w-0 items-center rounded-control border border-hairline bg-surface">
      {!disabled && (
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          draggable
          onDragStart={on.onGrab}
          className="cursor-grab text-muted pointer-coarse:hidden"
        >
          <Icon icon={GripVertical} />
        </button>
      )}
      {edited === null ? (
        <button
          type="button"
          data-tag=""
          disabled={disabled}
          aria-label={t('tags.item', { item, position, count })}
          title={t('tags.hint')}
          onClick={() => on.onEdit(item)}
          onKeyDown={on.onKeyDown}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            on.onDrop();
          }}
          className={cx(
            'min-h-7 min-w-0 flex-1 px-1.5 text-left text-dense wrap-anywhere text-strong pointer-coarse:min-h-11',
            mono,
          )}
        >
          {item}
        </button>
      ) : (
        <input
          ref={(element) => element?.focus()}
          aria-label={t('tags.edit', { item })}
          value={edited}
          onChange={(event) => on.onEdit(event.target.value)}
          onBlur={onLeave}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== 'Escape') return;
            event.preventDefault();
            event.stopPropagation();
            onEdited(event.key === 'Enter');
          }}
          className={cx('h-7 min-w-0 flex-1 bg-inset px-1.5 text-dense text-strong', mono)}
        />
      )}
      {!disabled && (
        <button
          type="button"
          aria-label={t('tags.remove', { item })}
          onClick={on.onRemove}
          className="inline-flex size-7 shrink-0 items-center justify-center text-muted hover:text-strong pointer-coarse:size-11"
        >
          <Icon icon={X} />
        </button>
      )}
    </li>
  );
}

/**
 * A list of words (ui.md CF-4): Enter or comma adds, Backspace takes the last one back into the field, paste adds many,
 * equal words are refused; a word is edited in place and moved by dragging or by Alt with the arrow keys.
 */
export function TagsBox({
  label,
  items,
  onChange,
  suggestions = [],
  placeholder,
  disabled = false,
  lines = false,
}: TagsBoxProps) {
  const { t } = useTranslation('common');
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const [edited, setEdited] = useState<{ at: number; text: string } | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);

  const add = (text: string): void => {
    const wanted = parts(text, lines);
    const fresh = wanted.filter((word, at) => !items.includes(word) && wanted.indexOf(word) === at);
    setRefused(wanted.find((word) => items.includes(word)) ?? null);
    setTyped('');
    if (fresh.length > 0) onChange([...items, ...fresh]);
  };
  const change = (text: string): void => {
    setRefused(null);
    if (!lines && text.includes(',')) add(text);
    else setTyped(text);
  };
  const focusItem = (at: number): void => {
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-tag]')[at]?.focus());
  };
  const remove = (at: number): void => {
    onChange(items.toSpliced(at, 1));
    if (items.length > 1) focusItem(Math.min(at, items.length - 2));
    else field.current?.focus();
  };
  const finishEdit = (): void => {
    if (edited === null) return;
    const text = edited.text.trim();
    const twin = items.findIndex((item, at) => item === text && at !== edited.at);
    setEdited(null);
    if (twin >= 0) setRefused(text);
    else if (text !== items[edited.at])
      onChange(text === '' ? items.toSpliced(edited.at, 1) : items.with(edited.at, text));
  };
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter' && typed.trim() !== '' && !event.defaultPrevented) {
      event.preventDefault();
      add(typed);
    } else if (event.key === 'Backspace' && typed === '' && items.length > 0) {
      event.preventDefault();
      setTyped(items.at(-1) ?? '');
      onChange(items.slice(0, -1));
    }
  };
  const onTagKey = (event: React.KeyboardEvent, at: number): void => {
    const back = event.key === 'ArrowLeft' || event.key === 'ArrowUp';
    const forth = event.key === 'ArrowRight' || event.key === 'ArrowDown';
    if (event.key === 'Delete' || event.key === 'Backspace') remove(at);
    else if (event.altKey && (back || forth)) {
      const to = Math.min(Math.max(at + (back ? -1 : 1), 0), items.length - 1);
      onChange(moved(items, at, to));
      focusItem(to);
    } else if (back || forth) focusItem(Math.min(Math.max(at + (back ? -1 : 1), 0), items.length - 1));
    else return;
    event.preventDefault();
  };
  const input = {
    value: typed,
    onChange: change,
    placeholder: items.length === 0 ? placeholder : undefined,
    disabled,
    onBlur: () => add(typed),
    onKeyDown,
    inputRef: field,
    mono: lines,
  };
  return (
    <div
      className="flex flex-col gap-1.5"
      onPaste={(event) => {
        const text = event.clipboardData.getData('text/plain');
        if (event.target !== field.current || parts(text, lines).length < 2) return;
        event.preventDefault();
        add(typed + text);
      }}
    >
      {items.length > 0 && (
        <ul ref={list} aria-label={label} className={cx('flex gap-1.5', lines ? 'flex-col' : 'flex-wrap')}>
          {items.map((item, at) => (
            <TagItem
              key={item}
              item={item}
              position={at + 1}
              count={items.length}
              lines={lines}
              disabled={disabled}
              edited={edited?.at === at ? edited.text : null}
              onEdit={(text) => setEdited(text === null ? null : { at, text })}
              onEdited={(keep) => {
                if (keep) finishEdit();
                else setEdited(null);
                focusItem(at);
              }}
              onLeave={finishEdit}
              onRemove={() => remove(at)}
              onKeyDown={(event) => onTagKey(event, at)}
              onGrab={() => setDragged(at)}
              onDrop={() => {
                if (dragged !== null) onChange(moved(items, dragged, at));
                setDragged(null);
              }}
            />
          ))}
        </ul>
      )}
      {suggestions.length > 0 ? (
        <SuggestBox {...input} suggestions={suggestions.filter((one) => !items.includes(one))} onChoose={add} />
      ) : (
        <TextBox {...input} />
      )}
      <output className="text-dense text-attention empty:hidden">
        {refused === null ? '' : t('tags.twin', { item: refused })}
      </output>
    </div>
  );
}

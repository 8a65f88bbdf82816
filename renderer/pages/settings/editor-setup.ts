import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import {
  HighlightStyle,
  StreamLanguage,
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  foldService,
  syntaxHighlighting,
  type StreamParser,
} from '@codemirror/language';
import { toml } from '@codemirror/legacy-modes/mode/toml';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { ConfigField } from '../../../server/contract/index.ts';
import { editorHelp } from './editor-help.ts';

const isHeader = (text: string): boolean => /^\s*\[/.test(text);

/** The stock mode calls table headers and booleans the same; headers are what a reader navigates by. */
const tomlWithHeaders: StreamParser<unknown> = {
  ...toml,
  token: (stream, state) => {
    const style = toml.token(stream, state);
    return style === 'atom' && isHeader(stream.current()) ? 'heading' : style;
  },
};

/** A table folds from its header to the line before the next header (ui.md CF-16). */
const foldTables = foldService.of((state: EditorState, from, to) => {
  const header = state.doc.lineAt(from);
  if (!isHeader(header.text)) return null;
  let end = header;
  for (let number = header.number + 1; number <= state.doc.lines; number += 1) {
    const line = state.doc.line(number);
    if (isHeader(line.text)) break;
    if (line.text.trim() !== '') end = line;
  }
  return end.to > to ? { from: to, to: end.to } : null;
});

/** Marks the stand-ins for stored secrets and says what they are (CF-19). */
function markSecrets(title: string): Extension {
  const matcher = new MatchDecorator({
    regexp: /\[redacted\]/g,
    decoration: Decoration.mark({ class: 'cm-secret', attributes: { title } }),
  });
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = matcher.createDeco(view);
      }
      update(update: ViewUpdate): void {
        this.decorations = matcher.updateDeco(update, this.decorations);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

const highlight = HighlightStyle.define([
  { tag: tags.heading, color: 'var(--strong)', fontWeight: '600' },
  { tag: tags.propertyName, color: 'var(--accent-text)' },
  { tag: tags.string, color: 'var(--ok)' },
  { tag: tags.number, color: 'var(--info)' },
  { tag: tags.atom, color: 'var(--info)' },
  { tag: tags.comment, color: 'var(--muted)' },
]);

const squiggle = (colour: string) => ({
  backgroundImage: 'none',
  textDecoration: `underline wavy ${colour}`,
  textUnderlineOffset: '3px',
});

/** Colours come from our tokens, which follow the theme by themselves. */
const theme = EditorView.theme({
  '&': { height: '100%', color: 'var(--body)', backgroundColor: 'var(--inset)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono, "IBM Plex Mono", monospace)', lineHeight: '20px' },
  '.cm-content': { caretColor: 'var(--accent-text)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--accent-text)', borderLeftWidth: '2px' },
  '.cm-gutters': { backgroundColor: 'var(--inset)', color: 'var(--muted)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 8px 0 12px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--raised) 60%, transparent)' },
  '.cm-activeLineGutter': { color: 'var(--strong)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)',
  },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--hairline)',
    color: 'var(--muted)',
  },
  '.cm-secret': { color: 'var(--muted)', fontStyle: 'italic' },
  '.cm-lintRange-error': squiggle('var(--danger)'),
  '.cm-lint-marker-error': {
    content: '""',
    width: '8px',
    height: '8px',
    margin: '6px 2px',
    backgroundColor: 'var(--danger)',
    transform: 'rotate(45deg)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--hairline)',
    borderRadius: '8px',
    overflow: 'hidden',
  },
  '.cm-help': { padding: '6px 12px', maxWidth: '60ch' },
  '.cm-help strong': { color: 'var(--strong)', fontWeight: '600' },
  '.cm-help p': { color: 'var(--muted)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '20em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 12px', color: 'var(--body)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--inset)',
    color: 'var(--strong)',
  },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal' },
  '.cm-completionInfo': { padding: '6px 12px', color: 'var(--muted)' },
  '.cm-lintRange-warning': squiggle('var(--attention)'),
  '.cm-lint-marker-warning': {
    content: '""',
    width: '8px',
    height: '8px',
    margin: '6px 2px',
    borderRadius: '50%',
    backgroundColor: 'var(--attention)',
  },
  '.cm-diagnostic-warning': { borderLeft: 'none', padding: '6px 12px', fontFamily: 'inherit' },
  '.cm-diagnostic-error': { borderLeft: 'none', padding: '6px 12px', fontFamily: 'inherit' },
  '.cm-searchMatch': { backgroundColor: 'var(--warning-soft)', outline: '1px solid var(--warning)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--attention-soft)', outlineColor: 'var(--attention)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--info-soft)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--info-soft)',
    color: 'var(--strong)',
  },
  '.cm-panels': { backgroundColor: 'var(--surface)', color: 'var(--body)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--hairline)' },
  '.cm-panel.cm-search': { padding: '8px 36px 8px 12px', fontSize: '13px' },
  '.cm-panel.cm-search label': { fontSize: '13px', verticalAlign: 'middle' },
  '.cm-panel.cm-search input[type=checkbox]': { accentColor: 'var(--accent)', verticalAlign: 'middle' },
  '.cm-panel.cm-search [name=close]': { fontSize: '20px', width: '28px', height: '28px', color: 'var(--muted)' },
  '.cm-textfield': {
    backgroundColor: 'var(--inset)',
    border: '1px solid var(--control)',
    borderRadius: '6px',
    color: 'var(--strong)',
    padding: '3px 8px',
    fontSize: '13px',
    verticalAlign: 'middle',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'transparent',
    border: '1px solid var(--hairline)',
    borderRadius: '6px',
    color: 'var(--strong)',
    padding: '3px 10px',
    fontSize: '13px',
    verticalAlign: 'middle',
  },
});

export interface EditorWords {
  /** Accessible name of the text field. */
  label: string;
  /** What `[redacted]` means. */
  secrets: string;
}

/** Everything the TOML editor consists of; Tab keeps moving the focus so that nobody is trapped (ui.md AX-2). */
export function editorExtensions(
  words: EditorWords,
  nonce: string,
  fields: readonly ConfigField[],
  onChange: (text: string) => void,
): Extension[] {
  return [
    nonce === '' ? [] : EditorView.cspNonce.of(nonce),
    lineNumbers(),
    foldGutter(),
    codeFolding(),
    foldTables,
    lintGutter(),
    history(),
    drawSelection(),
    bracketMatching(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    StreamLanguage.define(tomlWithHeaders),
    syntaxHighlighting(highlight),
    markSecrets(words.secrets),
    editorHelp(fields),
    EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({
      tabindex: '0',
      'aria-label': words.label,
      spellcheck: 'false',
      autocapitalize: 'off',
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap, ...lintKeymap]),
    theme,
  ];
}

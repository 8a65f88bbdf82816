import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, type Tooltip } from '@codemirror/view';
import type { ConfigField } from '../../../server/contract/index.ts';
import { pasted } from './merge.ts';
import { fieldAt, keyOffers, valueOffers, type Offer } from './toml-help.ts';

const shown = ({ label, insert, detail, info }: Offer) => ({
  label,
  detail,
  info,
  ...(insert === undefined ? {} : { apply: insert }),
});

/** Keys at the start of a line, values after its `=` (ui.md CF-17). */
function offers(fields: readonly ConfigField[]) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const line = state.doc.lineAt(pos);
    const before = line.text.slice(0, pos - line.from);
    const lines = state.doc.toString().split('\n');
    const key = /^\s*([\w-]*)$/.exec(before)?.[1];
    if (key !== undefined) {
      if (key === '' && !explicit) return null;
      return { from: pos - key.length, options: keyOffers(fields, lines, line.number - 1).map(shown) };
    }
    const value = /=\s*([^\s#]*)$/.exec(before)?.[1];
    if (value === undefined) return null;
    return { from: pos - value.length, options: valueOffers(fields, lines, line.number - 1).map(shown) };
  };
}

function help(field: ConfigField): HTMLElement {
  const box = document.createElement('div');
  box.className = 'cm-help';
  const title = document.createElement('strong');
  title.textContent = field.label;
  const text = document.createElement('p');
  text.textContent = field.help;
  box.append(title, text);
  return box;
}

/** The help of the key under the pointer. */
const hover = (fields: readonly ConfigField[]): Extension =>
  hoverTooltip(({ state }, pos): Tooltip | null => {
    const line = state.doc.lineAt(pos);
    const field = fieldAt(fields, state.doc.toString().split('\n'), line.number - 1);
    const equals = line.text.indexOf('=');
    if (field === null || pos - line.from > equals) return null;
    return { pos: line.from, end: line.from + equals, above: true, create: () => ({ dom: help(field) }) };
  });

/** Tables that are pasted on a line of their own go into those that are there already (ui.md CF-20). */
const mergePaste: Extension = EditorView.domEventHandlers({
  paste: (event, view) => {
    const { doc, selection } = view.state;
    const { from, empty } = selection.main;
    if (!empty || doc.lineAt(from).text.trim() !== '') return false;
    const whole = pasted(doc.toString(), event.clipboardData?.getData('text/plain') ?? '');
    if (whole === null) return false;
    event.preventDefault();
    view.dispatch({
      changes: { from: 0, to: doc.length, insert: whole },
      selection: { anchor: 0 },
      userEvent: 'input.paste',
    });
    return true;
  },
});

/** What the catalogue adds to the editor: completion, help on hover, pasted tables. */
export const editorHelp = (fields: readonly ConfigField[]): Extension[] => [
  autocompletion({ override: [offers(fields)], icons: false }),
  hover(fields),
  mergePaste,
];

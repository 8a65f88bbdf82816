import { openSearchPanel } from '@codemirror/search';
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useEffectEvent, useImperativeHandle, useRef, type Ref } from 'react';
import type { ConfigField } from '../../../server/contract/index.ts';
import { editorExtensions, type EditorWords } from './editor-setup.ts';
import { lineOfPath, rangeOf, type Problem } from './problems.ts';

export interface TomlEditorHandle {
  /** Puts the cursor on a problem and shows it. */
  goTo(problem: Problem): void;
  find(): void;
}

interface TomlEditorProps {
  text: string;
  problems: readonly Problem[];
  /** Second looks, such as unknown keys; they do not stop a save. */
  warnings: readonly Problem[];
  fields: readonly ConfigField[];
  words: EditorWords;
  nonce: string;
  /** Configuration path to show, '' for none. */
  path: string;
  onChange: (text: string) => void;
  ref: Ref<TomlEditorHandle>;
}

const diagnostics = (problems: readonly Problem[], severity: 'error' | 'warning', text: string): Diagnostic[] =>
  problems
    .filter((problem) => problem.line !== null)
    .map((problem) => ({
      ...rangeOf(problem, text),
      severity,
      message: problem.path === null ? problem.message : `${problem.path}: ${problem.message}`,
    }));

/** The editor itself; loaded on demand because it is larger than the rest of the page (ui.md 16). */
export default function TomlEditor({
  text,
  problems,
  warnings,
  fields,
  words,
  nonce,
  path,
  onChange,
  ref,
}: TomlEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const changed = useEffectEvent(onChange);
  const firstText = useEffectEvent(() => text);

  useEffect(() => {
    const parent = host.current;
    if (parent === null) return undefined;
    const extensions = editorExtensions(words, nonce, fields, (edited) => changed(edited));
    const editor = new EditorView({ parent, state: EditorState.create({ doc: firstText(), extensions }) });
    view.current = editor;
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [words, nonce, fields]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === text) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const doc = editor.state.doc.toString();
    const all = [...diagnostics(problems, 'error', doc), ...diagnostics(warnings, 'warning', doc)];
    editor.dispatch(setDiagnostics(editor.state, all));
  }, [problems, warnings]);

  const goTo = useEffectEvent((problem: Problem) => {
    const editor = view.current;
    if (editor === null) return;
    const { from, to } = rangeOf(problem, editor.state.doc.toString());
    editor.dispatch({
      selection: { anchor: from, head: to },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    });
    editor.focus();
  });

  useEffect(() => {
    const line = path === '' ? null : lineOfPath(view.current?.state.doc.toString() ?? '', path);
    if (line !== null) goTo({ line, column: null, path, message: '' });
  }, [path]);

  useImperativeHandle(
    ref,
    () => ({
      goTo: (problem) => goTo(problem),
      find: () => {
        if (view.current !== null) openSearchPanel(view.current);
      },
    }),
    [],
  );

  return <div ref={host} className="h-full min-h-0 overflow-hidden" />;
}

import { autocompletion } from '@codemirror/autocomplete';
import { SQLDialect, type SQLNamespace, sql } from '@codemirror/lang-sql';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { minimalSetup } from 'codemirror';
import type { SqlSchema } from '../../protocol/index.ts';

export interface Editor {
  readonly text: () => string;
  setText(text: string): void;
  /** What completion offers. */
  setSchema(schema: SqlSchema): void;
  /** Puts the cursor where something is wrong. */
  goTo(position: number): void;
  focus(): void;
  destroy(): void;
}

export interface EditorWishes {
  readonly text: string;
  readonly label: string;
  readonly run: () => void;
}

/**
 * A SQL editor below `host`, in a shadow root: there its styles are adopted style sheets, which a policy without inline styles
 * allows.
 */
export function makeEditor(host: HTMLElement, { text, label, run }: EditorWishes): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const language = new Compartment();
  const runs = (): boolean => {
    run();
    return true;
  };
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(keymap.of([{ key: 'Mod-Enter', run: runs }])),
        minimalSetup,
        autocompletion(),
        language.of(sql({ dialect })),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
        EditorView.domEventHandlers({ beforeinput: typeOver }),
        syntaxHighlighting(highlights),
        theme,
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    setText(next) {
      const all = { from: 0, to: view.state.doc.length, insert: next };
      view.dispatch({ changes: all, selection: { anchor: next.length } });
    },
    setSchema(schema) {
      view.dispatch({ effects: language.reconfigure(sql({ dialect, schema: namespaceOf(schema) })) });
    },
    goTo(position) {
      const anchor = Math.max(0, Math.min(position, view.state.doc.length));
      view.dispatch({ selection: { anchor }, scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

/**
 * Types over a selection. Chromium would keep the style of what was selected as a style attribute, which the policy refuses with
 * an error.
 */
function typeOver(event: InputEvent, view: EditorView): boolean {
  const { inputType, data, isComposing } = event;
  if (inputType !== 'insertText' || data === null || isComposing || view.state.selection.main.empty)
    return false;
  view.dispatch({ ...view.state.replaceSelection(data), userEvent: 'input.type', scrollIntoView: true });
  return true;
}

const dialect = SQLDialect.define({
  keywords:
    'all and any as asc asof between by case cast cross cube describe desc distinct else end except exclude exists false filter from full group having ilike in inner intersect interval is join lateral left like limit natural not null nulls offset on or order outer over partition pivot qualify replace right rollup sample select semi set show similar table then true union unnest using values when where window with',
  types: 'bigint boolean double float hugeint integer smallint text timestamp tinyint ubigint varchar',
  builtin:
    'us ms p50 p90 p99 p999 bucket overlap event_before count sum avg min max median quantile_disc row_number rank lag lead round floor log2 greatest least list string_agg arg_max arg_min date_trunc coalesce',
  doubleQuotedStrings: false,
  identifierQuotes: '"',
});

/** Views by schema and name, with their columns; what is quoted in SQL stands without quotes here. */
function namespaceOf({ views }: SqlSchema): SQLNamespace {
  const namespace: Record<string, SQLNamespace> = {};
  for (const { name, columns } of views) {
    const parts = [...name.matchAll(/"((?:[^"]|"")*)"|[^."]+/g)].map(
      ([whole, quoted]) => quoted?.replaceAll('""', '"') ?? whole,
    );
    const [first = '', second] = parts;
    const ids = columns.map(({ id }) => id);
    if (second === undefined) namespace[first] = ids;
    else namespace[first] = { ...(namespace[first] as Record<string, SQLNamespace>), [second]: ids };
  }
  return namespace;
}

const highlights = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warm)' },
  { tag: tags.comment, color: 'var(--ink-quiet)', fontStyle: 'italic' },
]);

const theme = EditorView.theme({
  '&': {
    color: 'var(--ink)',
    backgroundColor: 'var(--ground)',
    fontSize: 'var(--text)',
    borderRadius: 'var(--radius)',
  },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '1px' },
  '.cm-content': {
    fontFamily: 'var(--mono)',
    caretColor: 'var(--ink)',
    minHeight: '5rem',
    padding: '8px 4px',
  },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-scroller': { maxHeight: '14rem', lineHeight: '1.5' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-ground)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--ground-raised)',
    border: '1px solid var(--line)',
    color: 'var(--ink)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--on-accent)',
  },
});

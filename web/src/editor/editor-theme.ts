// SPDX-License-Identifier: AGPL-3.0-or-later
// How the editor looks: the colours and fonts of tokens.css, which reach into its shadow tree as custom properties.
import { HighlightStyle } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const control = {
  boxSizing: 'border-box',
  minHeight: '2rem',
  padding: '0.2rem 0.6rem',
  border: '1px solid var(--rule-strong)',
  borderRadius: 'var(--radius)',
  background: 'var(--surface)',
  color: 'var(--ink)',
  font: 'var(--text-small) / 1.3 var(--sans)',
}

export const editorTheme = EditorView.theme({
  '&': {
    border: '1px solid var(--rule-strong)',
    borderRadius: 'var(--radius)',
    background: 'var(--surface)',
    color: 'var(--ink)',
  },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '2px' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: '1.6' },
  '.cm-content': { minHeight: 'var(--editor-height, 8rem)', padding: '0.6rem 0', caretColor: 'var(--ink)' },
  // Each line has the direction of its first letter.
  '.cm-line': { padding: '0 0.75rem', unicodeBidi: 'plaintext' },
  '.cm-panels': { background: 'var(--desk)', color: 'var(--ink)', borderRadius: 'var(--radius) var(--radius) 0 0' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--rule)' },
  '.cm-panel.cm-search': { padding: '0.5rem 2.25rem 0.5rem 0.6rem', font: 'var(--text-small) / 1.5 var(--sans)' },
  '.cm-panel.cm-search label': { display: 'inline-flex', alignItems: 'center', gap: '0.3rem', fontSize: 'inherit' },
  '.cm-panel.cm-search [name=close]': { minWidth: '2rem', minHeight: '2rem', color: 'var(--ink)', cursor: 'pointer' },
  '.cm-textfield': { ...control, maxWidth: '100%' },
  '.cm-button': { ...control, backgroundImage: 'none', cursor: 'pointer' },
  '.cm-textfield:focus-visible, .cm-button:focus-visible, [name=close]:focus-visible': {
    outline: '2px solid var(--accent)',
    outlineOffset: '1px',
  },
  '.cm-searchMatch': { background: 'var(--marker)' },
  '.cm-searchMatch-selected': { background: 'var(--marker)', outline: '2px solid var(--accent)' },
})

export const markdownStyle = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '600' },
  { tag: tags.strong, fontWeight: '600' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: tags.processingInstruction, color: 'var(--ink-soft)' },
])

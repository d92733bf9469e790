// SPDX-License-Identifier: AGPL-3.0-or-later
// CodeMirror for a page's text. Loaded when it's first needed, because it's as large as the rest of the dashboard.
import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands'
import { insertNewlineContinueMarkup, markdownLanguage } from '@codemirror/lang-markdown'
import { syntaxHighlighting } from '@codemirror/language'
import { search, searchKeymap } from '@codemirror/search'
import { Annotation, EditorState, type Line, Transaction } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { effect, type ReadonlySignal } from '@preact/signals'
import type { LineDiff } from '@rmirror/shared/core'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { language as languageOfTexts } from '../i18n/index.ts'
import { editorPhrases } from './editor-phrases.ts'
import { editorTheme, markdownStyle } from './editor-theme.ts'
import { fileHandlers } from './file-handlers.ts'
import { changesBetween } from './line-changes.ts'

/** What can be done with the editor from outside. */
export interface EditorHandle {
  /** Selects the words of the 0-based line, scrolls them into view and gives the editor the focus. */
  selectLine: (line: number) => void
  /** The 0-based line of the cursor. */
  currentLine: () => number
  /** Empty if nothing is selected. */
  selectedText: () => string
  /** Can be undone. False: by now something other than `expected` is selected, and nothing was replaced. */
  replaceSelection: (expected: string, text: string) => boolean
  focus: () => void
  /** Remembers where the cursor is, whatever is typed meanwhile, for a text that is known later. */
  markPlace: () => Place
  /**
   * Inserts a link to a file at the place, or else at the cursor, as if it were typed: after a blank if there are words
   * before it, and below another such link. It is undone by itself.
   */
  insertLink: (link: string, place?: Place) => void
}

/** A position in the text, which moves with it. */
export interface Place {
  position: number
}

export interface MarkdownEditorProps {
  /** Changes by others come with the diff that they are: they can't be undone here, but what was typed still can. */
  text: ReadonlySignal<{ content: string; merged: LineDiff | null }>
  /** For screen readers. */
  label: string
  /** Of the text, as BCP 47: the browser checks the spelling in it. */
  lang: string | null
  /** The 0-based line to begin at. */
  line: number
  onChange: (content: string) => void
  onBlur: () => void
  /** Escape was pressed. */
  onLeave: () => void
  /** Enter was pressed while the words of this line were selected. True: nothing is to be written. */
  onConfirm?: (line: number) => boolean
  /** Files were pasted, or dropped at what is the cursor now. Without it, the editor takes none. */
  onFiles?: ((files: File[]) => void) | undefined
  /** F8 was pressed: the cursor goes to the next place that needs attention. */
  onNext?: () => void
  onOpen?: (handle: EditorHandle) => void
}

const isFromOutside = Annotation.define<true>()

/**
 * The editor is in a shadow tree: there the browser accepts its style sheets as objects, while in the document they
 * would be inline styles, which the Content Security Policy forbids.
 */
export function MarkdownEditor(props: MarkdownEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  latest.current = props
  useLayoutEffect(() => {
    if (!host.current) return
    const root = host.current.attachShadow({ mode: 'open' })
    const places = new Set<Place>()
    const view = new EditorView({ root, parent: root, state: stateOf(latest, places) })
    view.dispatch({ selection: { anchor: lineAt(view.state, latest.current.line).from }, scrollIntoView: true })
    view.focus()
    latest.current.onOpen?.({
      selectLine: (number) => {
        const { from, to } = wordsOfLine(lineAt(view.state, number))
        view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true })
        view.focus()
      },
      currentLine: () => view.state.doc.lineAt(view.state.selection.main.head).number - 1,
      selectedText: () => selectedText(view.state),
      replaceSelection: (expected, text) => {
        if (selectedText(view.state) !== expected) return false
        view.dispatch(view.state.replaceSelection(text))
        return true
      },
      focus: () => view.focus(),
      markPlace: () => {
        const place = { position: view.state.selection.main.head }
        places.add(place)
        return place
      },
      insertLink: (link, place) => insertLink(view, link, place?.position ?? view.state.selection.main.head),
    })
    const stop = effect(() => {
      const { content, merged } = latest.current.text.value
      const changes = changesBetween(view.state.doc.toString(), content, merged)
      if (changes.length === 0) return
      const annotations = [isFromOutside.of(true), Transaction.addToHistory.of(merged === null)]
      view.dispatch({ changes, annotations })
    })
    return () => {
      stop()
      view.destroy()
    }
  }, [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is typed in it must not be a shortcut of the page.
    <div ref={host} class="markdown-editor" onKeyDown={(event) => event.stopPropagation()} />
  )
}

/** A line by its 0-based number; the last one if there are fewer. */
function lineAt({ doc }: EditorState, number: number): Line {
  return doc.line(Math.min(number + 1, doc.lines))
}

const selectedText = ({ doc, selection: { main } }: EditorState) => doc.sliceString(main.from, main.to)

/** The line without the mark of a heading or list item. */
function wordsOfLine({ from, to, text }: Line): { from: number; to: number } {
  const [mark = ''] = /^\s*(#{1,6} +|([-*+]|\d+[.)]) +(\[[ xX]\] +)?)?/.exec(text) ?? []
  return { from: from + mark.length, to }
}

function confirmLine({ onConfirm }: MarkdownEditorProps, { doc, selection }: EditorState): boolean {
  const { from, to, head, empty } = selection.main
  const line = doc.lineAt(head)
  const words = wordsOfLine(line)
  if (empty || from !== words.from || to !== words.to) return false
  return onConfirm?.(line.number - 1) ?? false
}

function insertLink(view: EditorView, link: string, position: number): void {
  const { state } = view
  const { head, empty } = state.selection.main
  const isAtCursor = empty && head === position
  const before = state.doc.sliceString(state.doc.lineAt(position).from, position)
  const gap = /\(attachment:[^)]*\)$/.test(before) ? '\n' : /\S$/.test(before) ? ' ' : ''
  const text = gap + link
  view.dispatch({
    changes: { from: position, insert: text },
    ...(isAtCursor && { selection: { anchor: position + text.length } }),
    annotations: [isolateHistory.of('full'), Transaction.userEvent.of('input')],
    scrollIntoView: isAtCursor,
  })
}

/** `places` move with what is inserted at them. */
function stateOf(latest: { current: MarkdownEditorProps }, places: ReadonlySet<Place>): EditorState {
  const { text, label, lang } = latest.current
  return EditorState.create({
    doc: text.peek().content,
    extensions: [
      history(),
      search({ top: true }),
      markdownLanguage,
      syntaxHighlighting(markdownStyle),
      editorTheme,
      EditorView.lineWrapping,
      EditorView.perLineTextDirection.of(true),
      EditorState.phrases.of(editorPhrases[languageOfTexts.peek()]),
      EditorView.contentAttributes.of({
        'aria-label': label,
        spellcheck: 'true',
        autocorrect: 'on',
        autocapitalize: 'sentences',
        ...(lang && { lang }),
      }),
      keymap.of([
        { key: 'Enter', run: ({ state }) => confirmLine(latest.current, state) },
        {
          key: 'F8',
          run: () => {
            latest.current.onNext?.()
            return latest.current.onNext !== undefined
          },
        },
        { key: 'Enter', run: insertNewlineContinueMarkup },
        ...searchKeymap,
        ...historyKeymap,
        ...defaultKeymap,
        {
          key: 'Escape',
          run: () => {
            latest.current.onLeave()
            return true
          },
        },
      ]),
      EditorView.updateListener.of(({ docChanged, transactions, state, changes }) => {
        for (const place of places) place.position = changes.mapPos(place.position, 1)
        const isTyped = transactions.some((each) => each.docChanged && !each.annotation(isFromOutside))
        if (docChanged && isTyped) latest.current.onChange(state.doc.toString())
      }),
      EditorView.domEventHandlers({
        blur: () => latest.current.onBlur(),
        ...fileHandlers(() => latest.current.onFiles),
      }),
    ],
  })
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of keyboard actions, one row each. Key handling, the list of shortcuts and the key hints of buttons are
// generated from it.
import { type TextKey, t } from '../i18n/index.ts'

/** The places where actions are active, and what each action can call there. */
export interface Contexts {
  everywhere: { showShortcuts: () => void }
  /** Screens with a search field. */
  search: { focusSearch: () => void }
  /** Lists of notebooks. */
  library: { startSelecting: () => void }
  /** The library of a person who is signed in. */
  notes: { newNote: () => void }
  /** While notebooks are being selected. */
  selection: { selectAll: () => void; end: () => void }
  /** The list of search results. False: there is none in this direction. */
  results: { moveBy: (step: 1 | -1) => boolean }
  /** The lines of a transcription that is shown on the page. */
  lines: { moveBy: (step: 1 | -1) => void }
  /** The text of a page that is shown, not edited. False: no line of it is uncertain. */
  text: { edit: () => void; checkNext: () => boolean }
  /** Takes precedence over `page`. False: no line is selected. */
  chosenLine: { clear: () => boolean }
  /** A page that is larger than the viewport; takes precedence over `page`. False: it isn't wider than the viewport. */
  zoomedPage: { scrollBy: (across: number, down: number) => boolean }
  page: { turnBy: (step: 1 | -1) => void; turnTo: (end: 'first' | 'last') => void; leave: () => void }
  pageTools: {
    zoomBy: (direction: 1 | -1) => void
    zoomTo: (zoom: 'fit' | 1) => void
    toggle: (part: 'background' | 'panel') => void
  }
}

export type ActionPlace = keyof Contexts

type Action = {
  [P in ActionPlace]: {
    in: P
    /** Values of `KeyboardEvent.key`; a lower-case letter matches both cases. */
    keys: readonly string[]
    /** The same key without Shift on many keyboards; not listed. */
    alsoKeys?: readonly string[]
    text: TextKey
    /** False passes the key on to other handlers, and finally to the browser. */
    run: (context: Contexts[P], key: string) => unknown
  }
}[ActionPlace]

const stepPx = 80
const directions: Record<string, [across: number, down: number]> = {
  ArrowUp: [0, -stepPx],
  ArrowDown: [0, stepPx],
  ArrowLeft: [-stepPx, 0],
  ArrowRight: [stepPx, 0],
}

/** In the order of the list of shortcuts. */
export const actions = {
  search: { in: 'search', keys: ['/'], text: 'help.search', run: (search) => search.focusSearch() },
  result: {
    in: 'results',
    keys: ['ArrowUp', 'ArrowDown'],
    text: 'help.hits',
    run: (results, key) => results.moveBy(key === 'ArrowUp' ? -1 : 1),
  },
  newNote: { in: 'notes', keys: ['n'], text: 'notes.new', run: (notes) => notes.newNote() },
  select: { in: 'library', keys: ['s'], text: 'help.select', run: (library) => library.startSelecting() },
  // The checkboxes handle it themselves.
  tick: { in: 'selection', keys: [' '], text: 'help.tick', run: () => false },
  selectAll: { in: 'selection', keys: ['a'], text: 'select.all', run: (selection) => selection.selectAll() },
  endSelection: { in: 'selection', keys: ['Escape'], text: 'select.end', run: (selection) => selection.end() },
  nextPage: { in: 'page', keys: ['ArrowRight', 'PageDown'], text: 'viewer.next', run: (page) => page.turnBy(1) },
  previousPage: { in: 'page', keys: ['ArrowLeft', 'PageUp'], text: 'viewer.previous', run: (page) => page.turnBy(-1) },
  endPage: {
    in: 'page',
    keys: ['Home', 'End'],
    text: 'help.ends',
    run: (page, key) => page.turnTo(key === 'Home' ? 'first' : 'last'),
  },
  zoomIn: { in: 'pageTools', keys: ['+'], alsoKeys: ['='], text: 'zoom.in', run: (tools) => tools.zoomBy(1) },
  zoomOut: { in: 'pageTools', keys: ['-'], text: 'zoom.out', run: (tools) => tools.zoomBy(-1) },
  fitPage: { in: 'pageTools', keys: ['0'], text: 'zoom.fit', run: (tools) => tools.zoomTo('fit') },
  actualSize: { in: 'pageTools', keys: ['1'], text: 'zoom.fullHint', run: (tools) => tools.zoomTo(1) },
  scroll: {
    in: 'zoomedPage',
    keys: Object.keys(directions),
    text: 'help.move',
    run: (page, key) => page.scrollBy(...(directions[key] ?? [0, 0])),
  },
  panel: { in: 'pageTools', keys: ['t'], text: 'help.panel', run: (tools) => tools.toggle('panel') },
  background: { in: 'pageTools', keys: ['b'], text: 'help.background', run: (tools) => tools.toggle('background') },
  line: {
    in: 'lines',
    keys: ['ArrowUp', 'ArrowDown'],
    text: 'help.lines',
    run: (lines, key) => lines.moveBy(key === 'ArrowUp' ? -1 : 1),
  },
  edit: { in: 'text', keys: ['e'], text: 'help.edit', run: (text) => text.edit() },
  // The editor handles F8 itself: there letters are written.
  nextUnsure: { in: 'text', keys: ['n', 'F8'], text: 'help.nextUnsure', run: (text) => text.checkNext() },
  clearLine: { in: 'chosenLine', keys: ['Escape'], text: 'help.clearLine', run: (chosen) => chosen.clear() },
  leave: { in: 'page', keys: ['Escape'], text: 'help.back', run: (page) => page.leave() },
  shortcuts: { in: 'everywhere', keys: ['?'], text: 'help.this', run: (shell) => shell.showShortcuts() },
} as const satisfies Record<string, Action>

export type ActionName = keyof typeof actions

const rows: Action[] = Object.values(actions)

/** Runs the key's action in this place. True if there was one and it was performed. */
export function perform<P extends ActionPlace>(place: P, context: Contexts[P], pressed: string): boolean {
  const key = pressed.length === 1 ? pressed.toLowerCase() : pressed
  const action = rows.find((row) => row.in === place && [...row.keys, ...(row.alsoKeys ?? [])].includes(key))
  if (!action) return false
  return (action as { run: (context: Contexts[P], key: string) => unknown }).run(context, key) !== false
}

const keyNames: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Page ↑',
  PageDown: 'Page ↓',
  Escape: 'Esc',
  '-': '−',
}

/** The key's label on keyboards. */
export function keyName(key: string): string {
  if (key === ' ') return t('key.space')
  return keyNames[key] ?? (key.length === 1 ? key.toUpperCase() : key)
}

/** The value of `aria-keyshortcuts`: keys separated by spaces. */
export function keyShortcuts(name: ActionName): string {
  return actions[name].keys.map((key) => (key === '+' ? 'Plus' : key)).join(' ')
}

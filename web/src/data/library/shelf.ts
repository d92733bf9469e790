// SPDX-License-Identifier: AGPL-3.0-or-later
// Merges the notebooks of this browser and of the server into one library.
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Folder } from '@rmirror/shared/library'
import { language } from '../../i18n/index.ts'
import type { LiveNotebook } from '../local/live-notebook.ts'
import { unsentNotes } from '../outbox/unsent-notes.ts'
import { guestNotes } from '../workspace/guest-notes.ts'
import { LibraryIndex } from './library-index.ts'
import { Notebook } from './notebook.ts'
import type { ServerNotebook } from './server-shelf.ts'
import { withUnsent } from './unsent-note.ts'

/** What one of the two sides has. */
export interface Holdings<Copy> {
  notebooks: ReadonlySignal<ReadonlyMap<string, Copy>>
  folders: ReadonlySignal<ReadonlyMap<string, Folder>>
}

const collator = computed(() => new Intl.Collator(language.value, { numeric: true, sensitivity: 'base' }))

/** The merged index, recomputed when either side changes. */
export function indexOf(here: Holdings<LiveNotebook>, there: Holdings<ServerNotebook>): ReadonlySignal<LibraryIndex> {
  const folders = computed(() => new Map([...there.folders.value, ...here.folders.value]))
  const synced = computed(() => withUnsent(there.notebooks.value, unsentNotes.value, guestNotes.value))
  return indexOfCopies(here.notebooks, synced, folders)
}

type NotebooksOf<Copy> = Holdings<Copy>['notebooks']

/** Of a shared workspace: what the server has in it, without folders, and this browser's copies of that. */
export function indexOfWorkspace(
  here: { notebooks: NotebooksOf<LiveNotebook> },
  there: { notebooks: NotebooksOf<ServerNotebook> },
): ReadonlySignal<LibraryIndex> {
  const copies = computed(() => new Map([...here.notebooks.value].filter(([uuid]) => there.notebooks.value.has(uuid))))
  return indexOfCopies(copies, there.notebooks, signal(new Map()))
}

const ownIndexes = new WeakMap<ReadonlySignal<LibraryIndex>, ReadonlySignal<LibraryIndex>>()

/** Without the notebooks that the person moved to shared workspaces, which are listed there. */
export function withoutMoved(index: ReadonlySignal<LibraryIndex>): ReadonlySignal<LibraryIndex> {
  const known = ownIndexes.get(index)
  if (known) return known
  let last: LibraryIndex | undefined
  const own = computed(() => {
    const { notebooks, folders } = index.value
    const stayed = [...notebooks].filter(([, { workspace }]) => workspace === null)
    // Nearly everyone's library.
    last =
      stayed.length === notebooks.size ? index.value : new LibraryIndex(new Map(stayed), folders, collator.value, last)
    return last
  })
  ownIndexes.set(index, own)
  return own
}

function indexOfCopies(
  here: NotebooksOf<LiveNotebook>,
  there: NotebooksOf<ServerNotebook>,
  folders: ReadonlySignal<ReadonlyMap<string, Folder>>,
): ReadonlySignal<LibraryIndex> {
  let last: LibraryIndex | undefined
  return computed(() => {
    const notebooks = mergeCopies(here.value, there.value, last?.notebooks)
    last = new LibraryIndex(notebooks, folders.value, collator.value, last)
    return last
  })
}

/** A notebook with unchanged copies keeps its object, with everything that was computed from it. */
function mergeCopies(
  here: ReadonlyMap<string, LiveNotebook>,
  there: ReadonlyMap<string, ServerNotebook>,
  before: ReadonlyMap<string, Notebook> | undefined,
): Map<string, Notebook> {
  const merged = new Map<string, Notebook>()
  const merge = (uuid: string, live: LiveNotebook | null, synced: ServerNotebook | null) => {
    const known = before?.get(uuid)
    const isSame = known && known.here === live && areAlike(known.there, synced)
    merged.set(uuid, isSame ? known : new Notebook(live, synced))
  }
  for (const [uuid, synced] of there) merge(uuid, here.get(uuid) ?? null, synced)
  for (const [uuid, live] of here) if (!there.has(uuid)) merge(uuid, live, null)
  return merged
}

/** Every answer of the server creates new objects, most of them with equal values. */
function areAlike(a: ServerNotebook | null, b: ServerNotebook | null): boolean {
  if (a === b) return true
  if (!a || !b || a.pageCount !== b.pageCount || !haveSameValues(a.progress, b.progress)) return false
  if (a.isUnsent !== b.isUnsent || a.isLocal !== b.isLocal) return false
  if (a.workspace !== b.workspace || a.isOthers !== b.isOthers || a.language !== b.language) return false
  if (!haveSameItems(a.pageTags, b.pageTags)) return false
  const { tags, ...facts } = a.facts
  const { tags: otherTags, ...others } = b.facts
  return haveSameValues(facts, others) && haveSameItems(tags, otherTags)
}

function haveSameItems(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, position) => item === b[position])
}

function haveSameValues<T extends object>(a: T, b: T): boolean {
  return (Object.keys(a) as (keyof T)[]).every((name) => a[name] === b[name])
}

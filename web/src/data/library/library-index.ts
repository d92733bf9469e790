// SPDX-License-Identifier: AGPL-3.0-or-later
// The library's folders, notebooks and orders. There is one index per state of the library; its lists are computed on
// first use.
import { type Folder, rootUuid, trashUuid } from '@rmirror/shared/library'
import { plainText } from './found-words.ts'
import type { Notebook } from './notebook.ts'
import { stateOf, syncStates } from './progress.ts'

export const sorts = ['modified', 'name', 'pages', 'state'] as const
export type Sort = (typeof sorts)[number]

type Placed = Pick<Folder, 'parent'> & { isNote?: boolean }
type Order = readonly Notebook[]

/** For all sorts but by name; ties keep the order of names. */
const comparisons: Record<Exclude<Sort, 'name'>, (a: Notebook, b: Notebook) => number> = {
  modified: (a, b) => b.facts.lastModified - a.facts.lastModified,
  pages: (a, b) => (b.pageCount ?? 0) - (a.pageCount ?? 0),
  state: (a, b) => syncStates.indexOf(stateOf(a)) - syncStates.indexOf(stateOf(b)),
}

export class LibraryIndex {
  readonly notebooks: ReadonlyMap<string, Notebook>
  readonly folders: ReadonlyMap<string, Folder>
  readonly #parents: ReadonlyMap<string, string>
  readonly #collator: Intl.Collator
  /** The order of an earlier index: sorting a nearly sorted list takes a twentieth of the time. */
  #earlier: Order
  #byName: Order | undefined
  readonly #orders = new Map<Sort, Order>()
  #subfolders: ReadonlyMap<string, readonly Folder[]> | undefined
  #counts: ReadonlyMap<string, number> | undefined
  #noteCounts: ReadonlyMap<string, number> | undefined
  #tags: readonly string[] | undefined
  readonly #contents = new Map<Sort, ReadonlyMap<string, Order>>()

  constructor(
    notebooks: ReadonlyMap<string, Notebook>,
    folders: ReadonlyMap<string, Folder>,
    collator: Intl.Collator,
    before?: LibraryIndex,
  ) {
    this.notebooks = notebooks
    this.folders = folders
    this.#parents = parentsOf(folders)
    this.#collator = collator
    this.#earlier = before ? (before.#byName ?? before.#earlier) : []
  }

  /** All notebooks, including those in the trash: newest, longest or most urgent first. */
  inOrder(sort: Sort): Order {
    this.#byName ??= this.#sortByName()
    if (sort === 'name') return this.#byName
    const known = this.#orders.get(sort)
    if (known) return known
    const order = this.#byName.toSorted(comparisons[sort])
    this.#orders.set(sort, order)
    return order
  }

  /** The notebooks directly in a folder. */
  notebooksIn(folder: string, sort: Sort): Order {
    let contents = this.#contents.get(sort)
    if (!contents) {
      contents = groupBy(this.inOrder(sort), (notebook) => this.folderOf(notebook))
      this.#contents.set(sort, contents)
    }
    return contents.get(folder) ?? []
  }

  /** The folders directly in a folder, by name. */
  foldersIn(folder: string): readonly Folder[] {
    if (!this.#subfolders) {
      const byName = [...this.folders.values()].sort((a, b) => this.#collator.compare(a.name, b.name))
      this.#subfolders = groupBy(byName, ({ uuid }) => this.#parents.get(uuid) ?? rootUuid)
    }
    return this.#subfolders.get(folder) ?? []
  }

  /** Number of notebooks in a folder at any depth. The root's count excludes the trash. */
  countBelow(folder: string): number {
    this.#counts ??= this.#count(this.notebooks.values())
    return this.#counts.get(folder) ?? 0
  }

  /** The same, and how many of them are notes. */
  itemsBelow(folder: string): { count: number; notes: number } {
    this.#noteCounts ??= this.#count([...this.notebooks.values()].filter(({ isNote }) => isNote))
    return { count: this.countBelow(folder), notes: this.#noteCounts.get(folder) ?? 0 }
  }

  /** The folders above an item, outermost first. */
  pathTo(item: Placed): Folder[] {
    const path: Folder[] = []
    for (let at = this.folderOf(item); ; at = this.#parents.get(at) ?? rootUuid) {
      const folder = this.folders.get(at)
      if (!folder) return path.reverse()
      path.push(folder)
    }
  }

  /** The folder itself and its subfolders at any depth. */
  foldersBelow(folder: string): ReadonlySet<string> {
    const inside = new Set([folder])
    // The loop also visits items added meanwhile.
    for (const uuid of inside) for (const each of this.foldersIn(uuid)) inside.add(each.uuid)
    return inside
  }

  /**
   * "" for the root, "trash", or the uuid of a folder that exists. A tablet that puts a folder in its trash doesn't
   * mean the notes that were written into it, so they are at the root.
   */
  folderOf({ parent, isNote = false }: Placed): string {
    const folder = parent === trashUuid || this.folders.has(parent) ? parent : rootUuid
    return isNote && this.#topOf(folder) === trashUuid ? rootUuid : folder
  }

  /** The tags of all notebooks and pages, sorted by name. */
  get tags(): readonly string[] {
    this.#tags ??= [...new Set([...this.notebooks.values()].flatMap(({ allTags }) => [...allTags]))].sort(
      this.#collator.compare,
    )
    return this.#tags
  }

  isInTrash(item: Placed): boolean {
    return this.#topOf(this.folderOf(item)) === trashUuid
  }

  /** The notebooks in a folder, at any depth, whose name or tags contain `words`. */
  matching(words: string, folder: string, sort: Sort): Order {
    const wanted = plainText(words).trim()
    const inside = this.foldersBelow(folder)
    return this.inOrder(sort).filter(
      (notebook) => notebook.searchText.includes(wanted) && inside.has(this.folderOf(notebook)),
    )
  }

  #sortByName(): Order {
    const kept = this.#earlier.flatMap(({ uuid }) => this.notebooks.get(uuid) ?? [])
    this.#earlier = []
    const known = new Set(kept)
    const added = [...this.notebooks.values()].filter((notebook) => !known.has(notebook))
    const { compare } = this.#collator
    return [...kept, ...roughlySorted(added)].sort((a, b) => compare(a.name, b.name) || (a.uuid < b.uuid ? -1 : 1))
  }

  #count(notebooks: Iterable<Notebook>): Map<string, number> {
    const counts = new Map<string, number>()
    const direct = groupBy(notebooks, (notebook) => this.folderOf(notebook))
    for (const [folder, { length }] of direct)
      for (let at: string | undefined = folder; at !== undefined; at = this.#parents.get(at))
        counts.set(at, (counts.get(at) ?? 0) + length)
    return counts
  }

  #topOf(folder: string): string {
    let top = folder
    for (let at = this.#parents.get(top); at !== undefined; at = this.#parents.get(at)) top = at
    return top
  }
}

/**
 * The parent of each folder. Two merged copies of a library may name a folder that neither has, or form a cycle: such
 * folders go to the root.
 */
function parentsOf(folders: ReadonlyMap<string, Folder>): Map<string, string> {
  const parents = new Map<string, string>()
  for (const { uuid, parent } of folders.values())
    parents.set(uuid, parent === trashUuid || folders.has(parent) ? parent : rootUuid)
  const settled = new Set([rootUuid, trashUuid])
  for (const uuid of folders.keys()) {
    const way = new Set<string>()
    let at = uuid
    while (!settled.has(at)) {
      way.add(at)
      const parent = parents.get(at) ?? rootUuid
      if (way.has(parent)) parents.set(at, rootUuid)
      at = parents.get(at) ?? rootUuid
    }
    for (const each of way) settled.add(each)
  }
  return parents
}

/** Compares code units and numbers, which is several times faster than a collator and leaves it little to reorder. */
function roughlySorted(notebooks: readonly Notebook[]): Notebook[] {
  const keyed = notebooks.map((notebook) => {
    const key = notebook.searchText.replace(/\d+/g, (digits) => digits.padStart(12, '0'))
    return { key, notebook }
  })
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return keyed.map(({ notebook }) => notebook)
}

function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

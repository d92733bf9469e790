// SPDX-License-Identifier: AGPL-3.0-or-later
// The part of a library that an assistant may see: all of it, or one folder or notebook.
import { rootUuid } from '@rmirror/shared/library'
import { CommandError } from '../errors.ts'
import { isSameName } from '../names.ts'
import type { Item } from './notes-source.ts'
import { ToolError } from './tool-error.ts'

export class Scope {
  /** Without the folder that is the root. */
  readonly items: Item[]
  readonly root: Item | undefined
  readonly #places: Places

  /** `root`: an id; undefined for the whole library. */
  constructor(all: Item[], root: string | undefined) {
    this.#places = new Places(all)
    this.root = all.find(({ id }) => id === root)
    if (root !== undefined && !this.root)
      throw new ToolError("The folder or notebook that this program was limited to isn't there any more.")
    this.items = all.filter((item) => this.#isInside(item))
  }

  item(id: string): Item {
    const found = this.items.find((item) => item.id === id) ?? (this.root?.id === id ? this.root : undefined)
    if (!found)
      throw new ToolError('There is no folder or notebook with this id. list_notebooks and search_notes say ids.')
    return found
  }

  notebook(id: string): Item {
    const found = this.item(id)
    if (found.kind === 'folder') throw new ToolError('This is a folder. list_notebooks says what is in it.')
    return found
  }

  folder(id: string): Item {
    const found = this.item(id)
    if (found.kind !== 'folder') throw new ToolError('This is a notebook, not a folder.')
    return found
  }

  /** Of a folder; undefined: at the top of what may be seen. */
  children(folder: Item | undefined): Item[] {
    const top = folder ?? this.root
    if (top && top.kind !== 'folder') return [top]
    return this.items.filter((item) => this.#places.parentOf(item) === (top?.id ?? rootUuid))
  }

  /** Its folders and its name: "Work/Meetings/Monday". */
  pathOf(item: Item): string {
    return this.#places.pathOf(item)
  }

  #isInside(item: Item): boolean {
    if (!this.root) return true
    if (this.root.kind !== 'folder') return item.id === this.root.id
    return item.id !== this.root.id && this.#places.foldersOf(item).some(({ id }) => id === this.root?.id)
  }
}

/** The id of what a user calls by its name or path. Rejects names of nothing and of several. */
export function rootCalled(name: string, all: Item[]): string {
  const places = new Places(all)
  const byPath = all.filter((item) => isSameName(places.pathOf(item), name))
  const found = byPath.length > 0 ? byPath : all.filter((item) => isSameName(item.name, name))
  const [only, another] = found
  if (!only) throw new CommandError(`--root: there is no folder or notebook ${JSON.stringify(name)}`)
  if (!another) return only.id
  const paths = found.map((item) => JSON.stringify(places.pathOf(item))).join(', ')
  throw new CommandError(`--root: ${JSON.stringify(name)} is the name of several: ${paths}. Give one by its path`)
}

/** Folders can be missing, or be in each other. */
class Places {
  readonly #folders: ReadonlyMap<string, Item>

  constructor(all: Item[]) {
    this.#folders = new Map(all.flatMap((item) => (item.kind === 'folder' ? [[item.id, item]] : [])))
  }

  /** What is in a folder that isn't there is at the top. */
  parentOf({ parent }: Item): string {
    return this.#folders.has(parent) ? parent : rootUuid
  }

  /** The outermost first. */
  foldersOf({ parent }: Item): Item[] {
    const folders: Item[] = []
    for (let at = this.#folders.get(parent); at && !folders.includes(at); at = this.#folders.get(at.parent))
      folders.push(at)
    return folders.reverse()
  }

  pathOf(item: Item): string {
    return [...this.foldersOf(item), item].map(({ name }) => name).join('/')
  }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// Where notes go: in the tablet's folders or where a rule puts them, under names that every system and Obsidian take. A
// note keeps its name as long as its notebook does, so that links to it stay right.
import { collisionKey } from '../library/index.ts'
import type { FoundNote } from './found-notes.ts'
import type { VaultFiles, VaultNotebook } from './types.ts'
import { obsidianName, type WantedNote } from './wanted-notes.ts'

const extension = '.md'

export interface NotePath {
  path: string
  /** A person moved or renamed the note, so it stays there. */
  isChosen: boolean
}

/** By the ids of the notes. */
export function notePaths(
  wanted: WantedNote[],
  found: ReadonlyMap<string, FoundNote>,
  files: VaultFiles,
): Map<string, NotePath> {
  const mine = new Set(wanted.flatMap(({ id }) => found.get(id)?.path ?? []))
  const foreign = [...files.notes.keys(), ...files.others].filter((path) => !mine.has(path))
  const names = new Names(foreign, [...mine])
  const paths = new Map<string, NotePath>()
  const chosen = new Set<string>()
  const places = placesOf(wanted, found, names)
  for (const [id, place] of places) {
    const note = found.get(id)
    // One without region isn't touched, so it isn't moved either.
    if (!note || isFamily(note.path, place) || (note.isInPlace && note.region)) continue
    paths.set(id, { path: note.path, isChosen: true })
    chosen.add(note.path)
    names.take(note.path)
  }
  for (const [id, place] of places) {
    const path = found.get(id)?.path
    if (path === undefined || !isFamily(path, place)) continue
    // A person may have put the region of another note into this file.
    if (chosen.has(path) || names.take(path)) paths.set(id, { path, isChosen: false })
  }
  for (const [id, place] of places)
    if (!paths.has(id)) paths.set(id, { path: names.free(place, extension), isChosen: false })
  return paths
}

/** The path of each note without its extension, if its name were free; in the order of ids. */
function placesOf(wanted: WantedNote[], found: ReadonlyMap<string, FoundNote>, names: Names): [string, string][] {
  const folders = new Map<string, string>()
  const inOrder = wanted.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const { notebook } of inOrder) names.claimFolders(foldersOf(notebook))
  // Pages keep the folder that their notebook has.
  for (const isKept of [true, false])
    for (const { id, notebook, isOfPage } of inOrder) {
      if (!isOfPage || folders.has(notebook.uuid)) continue
      const place = names.spelled(names.inFolders(foldersOf(notebook), obsidianName(notebook.name)))
      const path = found.get(id)?.path
      const folder = path?.includes('/') ? path.slice(0, path.lastIndexOf('/')) : undefined
      const isPresent = folder !== undefined && isFamilyOfFolder(folder, place) && names.takeFolder(folder)
      if (isPresent) folders.set(notebook.uuid, folder)
      else if (!isKept) folders.set(notebook.uuid, names.freeFolder(place))
    }
  return inOrder.map(({ id, notebook, name, isOfPage }) => {
    if (!isOfPage) return [id, names.inFolders(foldersOf(notebook), name)]
    return [id, `${folders.get(notebook.uuid)}/${name}`]
  })
}

function foldersOf({ place, folders }: VaultNotebook): string[] {
  return (place ?? folders).map(obsidianName)
}

/** Whether a path is the place or a numbered one beside it. */
function isFamily(path: string, place: string): boolean {
  const [given, wanted] = [path.normalize('NFC'), place.normalize('NFC')]
  if (!given.startsWith(wanted) || !given.endsWith(extension)) return false
  return /^(?: \(\d+\))?$/.test(given.slice(wanted.length, -extension.length))
}

/** Case doesn't count, because a folder keeps the spelling of one that was there before. */
function isFamilyOfFolder(folder: string, place: string): boolean {
  return isFamily(collisionKey(`${folder}${extension}`), collisionKey(place))
}

/** The names in a vault, as file systems compare them. */
class Names {
  readonly #files = new Set<string>()
  readonly #folders = new Map<string, string>()
  readonly #taken = new Set<string>()
  /** Folders of notebooks. */
  readonly #claimed = new Set<string>()
  readonly #nextCopy = new Map<string, number>()

  /** `foreign`: files that stay; `mine`: notes, which may move away. */
  constructor(foreign: string[], mine: string[]) {
    for (const path of foreign) {
      this.#files.add(collisionKey(path))
      this.#taken.add(collisionKey(path))
    }
    for (const path of [...foreign, ...mine].toSorted()) this.#addFolders(path)
  }

  claimFolders(folders: string[]): void {
    const path = this.inFolders(folders, 'x')
    this.#addFolders(path)
  }

  /** A folder as it is called already, if it is there. */
  spelled(folder: string): string {
    return this.#folders.get(collisionKey(folder)) ?? folder
  }

  /** The place of a name in these folders, in the spelling of those that exist. */
  inFolders(folders: string[], name: string): string {
    let path = ''
    for (const folder of folders) {
      const place = `${path}${folder}`
      path = `${this.#folders.get(collisionKey(place)) ?? this.#besideFiles(place)}/`
    }
    return `${path}${name}`
  }

  /** False if another note has it. */
  take(path: string): boolean {
    const key = collisionKey(path)
    if (this.#taken.has(key)) return false
    this.#taken.add(key)
    return true
  }

  free(place: string, extension: string): string {
    const key = collisionKey(place)
    let copy = this.#nextCopy.get(key) ?? 1
    let path = numbered(place, copy, extension)
    while (this.#folders.has(collisionKey(path)) || !this.take(path)) path = numbered(place, ++copy, extension)
    this.#nextCopy.set(key, copy)
    return path
  }

  takeFolder(path: string): boolean {
    const key = collisionKey(path)
    if (this.#claimed.has(key)) return false
    this.#claimed.add(key)
    return true
  }

  freeFolder(place: string): string {
    for (let copy = 1; ; copy++) {
      const path = this.spelled(numbered(place, copy, ''))
      if (this.#files.has(collisionKey(path)) || !this.takeFolder(path)) continue
      this.#addFolders(`${path}/`)
      return path
    }
  }

  /** A folder can't have the name of a file. */
  #besideFiles(place: string): string {
    let copy = 1
    while (this.#files.has(collisionKey(numbered(place, copy, '')))) copy++
    return numbered(place, copy, '')
  }

  #addFolders(path: string): void {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      const folder = path.slice(0, at)
      if (!this.#folders.has(collisionKey(folder))) this.#folders.set(collisionKey(folder), folder)
    }
  }
}

function numbered(place: string, copy: number, extension: string): string {
  return `${place}${copy === 1 ? '' : ` (${copy})`}${extension}`
}

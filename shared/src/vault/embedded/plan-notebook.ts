// SPDX-License-Identifier: AGPL-3.0-or-later
// Plans the notes of one notebook where a vault can't be read as a whole, because it is behind a network. The caller
// shows what it knows of the vault, and is answered with what else to look at, or with what to do. It asks again with
// what it found, so a usual update reads one file and writes it.

import { collisionKey, safeFileName } from '../../library/index.ts'
import { TemplateSet } from '../../templates/index.ts'
import { assetPath } from '../assets.ts'
import { foundNotes, movingEnd } from '../found-notes.ts'
import { idsIn } from '../markers.ts'
import { asideOf } from '../moves.ts'
import { planVault } from '../plan.ts'
import { noState } from '../state.ts'
import type {
  Finding,
  VaultFiles,
  VaultLibrary,
  VaultMove,
  VaultOptions,
  VaultPage,
  VaultPlan,
  VaultState,
} from '../types.ts'
import { commitMessage } from './commit-message.ts'
import { type NotebookContent, storedFile, vaultNotebookOf } from './content.ts'
import type { Entry } from './multistatus.ts'

export interface NotebookTask {
  uuid: string
  /** Null: it is gone. */
  notebook: NotebookContent | null
  options: { withPictures: boolean; deleteRemoved: boolean; putBack: boolean }
  /** As a person gave them. */
  templates?: unknown
  /** A folder of the vault, as isSafeFolder() takes it, for the notes instead of those of the tablet. */
  folder?: string
  known: KnownNotes
  /** The folders that were looked at, by path; null if there is none. */
  folders: Record<string, Entry[] | null>
  /** The files that were read, by path; null if there is none, or if it isn't text. */
  notes: Record<string, string | null>
}

/** What the last delivery left. */
export interface KnownNotes extends Pick<VaultState, 'notes' | 'assets'> {
  /** Bytes of notes by their paths, to find those that a person renames. */
  sizes: Record<string, number>
}

export type NotebookStep = { list: string[] } | { read: string[] } | { plan: NotebookPlan }

/** In the order in which it is carried out. */
export interface NotebookPlan {
  moves: VaultMove[]
  notes: { path: string; text: string }[]
  /** `sha256`: of the bytes; null: they aren't stored. */
  assets: { path: string; key: string; sha256: string | null }[]
  deletes: string[]
  known: KnownNotes
  /** Pieces that stay as a person made them. */
  kept: number
  /** For a commit. */
  message: string
}

/** More folders than this aren't searched for a note that was moved. */
const maxFolders = 500
/** Of a notebook's notes that nothing is known of. */
const maxCandidates = 1000
/** Files that are read, a few at a time, for a note that a person moved and edited. */
const maxNearest = 100
const nearestAtOnce = 20

/** Throws a TemplateProblem. */
export function planNotebook(task: NotebookTask): NotebookStep {
  return new Task(task).step()
}

class Task {
  readonly #task: NotebookTask
  readonly #library: VaultLibrary
  readonly #templates: TemplateSet | undefined
  #own: Map<string, string> | undefined
  #planned: VaultPlan | undefined

  constructor(task: NotebookTask) {
    this.#task = task
    this.#templates = task.templates ? new TemplateSet(task.templates) : undefined
    const place = task.folder === undefined ? {} : { place: task.folder.split('/') }
    this.#library = {
      notebooks: task.notebook ? [{ ...vaultNotebookOf(task.notebook), ...place }] : [],
      isWhole: task.notebook === null,
    }
  }

  step(): NotebookStep {
    const { known, notes } = this.#task
    const unread = Object.values(known.notes).filter((path) => notes[path] === undefined)
    if (unread.length > 0) return { read: unread }
    const looked = this.#lookForMoved() ?? this.#lookAtPlaces() ?? this.#lookAtAssets() ?? this.#lookForFormer()
    return looked ?? { plan: this.#result(this.#plan()) }
  }

  #plan(): VaultPlan {
    this.#planned ??= this.#newPlan()
    return this.#planned
  }

  /**
   * Where a server can't move files, a delivery that ended in between leaves a note twice. Its copy is overlooked if it
   * is where the note is to go, so that the move is planned once more.
   */
  #newPlan(): VaultPlan {
    const { notes } = this.#task.known
    const isWhereKnown = (path: string, text: string) => noteIdsIn(text).some((id) => notes[id] === path)
    const rank = ([path, text]: [string, string]) => (isWhereKnown(path, text) ? 0 : path.endsWith(movingEnd) ? 1 : 2)
    const own = [...this.#ownNotes()].toSorted((a, b) => rank(a) - rank(b))
    const original = new Map(own.toReversed().map(([path, text]) => [text, path]))
    const copies = own.filter(([path, text]) => original.get(text) !== path)
    const without = (hidden: [string, string][]) =>
      this.#planWith(new Map(own.filter((note) => !hidden.includes(note))))
    if (copies.length === 0) return without([])
    const { moves } = without(copies)
    const isBegun = ([path, text]: [string, string]) =>
      path.endsWith(movingEnd) || moves.some(({ from, to }) => to === path && from === original.get(text))
    return without(copies.filter(isBegun))
  }

  #planWith(notes: Map<string, string>): VaultPlan {
    const { options, known } = this.#task
    const files: VaultFiles = {
      notes,
      others: this.#others(),
      state: { per: undefined, notes: known.notes, assets: known.assets },
    }
    const { withPictures, deleteRemoved } = options
    const per = this.#task.notebook?.by_page ? 'page' : 'notebook'
    const putBack = new Set(options.putBack ? notes.keys() : [])
    const chosen: VaultOptions = { per, withPictures, deleteRemoved, putBack, templates: this.#templates }
    return planVault(this.#library, files, chosen)
  }

  /** Of the files that were read, those about this notebook. If it is gone, none that shows another one as well. */
  #ownNotes(): Map<string, string> {
    this.#own ??= this.#findOwnNotes()
    return this.#own
  }

  #findOwnNotes(): Map<string, string> {
    const { uuid, known, notes, notebook } = this.#task
    const places = new Set(Object.values(known.notes))
    const isOwn = (path: string, text: string) => {
      const ids = noteIdsIn(text)
      const own = ids.filter((id) => id.startsWith(uuid)).length
      // What has lost all its markers is known by its place.
      if (places.has(path)) return own > 0 || idsIn(text).size === 0
      return own > 0 && (notebook !== null || own === ids.length) && !this.#isOtherName(path)
    }
    const texts = Object.entries(notes).filter((entry): entry is [string, string] => entry[1] !== null)
    return new Map(texts.filter(([path, text]) => isOwn(path, text)))
  }

  /** Whether a file is a known note by another name: where case or Unicode's forms don't count, it is listed as it is. */
  #isOtherName(path: string): boolean {
    const { known, notes } = this.#task
    const isSame = (place: string) =>
      place !== path && collisionKey(place) === collisionKey(path) && notes[place] === notes[path]
    return typeof notes[path] === 'string' && Object.values(known.notes).some(isSame)
  }

  /** Files of others, and a path in each folder, so that folders keep their spelling. */
  #others(): string[] {
    const own = this.#ownNotes()
    return Object.entries(this.#task.folders).flatMap(([folder, entries]) =>
      (entries ?? []).flatMap(({ name, isFolder }) => {
        const path = inside(folder, name)
        if (isFolder) return [`${path}/.folder`]
        return own.has(path) || this.#isOtherName(path) ? [] : [path]
      }),
    )
  }

  /** A note that isn't where it was is looked for by its name, by its size, and in files of nearly its size. */
  #lookForMoved(): NotebookStep | undefined {
    const { known } = this.#task
    const found = foundNotes({ notes: this.#ownNotes(), others: [], state: { ...noState, notes: known.notes } })
    const elsewhere = Object.entries(known.notes).filter(([id, path]) => found.get(id)?.path !== path)
    if (elsewhere.length === 0) return undefined
    const lost = elsewhere.filter(([id]) => !found.has(id))
    if (lost.length === 0)
      return this.#lookForMoving(elsewhere.flatMap(([id, path]) => [path, found.get(id)?.path ?? path]))
    const names = new Set(lost.map(([, path]) => collisionKey(nameOf(path))))
    const sizes = lost.flatMap(([, path]) => known.sizes[path] ?? [])
    const isLikely = ({ path, size }: FoundFile) =>
      names.has(collisionKey(nameOf(path))) || path.endsWith(movingEnd) || (size !== null && sizes.includes(size))
    return this.#listRest() ?? this.#read(isLikely) ?? this.#readNearest(sizes)
  }

  /** After a delivery that ended in the middle of moves, a note may be there twice. */
  #lookForMoving(paths: string[]): NotebookStep | undefined {
    const unlisted = new Set(paths.map(folderOf).filter((folder) => this.#task.folders[folder] === undefined))
    return unlisted.size > 0 ? { list: [...unlisted] } : this.#read(({ path }) => path.endsWith(movingEnd))
  }

  #listRest(): NotebookStep | undefined {
    const { folders } = this.#task
    const unlisted = ['', ...this.#folderPaths()].filter((path) => folders[path] === undefined && !isOwnFolder(path))
    const left = maxFolders - Object.keys(folders).length
    return unlisted.length > 0 && left > 0 ? { list: unlisted.slice(0, left) } : undefined
  }

  #readNearest(sizes: number[]): NotebookStep | undefined {
    const left = Math.min(nearestAtOnce, maxNearest - Object.keys(this.#task.notes).length)
    const distance = ({ size }: FoundFile) =>
      size === null ? 0 : Math.min(maxNoteSize, ...sizes.map((each) => Math.abs(each - size)))
    const nearest = this.#unread().toSorted((a, b) => distance(a) - distance(b))
    if (nearest.length === 0 || left <= 0) return undefined
    return { read: nearest.slice(0, left).map(({ path }) => path) }
  }

  /** Before a note is made or moved: what is in the folders above it, and whether it is there already. */
  #lookAtPlaces(): NotebookStep | undefined {
    const { notes, folders, notebook } = this.#task
    if (!notebook) return undefined
    const { moves, notes: written } = this.#plan()
    const paths = [
      ...moves.map(({ to }) => to),
      ...[...written.keys()].filter((path) => typeof notes[path] !== 'string'),
    ]
    const unlisted = new Set(paths.flatMap((path) => foldersAbove(path).find((above) => this.#isUnlisted(above)) ?? []))
    if (unlisted.size > 0) return { list: [...unlisted] }
    if (paths.length === 0) return undefined
    const families = this.#templates?.has('file_name')
      ? paths.map((path) => collisionKey(nameOf(path).replace(/(?: \(\d+\))?\.md$/, '')))
      : [collisionKey(safeFileName(notebook.visible_name.replace(/[#^[\]]/g, ' ')))]
    const above = new Set(paths.flatMap(foldersAbove).filter((path) => folders[path]))
    const isOfFamily = (name: string) => families.some((family) => name.startsWith(family))
    return this.#read(({ path }) => isOfFamily(collisionKey(nameOf(path))) && above.has(folderOf(path)))
  }

  /** Whether it may be there: what contains it was listed, and mentions it. */
  #isUnlisted(folder: string): boolean {
    const { folders } = this.#task
    if (folders[folder] !== undefined) return false
    if (folder === '') return true
    return this.#folderPaths().some((path) => path === folder)
  }

  /** A server that ignores case takes both names of such a move for one file, which would be in its own way. */
  #aroundItself({ from, to }: VaultMove): VaultMove[] {
    if (collisionKey(from) !== collisionKey(to)) return [{ from, to }]
    const others = new Set(this.#others().map(collisionKey))
    const aside = asideOf(to, (path) => others.has(collisionKey(path)))
    return [
      { from, to: aside },
      { from: aside, to },
    ]
  }

  #lookAtAssets(): NotebookStep | undefined {
    const { uuid, known, folders, options } = this.#task
    const hasPictures = options.withPictures && this.#library.notebooks.some(({ pages }) => pages.some(hasFiles))
    if (!hasPictures && Object.keys(known.assets).length === 0) return undefined
    const folder = folderOf(assetPath({ uuid }))
    return folders[folder] === undefined ? { list: [folder] } : undefined
  }

  /**
   * Pictures that are there say that a notebook of which nothing is known was in this vault before, as one that comes back
   * from the trash. Its notes may have other names, and are nearly as long.
   */
  #lookForFormer(): NotebookStep | undefined {
    const { uuid, known, folders, notes } = this.#task
    const assets = folders[folderOf(assetPath({ uuid }))] ?? []
    if (Object.keys(known.notes).length > 0 || assets.length === 0) return undefined
    const { moves, notes: written } = this.#plan()
    const isMoved = new Set(moves.map(({ to }) => to))
    const added = [...written].filter(([path]) => typeof notes[path] !== 'string' && !isMoved.has(path))
    if (added.length === 0) return undefined
    return this.#listRest() ?? this.#readNearest(added.map(([, text]) => bytesOf(text)))
  }

  #read(isWanted: (file: FoundFile) => boolean): NotebookStep | undefined {
    const unread = this.#unread().filter(isWanted)
    return unread.length === 0 ? undefined : { read: unread.slice(0, maxCandidates).map(({ path }) => path) }
  }

  /** Markdown files in the folders that were listed. */
  #unread(): FoundFile[] {
    const { folders, notes } = this.#task
    return Object.entries(folders)
      .flatMap(([folder, entries]) => (entries ?? []).map((entry) => ({ ...entry, path: inside(folder, entry.name) })))
      .filter(({ path, isFolder }) => !isFolder && path.toLowerCase().endsWith('.md') && notes[path] === undefined)
  }

  /** Of all folders that were mentioned, without hidden ones. */
  #folderPaths(): string[] {
    return Object.entries(this.#task.folders).flatMap(([folder, entries]) =>
      (entries ?? [])
        .filter(({ name, isFolder }) => isFolder && !name.startsWith('.'))
        .map(({ name }) => inside(folder, name)),
    )
  }

  #result({ moves, notes, assets, deletes, findings, state }: VaultPlan): NotebookPlan {
    const { uuid, notebook, known, notes: read } = this.#task
    // A person may have put the region of another notebook into a file.
    const own = Object.entries(state.notes).filter(([id]) => id.startsWith(uuid))
    const present = new Set(own.map(([, path]) => path))
    const moved = new Map(moves.map(({ from, to }) => [to, from]))
    const sizeOf = (path: string) => {
      const text = notes.get(path) ?? read[moved.get(path) ?? path]
      return typeof text === 'string' ? bytesOf(text) : known.sizes[path]
    }
    return {
      moves: moves.flatMap((move) => this.#aroundItself(move)),
      notes: [...notes].map(([path, text]) => ({ path, text })),
      assets: assets.map((asset) => {
        return { path: asset.path, key: asset.key, sha256: notebook && storedFile(notebook, asset) }
      }),
      deletes,
      known: {
        notes: Object.fromEntries(own),
        assets: state.assets,
        sizes: Object.fromEntries([...present].flatMap((path) => [[path, sizeOf(path) ?? 0]])),
      },
      kept: findings.filter(isKept).length,
      message: commitMessage({
        name: notebook?.visible_name ?? nameOf(Object.values(known.notes)[0] ?? '').replace(/\.md$/, ''),
        isGone: notebook === null,
        pages: this.#library.notebooks.flatMap(({ pages }) => pages),
        notes: own.flatMap(([id, path]) => {
          const after = notes.get(path)
          return after === undefined ? [] : [{ id, before: read[moved.get(path) ?? path] ?? '', after }]
        }),
        pictured: assets.flatMap(({ page }) => page ?? []),
        moves,
      }),
    }
  }
}

interface FoundFile {
  path: string
  size: number | null
}

/** Bytes; no note is that long. */
const maxNoteSize = 1e9

/** What its markers or its properties say that it is about. */
function noteIdsIn(text: string): string[] {
  return [...foundNotes({ notes: new Map([['', text]]), others: [], state: noState }).keys()]
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length

const isKept = ({ kind }: Finding) => kind === 'changed' || kind === 'markers'

const hasFiles = ({ pictures, attachments = [] }: VaultPage) => pictures.length + attachments.length > 0

const isOwnFolder = (path: string) => /^rmirror-files(?:\/|$)/.test(path)

const inside = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`)

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** Outermost first, beginning with the vault itself. */
function foldersAbove(path: string): string[] {
  const names = path.split('/').slice(0, -1)
  return ['', ...names.map((_, index) => names.slice(0, index + 1).join('/'))]
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// Plans the notes of one notebook where a vault can't be read as a whole, because it is behind a network. The caller
// shows what it knows of the vault, and is answered with what else to look at, or with what to do. It asks again with
// what it found, so a usual update reads one file and writes it.

import { collisionKey, safeFileName } from '../../library/index.ts'
import { assetPath } from '../assets.ts'
import { planVault } from '../plan.ts'
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
import { type NotebookContent, storedFile, vaultNotebookOf } from './content.ts'
import type { Entry } from './multistatus.ts'

export interface NotebookTask {
  uuid: string
  /** Null: it is gone. */
  notebook: NotebookContent | null
  options: { withPictures: boolean; deleteRemoved: boolean; putBack: boolean }
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
}

/** More folders than this aren't searched for a note that was moved. */
const maxFolders = 500
/** Of a notebook's notes that nothing is known of. */
const maxCandidates = 1000

export function planNotebook(task: NotebookTask): NotebookStep {
  return new Task(task).step()
}

class Task {
  readonly #task: NotebookTask
  readonly #library: VaultLibrary
  #planned: VaultPlan | undefined

  constructor(task: NotebookTask) {
    this.#task = task
    this.#library = {
      notebooks: task.notebook ? [vaultNotebookOf(task.notebook)] : [],
      isWhole: task.notebook === null,
    }
  }

  step(): NotebookStep {
    const { known, notes } = this.#task
    const unread = Object.values(known.notes).filter((path) => notes[path] === undefined)
    if (unread.length > 0) return { read: unread }
    const looked = this.#lookForMoved() ?? this.#lookAtPlaces() ?? this.#lookAtAssets()
    return looked ?? { plan: this.#result(this.#plan()) }
  }

  #plan(): VaultPlan {
    this.#planned ??= this.#newPlan()
    return this.#planned
  }

  #newPlan(): VaultPlan {
    const { options, known, notes } = this.#task
    const texts = Object.entries(notes).filter((entry): entry is [string, string] => entry[1] !== null)
    const files: VaultFiles = {
      notes: new Map(texts),
      others: this.#others(),
      state: { per: undefined, notes: known.notes, assets: known.assets },
    }
    const { withPictures, deleteRemoved } = options
    const per = this.#task.notebook?.by_page ? 'page' : 'notebook'
    const putBack = new Set(options.putBack ? texts.map(([path]) => path) : [])
    const chosen: VaultOptions = { per, withPictures, deleteRemoved, putBack }
    return planVault(this.#library, files, chosen)
  }

  /** Files that weren't read, and a path in each folder, so that folders keep their spelling. */
  #others(): string[] {
    const { folders, notes } = this.#task
    return Object.entries(folders).flatMap(([folder, entries]) =>
      (entries ?? []).flatMap(({ name, isFolder }) => {
        const path = inside(folder, name)
        if (isFolder) return [`${path}/.folder`]
        return typeof notes[path] === 'string' ? [] : [path]
      }),
    )
  }

  /** A note that isn't where it was is looked for by its name, and by its size. */
  #lookForMoved(): NotebookStep | undefined {
    const { known, notes, folders, notebook } = this.#task
    const lost = Object.entries(known.notes).filter(([id, path]) => notes[path] === null && !this.#isFound(id))
    if (!notebook || lost.length === 0) return undefined
    const unlisted = ['', ...this.#folderPaths()].filter((path) => folders[path] === undefined && !isOwnFolder(path))
    const left = maxFolders - Object.keys(folders).length
    if (unlisted.length > 0 && left > 0) return { list: unlisted.slice(0, left) }
    const names = new Set(lost.map(([, path]) => nameOf(path)))
    const sizes = new Set(lost.flatMap(([, path]) => known.sizes[path] ?? []))
    return this.#read(({ path, size }) => names.has(nameOf(path)) || (size !== null && sizes.has(size)))
  }

  #isFound(id: string): boolean {
    return Object.values(this.#task.notes).some((text) => text?.includes(`rmirror:begin ${id} `))
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
    const family = collisionKey(safeFileName(notebook.visible_name.replace(/[#^[\]]/g, ' ')))
    const above = new Set(paths.flatMap(foldersAbove).filter((path) => folders[path]))
    return this.#read(({ path }) => collisionKey(nameOf(path)).startsWith(family) && above.has(folderOf(path)))
  }

  /** Whether it may be there: what contains it was listed, and mentions it. */
  #isUnlisted(folder: string): boolean {
    const { folders } = this.#task
    if (folders[folder] !== undefined) return false
    if (folder === '') return true
    return this.#folderPaths().some((path) => path === folder)
  }

  #lookAtAssets(): NotebookStep | undefined {
    const { uuid, known, folders, options } = this.#task
    const hasPictures = options.withPictures && this.#library.notebooks.some(({ pages }) => pages.some(hasFiles))
    if (!hasPictures && Object.keys(known.assets).length === 0) return undefined
    const folder = folderOf(assetPath({ uuid }))
    return folders[folder] === undefined ? { list: [folder] } : undefined
  }

  #read(isWanted: (file: { path: string; size: number | null }) => boolean): NotebookStep | undefined {
    const { folders, notes } = this.#task
    const unread = Object.entries(folders)
      .flatMap(([folder, entries]) => (entries ?? []).map((entry) => ({ ...entry, path: inside(folder, entry.name) })))
      .filter(({ path, isFolder }) => !isFolder && path.toLowerCase().endsWith('.md') && notes[path] === undefined)
      .filter(isWanted)
    return unread.length === 0 ? undefined : { read: unread.slice(0, maxCandidates).map(({ path }) => path) }
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
    const { notebook, known, notes: read } = this.#task
    const present = new Set(Object.values(state.notes))
    const moved = new Map(moves.map(({ from, to }) => [to, from]))
    const sizeOf = (path: string) => {
      const text = notes.get(path) ?? read[moved.get(path) ?? path]
      return typeof text === 'string' ? new TextEncoder().encode(text).length : known.sizes[path]
    }
    return {
      moves,
      notes: [...notes].map(([path, text]) => ({ path, text })),
      assets: assets.map((asset) => {
        return { path: asset.path, key: asset.key, sha256: notebook && storedFile(notebook, asset) }
      }),
      deletes,
      known: {
        notes: state.notes,
        assets: state.assets,
        sizes: Object.fromEntries([...present].flatMap((path) => [[path, sizeOf(path) ?? 0]])),
      },
      kept: findings.filter(isKept).length,
    }
  }
}

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

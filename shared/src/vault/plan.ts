// SPDX-License-Identifier: AGPL-3.0-or-later
// Compares a library with a vault: what to move, to write and to delete, and what a person has to know.
import { collisionKey } from '../library/index.ts'
import { templateSetFrom } from '../templates/index.ts'
import { planAssets } from './assets.ts'
import { type FoundNote, foundNotes } from './found-notes.ts'
import { idsIn, regionOf } from './markers.ts'
import { inOrder } from './moves.ts'
import { newNote, updatedNote, withNewRegion } from './note-file.ts'
import { type NotePath, notePaths } from './note-paths.ts'
import { type KeptPart, topId } from './parts.ts'
import { hasOwnText, withRemovalMark } from './removed.ts'
import type { Finding, RemovedWhy, VaultFiles, VaultLibrary, VaultMove, VaultOptions, VaultPlan } from './types.ts'
import { isPerPage, type WantedNote, wantedNotes } from './wanted-notes.ts'

/** Throws a TemplateProblem if the vault's templates can't be used; nothing may be written then. */
export function planVault(library: VaultLibrary, files: VaultFiles, options: VaultOptions): VaultPlan {
  const templates = options.templates ?? (files.templates?.trim() ? templateSetFrom(files.templates) : undefined)
  return new Planning(options.withPictures ? library : withoutAssets(library), files, { ...options, templates }).plan()
}

/** Paths are those that files have now; plan() moves them at the end. */
class Planning {
  readonly #library: VaultLibrary
  readonly #files: VaultFiles
  readonly #options: VaultOptions
  readonly #found: Map<string, FoundNote>
  readonly #texts: Map<string, string>
  readonly #moves = new Map<string, VaultMove>()
  readonly #findings: Finding[] = []
  /** By the ids of the notes. */
  readonly #paths = new Map<string, string>()

  constructor(library: VaultLibrary, files: VaultFiles, options: VaultOptions) {
    this.#library = library
    this.#files = files
    this.#options = options
    this.#found = foundNotes(files)
    this.#texts = new Map(files.notes)
  }

  plan(): VaultPlan {
    const wanted = wantedNotes(this.#library, this.#options)
    const paths = notePaths(wanted, this.#found, this.#files)
    const added = new Map<string, string>()
    for (const note of wanted) {
      const place = paths.get(note.id)
      const found = this.#found.get(note.id)
      if (place && found) this.#update(note, found, place)
      else if (place) {
        added.set(place.path, newNote(note, place.path))
        this.#paths.set(note.id, place.path)
      }
    }
    const isWanted = new Set(wanted.map(({ id }) => id))
    for (const note of this.#found.values()) if (!isWanted.has(note.id)) this.#remove(note)
    for (const { id, path: of, copies } of this.#found.values())
      if (this.#paths.has(id)) for (const path of copies) this.#find(id, path, { kind: 'copy', of })
    const written = [...this.#texts].filter(([path, text]) => text !== this.#files.notes.get(path))
    const assets = planAssets(this.#library, this.#files, this.#texts.values(), new Set(this.#paths.keys()))
    const isTaken = new Set([...this.#files.notes.keys(), ...this.#files.others].map(collisionKey))
    const moved = (path: string) => this.#moves.get(path)?.to ?? path
    const isSame = ({ path }: FoundNote) =>
      !this.#moves.has(path) && this.#texts.get(path) === this.#files.notes.get(path)
    return {
      moves: inOrder([...this.#moves.values()], (path) => isTaken.has(collisionKey(path))),
      notes: new Map([...added, ...written.map(([path, text]) => [moved(path), text] as const)]),
      assets: assets.missing,
      deletes: [...[...this.#files.notes.keys()].filter((path) => !this.#texts.has(path)), ...assets.unused],
      findings: this.#findings.map((finding) => ({ ...finding, path: moved(finding.path) })),
      state: {
        per: this.#options.per,
        ...(!this.#options.withPictures && { withPictures: false }),
        // A new note may have the path that another one leaves.
        notes: Object.fromEntries([...this.#paths].map(([id, path]) => [id, this.#found.has(id) ? moved(path) : path])),
        assets: assets.known,
      },
      unchanged: wanted.flatMap(({ id }) => this.#found.get(id) ?? []).filter(isSame).length,
    }
  }

  #update(wanted: WantedNote, { path }: FoundNote, place: NotePath): void {
    this.#paths.set(wanted.id, path)
    const text = this.#texts.get(path) ?? ''
    const isPutBack = this.#options.putBack.has(path)
    const updated = updatedNote(text, wanted, place, isPutBack)
    if (updated) this.#texts.set(path, updated.text)
    else if (isPutBack) this.#texts.set(path, withNewRegion(text, wanted, place.path))
    else this.#find(wanted.id, path, { kind: 'markers' })
    for (const part of updated?.kept ?? []) this.#findChange(wanted, path, part)
    if (updated && path.normalize('NFC') !== place.path.normalize('NFC'))
      this.#moves.set(path, { from: path, to: place.path })
  }

  #findChange(wanted: WantedNote, path: string, { id, theirs, isOutdated }: KeptPart): void {
    const page = wanted.pageOf(id)
    this.#find(wanted.id, path, {
      kind: 'changed',
      ...(page ? { page: page.uuid, number: page.number } : id !== topId && { page: id }),
      ours: wanted.parts.find((part) => part.id === id)?.text ?? '',
      theirs,
      document: wanted.documentIn(id, theirs),
      isOutdated,
    })
  }

  #find(id: string, path: string, finding: FindingFacts): void {
    this.#findings.push({ path, notebook: notebookOf(id), ...finding })
  }

  /** A note of a notebook that is gone, of one that isn't part of what was given, or of the other kind. */
  #remove({ id, path }: FoundNote): void {
    const why = this.#whyRemoved(id)
    const text = this.#texts.get(path) ?? ''
    const region = regionOf(text, id)
    if (!region || !why) {
      // The property of this name may be a person's own.
      if (idsIn(text).has(id) || this.#files.state.notes[id] === path) this.#paths.set(id, path)
      if (why && this.#paths.has(id)) this.#find(id, path, { kind: 'markers' })
      return
    }
    const isTheirs = hasOwnText(text, region)
    const deleted = this.#options.deleteRemoved && !isTheirs
    if (deleted) this.#texts.delete(path)
    else {
      this.#texts.set(path, withRemovalMark(text, id, region, why))
      this.#paths.set(id, path)
    }
    this.#find(id, path, { kind: 'removed', why, deleted, hasOwnText: isTheirs })
  }

  #whyRemoved(id: string): RemovedWhy | undefined {
    const notebook = this.#library.notebooks.find(({ uuid }) => uuid === notebookOf(id))
    if (!notebook) return this.#library.isWhole ? 'gone' : undefined
    if (notebook.isTrashed) return 'trash'
    return notebook.isNote || isPerPage(id) === (this.#options.per === 'page') ? 'gone' : 'per'
  }
}

type FindingFacts = Finding extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'path' | 'notebook'>
    : never
  : never

const notebookOf = (id: string) => id.split('/')[0] ?? id

function withoutAssets(library: VaultLibrary): VaultLibrary {
  const notebooks = library.notebooks.map((notebook) => ({
    ...notebook,
    source: undefined,
    pages: notebook.pages.map((page) => ({ ...page, pictures: [], attachments: [] })),
  }))
  return { ...library, notebooks }
}

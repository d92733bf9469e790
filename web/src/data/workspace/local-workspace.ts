// SPDX-License-Identifier: AGPL-3.0-or-later
// A guest's documents: the texts of pages in this browser, as transcribed with the own key or written by the person, and
// notes. Nothing leaves the browser.
import { signal } from '@preact/signals'
import type { MergedText } from '@rmirror/shared/workshop'
import { openConflicts } from '../documents/conflicts.ts'
import {
  type DocumentConflict,
  DocumentGone,
  type DocumentSummary,
  type PageDocument,
  StaleDocument,
} from '../documents/document-calls.ts'
import { noteTitle } from '../documents/note-title.ts'
import { uuidV7 } from '../documents/uuid-v7.ts'
import { contentEtag } from './content-etag.ts'
import {
  forgetDocuments,
  type LocalDatabase,
  type LocalDocument,
  type LocalVersion,
  openLocalDatabase,
  readVersions,
  writeDocument,
} from './local-database.ts'
import type { WorkspaceService } from './workspace-service.ts'

/** A page of this browser, as far as its document needs it. */
export interface LocalPage {
  notebook_uuid: string
  page_uuid: string
  page_number: number
  visible_name: string
  transcription: string
}

export interface LocalPages {
  /** null: the page is gone. */
  find: (place: Pick<LocalPage, 'notebook_uuid' | 'page_uuid'>) => Promise<LocalPage | null>
  /** Those with a transcription. */
  transcribed: () => Promise<LocalPage[]>
}

interface LocalTools {
  pages: LocalPages
  merge: (base: string, mine: string, theirs: string) => Promise<MergedText>
  /** Milliseconds since 1970. */
  now?: () => number
  openDatabase?: () => Promise<LocalDatabase>
}

/** A text is kept as a version when it was written before the last ten minutes. */
const versionAfterMs = 10 * 60_000

export class LocalWorkspace implements WorkspaceService {
  /** By id. Without pages that nobody corrected. */
  readonly documents = signal<ReadonlyMap<string, LocalDocument>>(new Map())
  readonly opened: Promise<void>
  /** `documents` has what is stored, or nothing because the browser forbids storage. */
  readonly isOpen = signal(false)
  readonly #tools: LocalTools
  readonly #now: () => number
  readonly #database: Promise<LocalDatabase>
  readonly #others: BroadcastChannel | null

  constructor(tools: LocalTools) {
    this.#tools = tools
    this.#now = tools.now ?? Date.now
    this.#database = (tools.openDatabase ?? openLocalDatabase)()
    this.opened = this.#readAll().catch(() => {
      // The browser forbids storage: each save says so.
    })
    void this.opened.then(() => (this.isOpen.value = true))
    this.#others = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('rmirror-documents')
    this.#others?.addEventListener('message', () => void this.#readAll().catch(() => {}))
  }

  async list({ query = '' }: { query?: string }): ReturnType<WorkspaceService['list']> {
    await this.opened
    const words = query.toLowerCase().split(/\s+/).filter(Boolean)
    const ids = new Set(this.documents.peek().keys())
    for (const page of await this.#tools.pages.transcribed()) ids.add(localId(page))
    const items: DocumentSummary[] = []
    for (const id of [...ids].sort()) {
      const document = await this.read(id).catch(() => null)
      const isWanted = document && words.every((word) => document.content.toLowerCase().includes(word))
      if (!isWanted) continue
      const { content: _, ...summary } = document
      items.push(summary)
    }
    return { items, next: null }
  }

  async read(id: string): Promise<PageDocument> {
    await this.opened
    return (await this.#read(id)).document
  }

  async save(before: PageDocument, content: string, settled: readonly DocumentConflict[] = []): Promise<PageDocument> {
    const { row, page, document } = await this.#current(before)
    const isSettled = (each: DocumentConflict) =>
      settled.some(({ mine, theirs }) => mine === each.mine && theirs === each.theirs)
    const now = new Date(this.#now()).toISOString()
    const saved: LocalDocument = {
      ...(row ?? { ...newRow(document, now), kind: 'page' }),
      ...{ content, content_etag: await contentEtag(content), base: page?.transcription ?? '', saved_at: now },
      conflicts: openConflicts(document.conflicts, content).filter((each) => !isSettled(each)),
      revision: (row?.revision ?? 0) + 1,
    }
    await this.#write(before, row, saved, await this.#versionBefore(row, document, content))
    return documentOf(saved, page)
  }

  async versions(id: string): ReturnType<WorkspaceService['versions']> {
    await this.read(id)
    const versions = await readVersions(await this.#database, id)
    const items = versions.map(({ document: _, content, ...version }) => ({
      ...version,
      bytes: new TextEncoder().encode(content).length,
    }))
    return { items: items.reverse(), next: null }
  }

  async version(id: string, version: string): Promise<string> {
    const found = await (await this.#database).get('versions', [id, version])
    if (!found) throw new DocumentGone()
    return found.content
  }

  async snapshot(id: string, name: string): Promise<void> {
    const document = await this.read(id)
    await (await this.#database).put('versions', this.#versionOf(document, name))
  }

  async create({ id, content, folder_uuid }: Parameters<WorkspaceService['create']>[0]): Promise<PageDocument> {
    await this.opened
    const known = this.documents.peek().get(id)
    if (known) return documentOf(known, null)
    const now = new Date(this.#now()).toISOString()
    const places = { id, notebook_uuid: id, page_uuid: id }
    const row: LocalDocument = {
      ...{ ...places, kind: 'note', content, content_etag: await contentEtag(content), base: '', conflicts: [] },
      ...{ folder_uuid, created_at: now, saved_at: now, revision: 1 },
    }
    const isNew = await writeDocument(await this.#database, id, 0, row, [])
    await this.#changed()
    return isNew ? documentOf(row, null) : this.read(id)
  }

  async remove(before: PageDocument): Promise<PageDocument | null> {
    const { row, document } = await this.#current(before)
    if (row) await this.#write(before, row, null, before.is_note ? [] : [this.#versionOf(document, null)])
    return before.is_note ? null : this.read(before.id)
  }

  /** With their texts, oldest first. */
  async versionsOf(id: string): Promise<LocalVersion[]> {
    return readVersions(await this.#database, id)
  }

  /** What is stored of a document, or would be if a person wrote it as it is. */
  rowOf(document: PageDocument): LocalDocument {
    const { content, content_etag, created_at, saved_at } = document
    const row = this.documents.peek().get(document.id)
    const texts = { content, content_etag, base: content, conflicts: [], saved_at: saved_at ?? created_at }
    return row ?? { ...newRow(document, created_at), kind: 'page', ...texts, revision: 0 }
  }

  /**
   * Takes over a document of another browser, with its versions. A text that is an earlier one of the document's changes
   * nothing; one that was written beside it is merged. Resolves with false if nothing changed.
   */
  async adopt(given: LocalDocument, versions: readonly LocalVersion[]): Promise<boolean> {
    await this.opened
    const row = this.documents.peek().get(given.id)
    const known = await this.versionsOf(given.id)
    const isKnown = (etag: string) => known.some(({ content_etag }) => content_etag === etag)
    const missing = versions.filter(
      ({ id, content_etag }) => !known.some((each) => each.id === id) && !isKnown(content_etag),
    )
    const isEarlier = row !== undefined && (row.content_etag === given.content_etag || isKnown(given.content_etag))
    if (isEarlier && missing.length === 0) return false
    const text = !row || isEarlier ? null : await this.#tools.merge(row.base, row.content, given.content)
    const kept = text && text.conflicts.length > 0 ? [...missing, versionFrom(given)] : missing
    const content = text?.text ?? row?.content ?? given.content
    const merged: LocalDocument = {
      ...(row ?? given),
      ...{ content, content_etag: await contentEtag(content), revision: (row?.revision ?? 0) + 1 },
    }
    await writeDocument(await this.#database, given.id, row?.revision ?? 0, merged, kept)
    await this.#changed()
    return true
  }

  /** Deletes a document that is on the server now, without a trace. */
  async forget({ id, revision }: Pick<LocalDocument, 'id' | 'revision'>): Promise<void> {
    const database = await this.#database
    if (!(await writeDocument(database, id, revision, null, []))) return
    await database.delete('versions', IDBKeyRange.bound([id], [id, []]))
    await this.#changed()
  }

  /** Deletes notes that were begun and never had a word. An editor creates a note with its first word. */
  async removeBlankNotes(): Promise<void> {
    for (const row of this.documents.peek().values())
      if (row.kind === 'note' && row.revision === 1 && row.content.trim() === '') await this.forget(row)
  }

  /** Deletes all documents of this browser. */
  async clear(): Promise<void> {
    await forgetDocuments(await this.#database)
    await this.#changed()
  }

  /** Stores what this browser hears of no more. For tests. */
  close(): void {
    this.#others?.close()
  }

  async #read(id: string): Promise<Current> {
    const row = this.documents.peek().get(id)
    if (row?.kind === 'note') return { row, page: null, document: documentOf(row, null) }
    const place = row ?? placeOf(id)
    const page = place && (await this.#tools.pages.find(place))
    if (!page) throw new DocumentGone()
    if (!row) return { row: null, page, document: await transcribedDocument(id, page) }
    if (row.base === page.transcription) return { row, page, document: documentOf(row, page) }
    return this.#merge(row, page)
  }

  /** The page was transcribed again since: its new lines are merged into what the person wrote. */
  async #merge(row: LocalDocument, page: LocalPage): Promise<Current> {
    const { text, conflicts } = await this.#tools.merge(row.base, row.content, page.transcription)
    const merged: LocalDocument = {
      ...row,
      ...{ content: text, content_etag: await contentEtag(text), base: page.transcription },
      conflicts: openConflicts([...row.conflicts, ...conflicts.map(({ mine, theirs }) => ({ mine, theirs }))], text),
      revision: row.revision + 1,
    }
    const kept = conflicts.length > 0 ? [this.#versionOf(await transcribedDocument(row.id, page), null)] : []
    await writeDocument(await this.#database, row.id, row.revision, merged, kept)
    await this.#changed()
    return this.#read(row.id)
  }

  /** Rejects if the document isn't `before` any more. */
  async #current(before: PageDocument): Promise<Current> {
    await this.opened
    const current = await this.#read(before.id)
    if (current.document.content_etag !== before.content_etag) throw new StaleDocument(current.document)
    return current
  }

  async #write(
    before: PageDocument,
    row: LocalDocument | null,
    changed: LocalDocument | null,
    versions: readonly LocalVersion[],
  ): Promise<void> {
    const database = await this.#database
    const isWritten = await writeDocument(database, before.id, row?.revision ?? 0, changed, versions)
    await this.#changed()
    if (!isWritten) throw new StaleDocument((await this.#read(before.id)).document)
  }

  /** What was transcribed is kept when a person first writes, and a person's text when ten minutes are over. */
  async #versionBefore(row: LocalDocument | null, document: PageDocument, content: string): Promise<LocalVersion[]> {
    if (content === document.content || document.content === '') return []
    const isRecent = row && this.#now() - Date.parse(await this.#beganAt(row)) < versionAfterMs
    return isRecent ? [] : [this.#versionOf(document, null)]
  }

  /** When the present time of writing began: after the last version, or with the document. */
  async #beganAt({ id, created_at }: LocalDocument): Promise<string> {
    const versions = await readVersions(await this.#database, id)
    return versions.findLast(({ name }) => name === null)?.created_at ?? created_at
  }

  #versionOf({ id, content, content_etag, is_corrected, saved_at }: PageDocument, name: string | null): LocalVersion {
    const now = new Date(this.#now()).toISOString()
    const author = is_corrected ? 'person' : 'transcription'
    const times = { saved_at: saved_at ?? now, created_at: now }
    return { id: uuidV7(this.#now()), document: id, author, name, content, content_etag, ...times }
  }

  async #changed(): Promise<void> {
    await this.#readAll()
    this.#others?.postMessage('changed')
  }

  async #readAll(): Promise<void> {
    const rows = await (await this.#database).getAll('documents')
    this.documents.value = new Map(rows.map((row) => [row.id, row]))
  }
}

interface Current {
  row: LocalDocument | null
  page: LocalPage | null
  document: PageDocument
}

function versionFrom({ id, content, content_etag, saved_at }: LocalDocument): LocalVersion {
  const texts = { content, content_etag, author: 'person', name: null } as const
  return { id: uuidV7(Date.parse(saved_at)), document: id, ...texts, saved_at, created_at: saved_at }
}

/** A page's id in this browser. Copies of a notebook may have pages with the same uuid. */
export function localId({ notebook_uuid, page_uuid }: Pick<LocalPage, 'notebook_uuid' | 'page_uuid'>): string {
  return `${notebook_uuid}.${page_uuid}`
}

function placeOf(id: string): Pick<LocalPage, 'notebook_uuid' | 'page_uuid'> | null {
  const [notebook_uuid, page_uuid] = id.split('.')
  return notebook_uuid && page_uuid ? { notebook_uuid, page_uuid } : null
}

const workspace_id = 'local'

async function transcribedDocument(id: string, page: LocalPage): Promise<PageDocument> {
  const { notebook_uuid, page_uuid, page_number, visible_name, transcription: content } = page
  const state = { is_corrected: false, is_note: false, conflicts: [], created_at: '', saved_at: null }
  const places = { id, workspace_id, notebook_uuid, page_uuid, page_number, visible_name }
  return { ...places, content, content_etag: await contentEtag(content), ...state }
}

function documentOf(row: LocalDocument, page: LocalPage | null): PageDocument {
  const { id, notebook_uuid, page_uuid, content, content_etag, conflicts, created_at, saved_at } = row
  return {
    ...{ id, workspace_id, notebook_uuid, page_uuid, page_number: page?.page_number ?? 1 },
    visible_name: page?.visible_name ?? noteTitle(content),
    ...{ content, content_etag, is_corrected: true, is_note: row.kind === 'note', conflicts, created_at, saved_at },
  }
}

function newRow({ id, notebook_uuid, page_uuid }: PageDocument, created_at: string) {
  return { id, notebook_uuid, page_uuid, folder_uuid: null, created_at }
}

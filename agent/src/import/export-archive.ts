// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads an archive of everything that a server stored about a user: "Download everything" in the dashboard.
import { openAsBlob } from 'node:fs'
import type { components } from '@rmirror/shared/api'
import {
  BlobReader,
  type FileEntry,
  TextWriter,
  Uint8ArrayWriter,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-native.js'
import { CommandError } from '../errors.ts'

/** Rows as the server exports them; only the members that are imported. */
export interface NotebookRow {
  notebook_uuid: string
  document_type: 'notebook' | 'pdf' | 'epub' | 'folder' | 'notes'
  visible_name: string
  parent_uuid: string | null
  is_trashed: boolean
  is_pinned: boolean
  orientation: 'portrait' | 'landscape'
  tags: string[]
  authors: string[]
  title: string
  /** Absent from exports of older servers. */
  language?: string | null
  last_modified: string | null
  last_opened: string | null
  /** What its owner tells the model that transcribes it; null: what a folder above has. */
  reading_words: string | null
  deleted_at: string | null
}

type Author = 'person' | 'transcription'

export interface PageRow {
  id: string
  page_uuid: string
  page_number: number
  ink_hash: string | null
  look_hash: string | null
  shows_look: boolean
  ocr_status: string
  typed_text: string
  typed_markdown: string | null
  tags: string[]
  unreadable_parts: number
  emphasised: { x: number; y: number; width: number; height: number }[]
  ocr_text: string | null
  ocr_hash: string | null
  ocr_confidence: number | null
  ocr_language: string | null
  ocr_lines: { text: string; confidence: number; top: number; bottom: number }[]
  ocr_completed_at: string | null
  document: string | null
  document_base: string | null
  document_author: Author | null
  document_saved_at: string | null
  document_began_at: string | null
  document_conflicts: { mine: string | null; theirs: string | null }[] | null
  created_at: string
  deleted_at: string | null
  todos: {
    source: 'handwriting' | 'typed_text'
    ordinal: number
    text: string
    is_ticked: boolean
    is_completed: boolean
    confidence: number | null
    deleted_at: string | null
  }[]
  highlights: {
    original_text: string
    corrected_text: string | null
    repaired_text: string | null
    confidence: number | null
    note: string
    color: string
    rects: { x: number; y: number; width: number; height: number }[]
    mark: components['schemas']['PenMark'] | null
    sentence: string
    heading: string
    /** Why a pen mark isn't shown, although it is on the page. */
    hidden: 'rejected' | 'off' | null
    ordinal: number
    deleted_at: string | null
  }[]
  images: {
    ink_hash: string
    part: number
    part_count: number
    crop_left: number
    crop_top: number
    crop_width: number
    crop_height: number
  }[]
  display_image: {
    look_hash: string
    place_left: number
    place_top: number
    place_width: number
    place_height: number
  } | null
  attachments: { id: string; file_name: string; content_type: string }[]
  versions: {
    id: string
    author: Author
    name: string | null
    content: string
    saved_at: string
    created_at: string
  }[]
}

/** Tables of "account" in the archive, with the members that are imported. */
export interface AccountRows {
  users: {
    full_name: string
    language: 'en' | 'de' | null
    time_zone: string | null
    retention_days: number | null
    first_steps_ended_at: string | null
    sends_telemetry: boolean
  }
  sync_selections: {
    excluded_notebooks: string[]
    excluded_folders: string[]
    excluded_tags: string[]
    newest_pages: number | null
    display_images: components['schemas']['DisplayImages']
    pen_marks: boolean
    pen_marks_on: string[]
    pen_marks_off: string[]
  }
  integrations: {
    target_name: string
    settings: Record<string, string>
    choice: components['schemas']['Choice'] | null
    rules: components['schemas']['Rules'] | null
    templates: components['schemas']['Templates'] | null
    /** What was made at the service was being removed, and the integration with it. */
    removing_at: string | null
  }
}

/** A page, and where its files are. */
export interface ExportedPage {
  row: PageRow
  /** Without ".json". */
  stem: string
}

export interface ExportedNotebook {
  row: NotebookRow
  folder: string
  /** Without deleted ones, in order. */
  pages: ExportedPage[]
}

export class ExportArchive {
  readonly #entries: Map<string, FileEntry>

  private constructor(entries: Map<string, FileEntry>) {
    this.#entries = entries
  }

  /** Rejects with a CommandError if the file is something else. */
  static async open(path: string): Promise<ExportArchive> {
    const entries = new Map<string, FileEntry>()
    try {
      const zip = new ZipReader(new BlobReader(await openAsBlob(path)), { useWebWorkers: false, checkSignature: true })
      for (const entry of await zip.getEntries()) if (!entry.directory) entries.set(entry.filename, entry as FileEntry)
    } catch (cause) {
      throw new CommandError(`${path} can't be read as a ZIP file`, { cause })
    }
    if (!entries.has('account/users.json')) throw new CommandError(`${path} isn't an export of an rMirror account`)
    return new ExportArchive(entries)
  }

  /** Without deleted ones. One at a time, because a library may be larger than the memory. */
  async *notebooks(): AsyncGenerator<ExportedNotebook> {
    const pagesOf = this.#pagesByFolder()
    for (const name of this.#entries.keys()) {
      const [, own] = /^notebooks\/([^/]+)\/notebook\.json$/.exec(name) ?? []
      if (own === undefined) continue
      const row = await this.#json<NotebookRow>(name)
      if (row.deleted_at !== null) continue
      const pages: ExportedPage[] = []
      for (const page of pagesOf.get(own) ?? []) {
        const exported = { row: await this.#json<PageRow>(page), stem: page.slice(0, -'.json'.length) }
        if (exported.row.deleted_at === null) pages.push(exported)
      }
      pages.sort((a, b) => a.row.page_number - b.row.page_number)
      yield { row, folder: `notebooks/${own}`, pages }
    }
  }

  /** Empty if the server that exported had no such table. */
  async accountRows<Table extends keyof AccountRows>(table: Table): Promise<AccountRows[Table][]> {
    const name = `account/${table}.json`
    return this.#entries.has(name) ? this.#json<AccountRows[Table][]>(name) : []
  }

  /** Undefined if there is no such file, or if the server had lost it. */
  async bytes(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const read = await this.#entries.get(name)?.getData(new Uint8ArrayWriter())
    return read?.some((byte) => byte !== 0) ? (read as Uint8Array<ArrayBuffer>) : undefined
  }

  /** The name of an attachment's file, which begins with the end of its id. */
  attachment(folder: string, id: string): string | undefined {
    const start = `${folder}/attachments/${id.slice(-8)}-`
    return [...this.#entries.keys()].find((name) => name.startsWith(start))
  }

  #pagesByFolder(): Map<string, string[]> {
    const pages = new Map<string, string[]>()
    for (const name of this.#entries.keys()) {
      const [, folder] = /^notebooks\/([^/]+)\/pages\/[^/]+\.json$/.exec(name) ?? []
      if (folder === undefined) continue
      const known = pages.get(folder)
      if (known) known.push(name)
      else pages.set(folder, [name])
    }
    return pages
  }

  async #json<Row>(name: string): Promise<Row> {
    try {
      return JSON.parse((await this.#entries.get(name)?.getData(new TextWriter())) ?? '')
    } catch (cause) {
      throw new CommandError(`${name} in the export is damaged`, { cause })
    }
  }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends an exported account to another one. Can be repeated after an interruption: what is there already stays.
import { createHash } from 'node:crypto'
import { type Api, ApiProblem, announce, answerTo, putImage } from '@rmirror/shared/api'
import type { ManifestNotebook } from '@rmirror/shared/library'
import { attachFiles } from './attach-files.ts'
import type { ExportArchive, ExportedNotebook, ExportedPage, PageRow } from './export-archive.ts'
import { importedPages, inUtc, penMarksOf, textHighlightsOf } from './imported-page.ts'
import { type ImportedIntegrations, sendIntegrations, sendSelection, sendSettings } from './send-account.ts'

export interface Imported extends ImportedIntegrations {
  notebooks: number
  pages: number
  notes: number
  attachments: number
  /** Pages and notes that have another text in the account, or were deleted there: they stay as they are. */
  kept: number
}

interface Sending {
  api: Api
  signal: AbortSignal
  onNotebook(name: string): void
}

export async function sendExport(archive: ExportArchive, sending: Sending): Promise<Imported> {
  const imported: Imported = { notebooks: 0, pages: 0, notes: 0, attachments: 0, kept: 0, paused: [], failed: [] }
  await sendSettings(archive, sending)
  // All of the tablet's first: a note may be in one of their folders.
  const announced: ManifestNotebook[] = []
  for await (const { row, pages } of archive.notebooks())
    if (row.document_type !== 'notes') announced.push(manifestOf({ row, folder: '', pages }, row.document_type))
  await announce(sending.api, { scope: 'notebooks', notebooks: announced }, sending.signal)
  imported.notebooks = announced.length
  await sendLanguages(archive, sending)
  for await (const notebook of archive.notebooks()) {
    sending.signal.throwIfAborted()
    sending.onNotebook(notebook.row.visible_name)
    await sendReadingWords(notebook, sending)
    if (notebook.row.document_type === 'notes') await sendNote(archive, notebook, sending, imported)
    else
      for (const page of notebook.pages)
        await unlessGone(sendPage(archive, notebook, page, sending, imported), imported)
  }
  await sendSelection(archive, sending)
  return { ...imported, ...(await sendIntegrations(archive, sending)) }
}

/** Words that the notebook has there stay. */
async function sendReadingWords({ row }: ExportedNotebook, { api, signal }: Sending): Promise<void> {
  const { notebook_uuid, reading_words: words } = row
  // Archives of earlier versions have none.
  if (typeof words !== 'string') return
  const params = { path: { notebook_uuid } }
  const path = '/api/v1/notebooks/{notebook_uuid}/reading-words'
  try {
    const own = await answerTo(api.GET(path, { params, signal, cache: 'no-store' }))
    if (own.words === null) await answerTo(api.PUT(path, { params, body: { words }, signal }))
  } catch (error) {
    // Deleted in the account, or excluded from sync there.
    if (!(error instanceof ApiProblem && error.status === 404)) throw error
  }
}

/** Of notebooks that have no language in the account. */
async function sendLanguages(archive: ExportArchive, { api, signal }: Sending): Promise<void> {
  for await (const { row } of archive.notebooks()) {
    const { language = null, notebook_uuid, document_type } = row
    if (language === null || document_type === 'folder') continue
    const params = { path: { notebook_uuid } }
    try {
      const known = await answerTo(api.GET('/api/v1/notebooks/{notebook_uuid}', { params, signal, cache: 'no-store' }))
      if (known.language) continue
      await answerTo(api.PATCH('/api/v1/notebooks/{notebook_uuid}', { params, body: { language }, signal }))
    } catch (error) {
      // It was deleted in the account, or is excluded from sync there.
      if (!(error instanceof ApiProblem && error.status === 404)) throw error
    }
  }
}

function manifestOf({ row, pages }: ExportedNotebook, document_type: ManifestNotebook['document_type']) {
  const { notebook_uuid, parent_uuid, is_trashed, is_pinned, orientation, tags, authors, title } = row
  return {
    ...{ notebook_uuid, document_type, visible_name: row.visible_name.slice(0, 300), parent_uuid },
    ...{ is_trashed, is_pinned, orientation, tags, authors, title },
    last_modified: inUtc(row.last_modified),
    last_opened: inUtc(row.last_opened),
    pages: pages.map(({ row: page }) => manifestPageOf(page)),
    // Only adds to a notebook that is there, unless the export has a later state.
    is_repeat: true,
  }
}

function manifestPageOf(page: PageRow): NonNullable<ManifestNotebook['pages']>[number] {
  const { page_uuid, ink_hash, look_hash, typed_text, typed_markdown, tags, unreadable_parts, emphasised } = page
  return {
    ...{ page_uuid, ink_hash, typed_text, typed_markdown, tags, unreadable_parts, emphasised },
    has_ink: ink_hash !== null && page.ocr_status !== 'skipped',
    ...(look_hash !== null && { look_hash }),
    highlights: textHighlightsOf(page).map(({ original_text, color, rects, repaired_text, confidence }) => ({
      ...{ original_text, color: color || null, rects },
      // Absent in archives of versions before there were any.
      ...(repaired_text && { repaired_text, confidence: confidence ?? 0 }),
    })),
    pen_marks: penMarksOf(page).map(({ mark: kind, original_text, sentence, heading, color, rects }) => {
      return { kind, original_text, sentence, heading, color: color || null, rects }
    }),
  }
}

/** A page that was deleted in the account, or is excluded from sync there, stays so. */
async function unlessGone(sent: Promise<void>, imported: Imported): Promise<void> {
  try {
    await sent
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error
    imported.kept++
  }
}

/** The text before the images: these aren't transcribed again then. */
async function sendPage(
  archive: ExportArchive,
  { row: { notebook_uuid }, folder }: ExportedNotebook,
  { row, stem }: ExportedPage,
  sending: Sending,
  imported: Imported,
): Promise<void> {
  const place = { notebook_uuid, page_uuid: row.page_uuid }
  const { attachments } = row
  let links: ReadonlyMap<string, string> = new Map()
  if (attachments.length > 0) {
    const options = { params: { path: place }, signal: sending.signal, cache: 'no-store' } as const
    const { id } = await answerTo(sending.api.GET('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}', options))
    links = await attachFiles(archive, { folder, document_id: id, attachments }, sending)
  }
  if (!(await sendTexts(place, row, links, sending))) imported.kept++
  imported.pages++
  imported.attachments += links.size
  await sendImages(archive, place, { row, stem }, sending)
}

type Place = { notebook_uuid: string; page_uuid: string }

/** False if the page has a text of its own. */
async function sendTexts(
  place: Place,
  row: PageRow,
  links: ReadonlyMap<string, string>,
  { api, signal }: Sending,
): Promise<boolean> {
  let isImported = true
  for (const [index, body] of importedPages(row, links).entries()) {
    const options = { params: { path: place }, body, signal }
    const sent = api.PUT('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/imported', options)
    const { is_imported } = await answerTo(sent)
    // Further requests have versions only.
    if (index === 0) isImported = is_imported
  }
  return isImported
}

/** Those of the handwriting as it is now, and the one of the page as the tablet shows it. */
async function sendImages(archive: ExportArchive, place: Place, { row, stem }: ExportedPage, sending: Sending) {
  for (const [index, image] of row.images.entries()) {
    const png =
      image.ink_hash === row.ink_hash ? await archive.bytes(`${stem}-handwriting-${index + 1}.png`) : undefined
    if (!png) continue
    const { crop_left: x, crop_top: y, crop_width: width, crop_height: height, part, part_count: of } = image
    const parts = of > 1 ? { part, of } : {}
    await putUnlessOutdated(place, png, { ink_hash: image.ink_hash, x, y, width, height, ...parts }, sending)
  }
  const look = row.display_image
  const png = look && look.look_hash === row.look_hash ? await archive.bytes(`${stem}.png`) : undefined
  if (!look || !png) return
  const { look_hash, place_left: x, place_top: y, place_width: width, place_height: height } = look
  await putUnlessOutdated(place, png, { purpose: 'display', look_hash, x, y, width, height }, sending)
}

/** 402: stored, and transcribed when there is quota. 409: the account has a newer state of the page. */
async function putUnlessOutdated(
  place: Place,
  png: Uint8Array<ArrayBuffer>,
  query: Parameters<typeof putImage>[3],
  { api, signal }: Sending,
): Promise<void> {
  const hash = createHash('sha256').update(png).digest('hex')
  try {
    await answerTo(putImage(api, place, { png, hash }, query, signal))
  } catch (error) {
    const isStored = error instanceof ApiProblem && error.status === 402 && error.members.accepted === true
    const isOutdated = error instanceof ApiProblem && (error.status === 409 || error.type === 'display_full')
    if (!isStored && !isOutdated) throw error
  }
}

/** It keeps its id. One that is there already keeps its text. */
async function sendNote(archive: ExportArchive, notebook: ExportedNotebook, sending: Sending, imported: Imported) {
  const [page] = notebook.pages
  if (!page) return
  const { row } = page
  const note = await createNote(row.id, notebook.row.parent_uuid, sending)
  imported.notes++
  if (!note) {
    imported.kept++
    return
  }
  const { attachments } = row
  const links = await attachFiles(archive, { folder: notebook.folder, document_id: note.id, attachments }, sending)
  imported.attachments += links.size
  const place = { notebook_uuid: note.notebook_uuid, page_uuid: note.page_uuid }
  if (!(await sendTexts(place, row, links, sending))) imported.kept++
}

/** Without a text, which comes with its versions. Undefined if it was deleted there, or something else has its id. */
async function createNote(id: string, folder_uuid: string | null, { api, signal }: Sending) {
  const workspace_id = (await answerTo(api.GET('/api/v1/me', { signal }))).id
  const options = { params: { path: { workspace_id } }, body: { id, folder_uuid, content: '' }, signal }
  try {
    return await answerTo(api.POST('/api/v1/workspaces/{workspace_id}/documents', options))
  } catch (error) {
    if (error instanceof ApiProblem && (error.status === 409 || error.status === 410)) return undefined
    throw error
  }
}

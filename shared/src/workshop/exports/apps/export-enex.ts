// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports notebooks as one ENEX file, Evernote's format, which Apple Notes and others import as well. Each notebook is
// a note, or several where it would be too large for Evernote.
import {
  attachmentsIn,
  type Folder,
  type Notebook,
  pageFileName,
  pagesCalled,
  type ReadBlock,
  safeFileName,
} from '../../../library/index.ts'
import type { ExportedLibrary, ExportTools, Sink } from '../export-tools.ts'
import { NotebookPictures } from '../notebook-pictures.ts'
import { type PageResult, pageTexts } from '../page-texts.ts'
import { blocksOf, factsOf, type NotebookFacts, oneLine, trashed } from './app-texts.ts'
import { imageTypeOf } from './base64.ts'
import { enmlOfBlocks, enmlOfMedia, type Media } from './enml.ts'
import { EvernoteNote } from './evernote-note.ts'

/** Evernote takes 25 MB a note in a free account, and 5 MB of text. */
const maxResourceBytes = 20_000_000
const maxContentLength = 4_000_000

export async function exportEnex(
  { notebooks, folders }: ExportedLibrary,
  tools: ExportTools,
  write: Sink,
): Promise<void> {
  await write('<?xml version="1.0" encoding="UTF-8"?>\n')
  await write('<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export3.dtd">\n')
  await write('<en-export application="rMirror" version="1">\n')
  for (const notebook of notebooks) await writeNotebook(notebook, folders, tools, write)
  await write('</en-export>\n')
}

async function writeNotebook(
  notebook: Notebook,
  folders: Folder[],
  // A note has its files in it.
  { attachmentPaths: _, ...tools }: ExportTools,
  write: Sink,
): Promise<void> {
  const facts = factsOf(notebook, folders)
  const transcriptions = await tools.readHandwriting(notebook)
  const pictures = new NotebookPictures(notebook, tools)
  const options = { withHighlights: true, noteIn: 'own document', pictures, hasTasks: true } as const
  const flush = (note: EvernoteNote, isWhole: boolean) => {
    const title = titleOf(facts.name, isWhole ? '' : `, ${pagesCalled(note.pages)}`)
    const author = oneLine(notebook.authors.join(', ')).slice(0, 1000)
    return note.write({ title, tags: tagsOf(facts), author, modified: notebook.lastModified }, write)
  }
  let note = openedNote(facts)
  let isWhole = true
  try {
    for await (const result of pageTexts(notebook, transcriptions, tools, options)) {
      if (note.resourceBytes > maxResourceBytes || note.contentLength > maxContentLength) {
        isWhole = false
        await flush(note, isWhole)
        note = openedNote(facts)
      }
      await addPage(note, notebook, result, tools)
      tools.report.pageDone()
    }
  } finally {
    await pictures.close()
  }
  await flush(note, isWhole)
}

function openedNote({ path, isTrashed }: NotebookFacts): EvernoteNote {
  const note = new EvernoteNote()
  if (path.length > 0) note.addContent(paragraph(path.join(' / ')))
  if (isTrashed) note.addContent(paragraph(trashed))
  return note
}

async function addPage(note: EvernoteNote, notebook: Notebook, result: PageResult, tools: ExportTools): Promise<void> {
  const { page, drawn } = result
  note.pages.push(page.number)
  if (!notebook.isNote) note.addContent(enmlOfBlocks([heading(`Page ${page.number}`)], 1, new Map()))
  if (drawn) {
    const name = `page-${pageFileName(page.number, 'png', notebook.pages.length)}`
    note.addContent(`<div>${enmlOfMedia(note.addFile(drawn, { type: 'image/png', name }))}</div>\n`)
  }
  if (page.tags.length > 0) note.addContent(paragraph(`Tags: ${page.tags.map(oneLine).join(', ')}`))
  const media = await filesIn(note, result.read ?? '', tools)
  const { read, typed, highlights, remarks } = blocksOf(result)
  const above = notebook.isNote ? 0 : 2
  note.addContent(enmlOfBlocks(read, above, media) + enmlOfBlocks(typed, above, media))
  for (const highlight of highlights)
    note.addContent(`<blockquote>\n${enmlOfBlocks(highlight, above, media)}</blockquote>\n`)
  for (const remark of remarks) note.addContent(paragraph(remark))
}

async function filesIn(
  note: EvernoteNote,
  markdown: string,
  { fetchAttachment, signal }: Pick<ExportTools, 'fetchAttachment' | 'signal'>,
): Promise<ReadonlyMap<string, Media>> {
  const media = new Map<string, Media>()
  for (const { id, name } of attachmentsIn(markdown)) {
    if (!fetchAttachment || media.has(id)) continue
    const file = await fetchAttachment(id, signal, name)
    if (!file) continue
    const image = imageTypeOf(file.name)
    const type = image ?? (/\.pdf$/i.test(file.name) ? 'application/pdf' : 'application/octet-stream')
    const bytes = new Uint8Array(await file.content.arrayBuffer())
    media.set(id, note.addFile(bytes, { type, name: safeFileName(file.name), isFile: image === undefined }))
  }
  return media
}

function paragraph(text: string): string {
  return enmlOfBlocks([{ kind: 'text', line: [{ text, as: 'plain' }] }], 0, new Map())
}

function heading(text: string): ReadBlock {
  return { kind: 'heading', level: 1, line: [{ text, as: 'plain' }] }
}

/** Evernote takes 255 characters without control characters. */
function titleOf(name: string, suffix: string): string {
  return cut(withoutControls(name), 255 - suffix.length) + suffix || 'Untitled'
}

/** Evernote takes 100 tags of up to 100 characters without commas, and ignores case. */
function tagsOf({ tags }: NotebookFacts): string[] {
  const names = new Map<string, string>()
  for (const tag of tags.map((tag) => cut(withoutControls(tag.replaceAll(',', ' ')), 100))) {
    const key = tag.toLowerCase()
    if (tag !== '' && !names.has(key)) names.set(key, tag)
  }
  return [...names.values()].slice(0, 100)
}

function withoutControls(text: string): string {
  return oneLine(text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, ' '))
}

/** At most `max` UTF-16 units, no half of a pair. */
function cut(text: string, max: number): string {
  return text
    .slice(0, max)
    .replace(/[\ud800-\udbff]$/, '')
    .trim()
}

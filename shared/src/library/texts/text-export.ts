// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports notebooks as one Markdown or text document: titles, tags, and each page's transcription, typed text and
// highlights.

import { folderPath, isInTrash } from '../model/tree.ts'
import type { Folder, Notebook, PageSource } from '../model/types.ts'
import { type AttachmentPaths, withAttachmentPaths } from './attachment-links.ts'
import { outsideCode } from './code-fences.ts'
import { frontMatter } from './front-matter.ts'
import { markdownTags } from './markdown-tags.ts'
import { readAsMarkdown, readAsPlain } from './read-markdown.ts'
import { typedAsMarkdown, typedAsPlain } from './typed-markdown.ts'

export type TextFormat = 'markdown' | 'plain'

/** Writes one format of text document, part by part. */
export interface TextWriter {
  /** Whether the document includes highlights. */
  withHighlights: boolean
  /** `language`: of all transcriptions, BCP 47; null if they have none or several. */
  opening(notebook: Notebook, folders: Folder[], isAlone: boolean, language?: string | null): string
  section(page: PageText): string
  /** Lists the pages without text, and ends what opening() began. */
  closing(silent: number[], isRead: boolean): string
}

export function textWriter(format: TextFormat): TextWriter {
  return {
    withHighlights: format === 'markdown',
    opening: (notebook, folders, isAlone, language = null) =>
      isAlone ? openingAlone(notebook, folders, format, language) : openingAmongOthers(notebook, folders, format),
    section: (page) => pageSection(page, format),
    closing: (silent, isRead) => withoutTextNote(silent, format, isRead),
  }
}

/**
 * A page's typed text in the core's Markdown, or why it can't be read; and its document, or that it isn't transcribed
 * yet.
 */
export type PageText = {
  page: PageSource
  read?: string | undefined
  /** Language of the transcription, BCP 47. */
  language?: string | undefined
  waits?: boolean
  /** The files of the transcription's attachments; the others are named in words. */
  attachments?: AttachmentPaths | undefined
  /** Address of the page's image, in a document that shows it. */
  picture?: string | undefined
  /**
   * The page is a note, which has no number: its text follows the document's head, or the heading of the notebook among
   * others.
   */
  noteIn?: 'own document' | 'document of several'
} & ({ text: string } | { failure: string })

/** The head of a document about one notebook. */
export function openingAlone(
  notebook: Notebook,
  folders: Folder[],
  format: TextFormat,
  language: string | null = null,
): string {
  // A note is named by its first line.
  if (notebook.isNote) return format === 'plain' ? '' : frontMatter(notebook, folders, language)
  const title =
    format === 'plain'
      ? plainOpening(notebook.name, notebook.tags)
      : `${frontMatter(notebook, folders, language)}\n# ${markdownLine(notebook.name)}\n`
  return `${title}${trashNote(notebook, folders, format)}`
}

/**
 * The head of a notebook among others. Front matter is valid only at the start of a document, so tags are a line here.
 */
export function openingAmongOthers(notebook: Notebook, folders: Folder[], format: TextFormat): string {
  const name = [...folderPath(folders, notebook), notebook].map((item) => item.name).join(' / ')
  const trashed = trashNote(notebook, folders, format)
  if (format === 'plain') return `${plainOpening(name, notebook.tags)}${trashed}`
  const tags = tagLine(notebook.tags, format)
  return `# ${markdownLine(name)}\n${tags === '' ? '' : `\n${tags}\n`}${trashed}`
}

/** Without this note the document looks like that of a notebook in use. */
function trashNote(notebook: Notebook, folders: Folder[], format: TextFormat): string {
  return isInTrash(folders, notebook) ? noteLine('This notebook is in the trash.', format) : ''
}

/** A page under its heading; "" for a page without text, since withoutTextNote() lists those together. */
export function pageSection(result: PageText, format: TextFormat): string {
  if (result.noteIn) return noteSection(result, format)
  const heading = format === 'markdown' ? `## Page ${result.page.number}` : `Page ${result.page.number}\n------`
  const isLost = 'failure' in result
  const tags = isLost ? '' : tagLine(result.page.tags, format)
  const typed = isLost ? unreadableNote(result.failure, format) : typedText(result.text, format)
  const read = isUntranscribed(result) ? untranscribed(format) : readText(result, format)
  const parts = [tags, pictureOf(result, format), read, typed]
  const said = parts.map((part) => part.trimEnd()).filter((part) => part !== '')
  return said.length === 0 ? '' : `\n${heading}\n\n${said.join('\n\n')}\n`
}

function pictureOf({ picture, page: { number } }: PageText, format: TextFormat): string {
  return picture === undefined || format === 'plain' ? '' : `![Page ${number}](${picture})`
}

/** What a person wrote for a page that waits to be transcribed is its text. */
export function isUntranscribed({ waits = false, read = '' }: PageText): boolean {
  return waits && read === ''
}

function noteSection(page: PageText, format: TextFormat): string {
  const { read = '', noteIn } = page
  if (format === 'plain') return `${noteIn === 'own document' ? '' : '\n'}${readAsPlain(read).trim()}\n`
  const markdown = readMarkdown(page)
  return `\n${(noteIn === 'own document' ? markdown : belowPageHeading(markdown)).trim()}\n`
}

function typedText(text: string, format: TextFormat): string {
  return format === 'markdown' ? belowPageHeading(typedAsMarkdown(text)) : typedAsPlain(text)
}

function readText(page: PageText, format: TextFormat): string {
  return format === 'markdown' ? belowPageHeading(readMarkdown(page)) : readAsPlain(page.read ?? '')
}

function readMarkdown({ read = '', attachments = new Map() }: PageText): string {
  return readAsMarkdown(withAttachmentPaths(read, attachments))
}

/** "No typed text on pages 1-3, 7."; without "typed" if transcriptions are included (`isRead`). */
export function withoutTextNote(numbers: number[], format: TextFormat, isRead = false): string {
  if (numbers.length === 0) return ''
  return noteLine(`No ${isRead ? '' : 'typed '}text on ${pagesCalled(numbers)}.`, format)
}

/** For a page whose handwriting the server has but hasn't transcribed. */
export function untranscribed(format: TextFormat): string {
  return noteLine('Not transcribed yet.', format).trim()
}

/** "page 7", "pages 1-3, 7". */
export function pagesCalled(numbers: number[]): string {
  return `page${numbers.length === 1 ? '' : 's'} ${ranges(numbers)}`
}

function noteLine(note: string, format: TextFormat): string {
  return format === 'markdown' ? `\n*${note}*\n` : `\n[${note}]\n`
}

/**
 * Moves a page's own headings two levels down, below "# Notebook" and "## Page". Other lines never begin with an
 * unescaped #.
 */
export function belowPageHeading(markdown: string): string {
  return outsideCode(markdown, (text) => text.replace(/^(?=#{1,4} )/gm, '##'))
}

export function unreadableNote(detail: string, format: TextFormat): string {
  const note = `This page couldn't be read: ${oneLine(detail)}.`
  return format === 'markdown' ? `> ${markdownLine(note)}` : `[${note}]`
}

function plainOpening(name: string, tags: string[]): string {
  const title = oneLine(name)
  const line = tagLine(tags, 'plain')
  return `${title}\n${'='.repeat(Math.min([...title].length, 72))}\n${line === '' ? '' : `\n${line}\n`}`
}

export function tagLine(tags: string[], format: TextFormat): string {
  const names = format === 'markdown' ? markdownTags(tags).map((tag) => `#${tag}`) : tags.map(oneLine)
  return names.length === 0 ? '' : `Tags: ${names.join(', ')}`
}

/** "1-3, 7" of 1, 2, 3, 7. */
function ranges(numbers: number[]): string {
  const parts: { from: number; to: number }[] = []
  for (const number of numbers) {
    const last = parts.at(-1)
    if (last && last.to + 1 === number) last.to = number
    else parts.push({ from: number, to: number })
  }
  return parts.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(', ')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Escapes Markdown in a title. */
export function markdownLine(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>#|~$]/g, '\\$&')
}

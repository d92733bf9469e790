// SPDX-License-Identifier: AGPL-3.0-or-later
// What rMirror writes about a page, in Obsidian's Markdown.
import {
  asTasks,
  attachmentsIn,
  belowPageHeading,
  markdownLine,
  markdownTags,
  readAsMarkdown,
  tagLine,
  typedAsMarkdown,
  unreadableNote,
  untranscribed,
  withAttachmentPaths,
} from '../library/index.ts'
import { assetPath, attachmentPath } from './assets.ts'
import type { WantedPart } from './parts.ts'
import type { VaultHighlight, VaultNotebook, VaultOptions, VaultPage } from './types.ts'

export const doNotModify =
  '<!-- Do not modify: rMirror writes everything down to rmirror:end. Text of your own goes above or below. -->'

/** A page's part, cut at its document: what is above it, the document, and what is below it. */
interface Sections {
  head: string
  document: string
  tail: string
}

export function topOf(title: string | undefined): string {
  return title === undefined ? `${doNotModify}\n` : `${doNotModify}\n# ${markdownLine(title)}\n`
}

/** The page under a heading that links can lead to. */
export function pagePart(
  notebook: VaultNotebook,
  page: VaultPage,
  heading: string,
  { withPictures }: Pick<VaultOptions, 'withPictures'>,
): WantedPart {
  const { head, document, tail } = sectionsOf(notebook, page, heading, withPictures)
  const text = blocks([head, document, tail])
  return { id: page.uuid, text, ...(page.failure !== undefined && { isStandIn: true }) }
}

/** A note that was written in rMirror, whose text is the whole note. */
export function writtenNotePart(notebook: VaultNotebook, page: VaultPage): string {
  return blocks([doNotModify, withoutAnchors(noteMarkdown(notebook, page))])
}

/** The document in a part that a person changed; null if something else is changed as well. */
export function documentIn(
  theirs: string,
  notebook: VaultNotebook,
  page: VaultPage,
  heading: string,
  { withPictures }: Pick<VaultOptions, 'withPictures'>,
): string | null {
  if (page.failure !== undefined || !hasAllAttachments(page)) return null
  const { head, document, tail } = sectionsOf(notebook, page, heading, withPictures)
  const text = theirs.replace(/\r\n?/g, '\n').trim()
  if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return null
  const inside = text.slice(head.length, text.length - tail.length)
  // What was typed into a line of the head or the tail belongs to that line.
  if (inside !== '' && (!inside.startsWith('\n') || (tail !== '' && !inside.endsWith('\n')))) return null
  const placeholder = page.waits && page.text === '' ? document : ''
  const found = inside.replace(placeholder, '').trim()
  if (found === document || (found === '' && placeholder !== '')) return null
  return documentOf(withAttachmentIds(found, notebook, page))
}

/** Same, of a note that was written in rMirror. */
export function writtenDocumentIn(theirs: string, notebook: VaultNotebook, page: VaultPage): string | null {
  const lines = theirs.replace(/\r\n?/g, '\n').trim()
  if (!hasAllAttachments(page) || !lines.startsWith(`${doNotModify}\n`)) return null
  return unescaped(withAttachmentIds(lines.slice(doNotModify.length).trim(), notebook, page))
}

/** Of those that are named in words, the links would be lost. */
function hasAllAttachments({ text, attachments = [] }: VaultPage): boolean {
  return attachmentsIn(text).every((link) => attachments.some(({ id }) => id === link.id))
}

function withAttachmentIds(markdown: string, notebook: VaultNotebook, { attachments = [] }: VaultPage): string {
  return attachments.reduce(
    (text, attachment) =>
      text.replaceAll(`](${attachmentPath(notebook, attachment)})`, `](attachment:${attachment.id})`),
    markdown,
  )
}

function sectionsOf(notebook: VaultNotebook, page: VaultPage, heading: string, withPictures: boolean): Sections {
  const { uuid, failure, tags, waits } = page
  const title = `${heading} ^${uuid}`
  if (failure !== undefined) return { head: title, document: unreadableNote(failure, 'markdown'), tail: '' }
  const link = withPictures ? sourceLink(notebook, page) : ''
  const pictures = withPictures ? page.pictures.map((_, part) => `![[${assetPath(notebook, { page, part })}]]`) : []
  const written = withoutAnchors(belowPageHeading(noteMarkdown(notebook, page)))
  const isMissing = waits && written === ''
  const typed = withoutAnchors(belowPageHeading(typedAsMarkdown(lines(page.typed))))
  const highlights = page.highlights.map((highlight) => callout(highlight, link || `Page ${page.number}`, tags))
  return {
    head: paragraphs([title, ...pictures, link, tagLine(tags, 'markdown')]),
    document: isMissing ? untranscribed('markdown') : written,
    tail: paragraphs([typed, ...highlights]),
  }
}

/** Opens the notebook's PDF at the page below the ink. */
function sourceLink(notebook: VaultNotebook, { sourcePage }: VaultPage): string {
  if (notebook.source === undefined || sourcePage === null) return ''
  return `[[${assetPath(notebook)}#page=${sourcePage + 1}|Page ${sourcePage + 1} of the PDF]]`
}

function callout({ text, note }: VaultHighlight, title: string, tags: string[]): string {
  const names = markdownTags(tags).map((tag) => `#${tag}`)
  const said = lines(note).split('\n').map(markdownLine)
  const rows = [markdownLine(text), ...(note.trim() === '' ? [] : ['', ...said]), names.join(' ')]
  return [`[!quote] ${title}`, ...rows.filter((row, index) => row !== '' || index === 1)]
    .map((row) => `> ${row}`.trimEnd())
    .join('\n')
}

function noteMarkdown(notebook: VaultNotebook, { text, attachments = [] }: VaultPage): string {
  const paths = new Map(attachments.map((attachment) => [attachment.id, attachmentPath(notebook, attachment)]))
  return readAsMarkdown(withAttachmentPaths(asTasks(lines(text)), paths)).trim()
}

function documentOf(markdown: string): string {
  return unescaped(markdown.replace(/^##(?=#{1,4} )/gm, ''))
}

const unescaped = (markdown: string) => markdown.replace(/\\<(?=[a-z!/?])/gi, '<')

/** A heading in a text mustn't look like that of a page. */
function withoutAnchors(markdown: string): string {
  return markdown.replace(/\^(?=[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}[ \t]*$)/gim, '\\^')
}

const lines = (text: string) => text.replace(/\r\n?/g, '\n')

const paragraphs = (texts: string[]) =>
  texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n\n')

const blocks = (texts: string[]) => `${paragraphs(texts)}\n`

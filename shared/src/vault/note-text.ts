// SPDX-License-Identifier: AGPL-3.0-or-later
// What rMirror writes about a page, in Obsidian's Markdown.
import {
  asTasks,
  attachmentsIn,
  belowPageHeading,
  markdownLine,
  markdownTags,
  outsideCode,
  readAsMarkdown,
  tagLine,
  typedAsMarkdown,
  unreadableNote,
  untranscribed,
  withAttachmentPaths,
} from '../library/index.ts'
import type { TemplateSet } from '../templates/index.ts'
import { assetPath, attachmentPath } from './assets.ts'
import type { WantedPart } from './parts.ts'
import {
  type PageContents,
  templatedHighlight,
  templatedPage,
  templatedTop,
  templatedWritten,
  withTemplatedTodos,
} from './templated.ts'
import type { VaultHighlight, VaultNotebook, VaultOptions, VaultPage } from './types.ts'

export const doNotModify =
  '<!-- Do not modify: rMirror writes everything down to rmirror:end. Text of your own goes above or below. -->'

/** What a page's text depends on beside the page. */
export type Look = Pick<VaultOptions, 'withPictures' | 'templates'>

/** A page's part, cut at its document: what is above it, the document, and what is below it. */
interface Sections {
  head: string
  document: string
  tail: string
}

/** Of a note about a single page. */
export const topOfPage = `${doNotModify}\n`

export function topOf(notebook: VaultNotebook, { templates }: Look): string {
  const top = templatedTop(templates, notebook, notebook.name) ?? `# ${markdownLine(notebook.name)}`
  return top === '' ? topOfPage : `${doNotModify}\n${top}\n`
}

/** The page under a heading that links can lead to. */
export function pagePart(notebook: VaultNotebook, page: VaultPage, heading: string, look: Look): WantedPart {
  const text = textOf(notebook, page, heading, look)
  return { id: page.uuid, text, ...(page.failure !== undefined && { isStandIn: true }) }
}

/** A note that was written in rMirror, whose text is the whole note. */
export function writtenNotePart(notebook: VaultNotebook, page: VaultPage, { templates }: Look): string {
  return blocks([doNotModify, templatedWritten(templates, withoutAnchors(noteMarkdown(notebook, page, templates)))])
}

/** The document in a part that a person changed; null if something else is changed as well. */
export function documentIn(
  theirs: string,
  notebook: VaultNotebook,
  page: VaultPage,
  heading: string,
  look: Look,
): string | null {
  if (page.failure !== undefined || !hasAllAttachments(page) || look.templates?.changes('page', 'todo')) return null
  const { head, document, tail } = sectionsOf(notebook, page, heading, look)
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
export function writtenDocumentIn(
  theirs: string,
  notebook: VaultNotebook,
  page: VaultPage,
  { templates }: Look,
): string | null {
  const lines = theirs.replace(/\r\n?/g, '\n').trim()
  if (!hasAllAttachments(page) || !lines.startsWith(`${doNotModify}\n`) || templates?.changes('todo')) return null
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

function textOf(notebook: VaultNotebook, page: VaultPage, heading: string, look: Look): string {
  const { head, document, tail } = sectionsOf(notebook, page, heading, look)
  if (page.failure !== undefined) return blocks([head, document])
  const templated = templatedPage(look.templates, notebook, page, contentsOf(notebook, page, look))
  return blocks(templated === undefined ? [head, document, tail] : [titleOf(page, heading), templated])
}

function sectionsOf(notebook: VaultNotebook, page: VaultPage, heading: string, look: Look): Sections {
  const title = titleOf(page, heading)
  if (page.failure !== undefined) return { head: title, document: unreadableNote(page.failure, 'markdown'), tail: '' }
  const { pictures, source, text, typed, highlights } = contentsOf(notebook, page, look)
  return {
    head: paragraphs([title, ...pictures, source, tagLine(page.tags, 'markdown')]),
    document: text,
    tail: paragraphs([typed, ...highlights]),
  }
}

const titleOf = ({ uuid }: VaultPage, heading: string) => `${heading} ^${uuid}`

function contentsOf(notebook: VaultNotebook, page: VaultPage, { withPictures, templates }: Look): PageContents {
  const { waits, tags, number } = page
  const source = withPictures ? sourceLink(notebook, page) : ''
  const pictures = withPictures ? page.pictures.map((_, part) => `![[${assetPath(notebook, { page, part })}]]`) : []
  const written = withoutAnchors(belowPageHeading(noteMarkdown(notebook, page, templates)))
  const isMissing = waits && written === ''
  const highlights = page.highlights.map(
    (highlight) =>
      templatedHighlight(templates, notebook, page, highlight, source) ??
      callout(highlight, source || `Page ${number}`, tags),
  )
  return {
    ...{ pictures, source, text: isMissing ? untranscribed('markdown') : written, highlights },
    typed: withoutAnchors(belowPageHeading(typedAsMarkdown(lines(page.typed)))).trim(),
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

function noteMarkdown(notebook: VaultNotebook, page: VaultPage, templates: TemplateSet | undefined): string {
  const { text, attachments = [] } = page
  const paths = new Map(attachments.map((attachment) => [attachment.id, attachmentPath(notebook, attachment)]))
  const markdown = readAsMarkdown(withAttachmentPaths(asTasks(lines(text)), paths)).trim()
  return withTemplatedTodos(templates, notebook, page, markdown).trim()
}

function documentOf(markdown: string): string {
  return outsideCode(markdown, (text) => unescaped(text.replace(/^##(?=#{1,4} )/gm, '')))
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

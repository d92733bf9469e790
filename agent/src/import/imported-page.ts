// SPDX-License-Identifier: AGPL-3.0-or-later
// What an export says of a page beside its images, as the server takes it.
import type { components } from '@rmirror/shared/api'
import type { PageRow } from './export-archive.ts'

type ImportedPage = components['schemas']['ImportedPage']
type Versions = NonNullable<ImportedPage['versions']>

/** Characters of versions in one request, and their number: below what a server accepts. */
const maxCharacters = 3_000_000
const maxVersions = 500

/** For one request or, if there are many versions, several. `links`: new ids of attachments, by those in the export. */
export function importedPages(row: PageRow, links: ReadonlyMap<string, string>): ImportedPage[] {
  const [first = [], ...more] = piecesOf(row.versions.map((version) => versionOf(version, links)))
  return [{ ...stateOf(row, links), versions: first }, ...more.map((versions) => ({ versions }))]
}

function stateOf(row: PageRow, links: ReadonlyMap<string, string>): ImportedPage {
  const live = <Item extends { ordinal: number; deleted_at: string | null }>(items: Item[]) =>
    items.filter(({ deleted_at }) => deleted_at === null).toSorted((a, b) => a.ordinal - b.ordinal)
  return {
    created_at: inUtc(row.created_at),
    shows_look: row.shows_look,
    transcription: transcriptionOf(row, links),
    document: documentOf(row, links),
    todos: live(row.todos).map(({ source, text, is_ticked, is_completed, confidence }) => {
      return { source, text, is_ticked, is_completed, confidence }
    }),
    highlights: [
      ...textHighlightsOf(row).map((each, ordinal) => ({ ordinal, ...correctionOf(each) })),
      ...penMarksOf(row).map((each, index) => ({
        ...{ ordinal: firstMark + index, ...correctionOf(each) },
        is_rejected: each.hidden === 'rejected',
      })),
    ],
  }
}

/** As the server numbers pen marks: after all highlights of text that a page can have. */
const firstMark = 1000

type Highlight = PageRow['highlights'][number]

const correctionOf = ({ original_text, corrected_text, note }: Highlight) => ({ original_text, corrected_text, note })

/** In the order of the page. */
export function textHighlightsOf({ highlights }: PageRow): Highlight[] {
  return highlights
    .filter(({ mark, deleted_at }) => mark === null && deleted_at === null)
    .toSorted((a, b) => a.ordinal - b.ordinal)
}

/** Including those that are on the page but aren't shown. */
export function penMarksOf({ highlights }: PageRow): (Highlight & { mark: NonNullable<Highlight['mark']> })[] {
  return highlights
    .flatMap((each) => (each.mark !== null && isOnPage(each) ? [{ ...each, mark: each.mark }] : []))
    .toSorted((a, b) => a.ordinal - b.ordinal)
}

const isOnPage = ({ deleted_at, hidden }: Highlight) => deleted_at === null || hidden !== null

function transcriptionOf(
  row: PageRow,
  links: ReadonlyMap<string, string>,
): NonNullable<ImportedPage['transcription']> | null {
  const { ocr_text: text, ocr_hash: ink_hash } = row
  if (text === null || ink_hash === null) return null
  const { ocr_confidence: confidence, ocr_language: language, ocr_lines: lines } = row
  return {
    ink_hash,
    text: withLinks(text, links),
    confidence,
    language,
    completed_at: inUtc(row.ocr_completed_at),
    lines,
  }
}

function documentOf(row: PageRow, links: ReadonlyMap<string, string>): NonNullable<ImportedPage['document']> | null {
  const { document, document_base, document_author: author, document_conflicts: conflicts } = row
  if (document === null || author === null) return null
  const [content, base] = [withLinks(document, links), withLinks(document_base ?? '', links)]
  const times = { saved_at: inUtc(row.document_saved_at), began_at: inUtc(row.document_began_at) }
  return { content, base, author, ...times, conflicts }
}

function versionOf(version: PageRow['versions'][number], links: ReadonlyMap<string, string>): Versions[number] {
  const { id, author, name, content, saved_at, created_at } = version
  return { id, author, name, content: withLinks(content, links), saved_at: utc(saved_at), created_at: utc(created_at) }
}

function piecesOf(versions: Versions): Versions[] {
  const pieces: Versions[] = []
  let room = 0
  for (const version of versions) {
    const last = pieces.at(-1)
    room -= version.content.length
    if (last && room >= 0 && last.length < maxVersions) last.push(version)
    else {
      pieces.push([version])
      room = maxCharacters - version.content.length
    }
  }
  return pieces
}

function withLinks(text: string, links: ReadonlyMap<string, string>): string {
  let changed = text
  for (const [from, to] of links) changed = changed.replaceAll(`attachment:${from}`, `attachment:${to}`)
  return changed
}

export const inUtc = (time: string | null) => (time === null ? null : utc(time))

/** With all digits, of which a Date drops those after the milliseconds. */
const utc = (time: string) =>
  time.endsWith('+00:00') ? `${time.slice(0, -'+00:00'.length)}Z` : new Date(time).toISOString()

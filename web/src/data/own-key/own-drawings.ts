// SPDX-License-Identifier: AGPL-3.0-or-later
// The drawings of a text that a model just read: cut out of the page and kept beside the text, with links where the
// model's marks are.
import { attachmentMarkdown, withDrawings } from '@rmirror/shared/library'
import type { Orderable, PageHandles } from '@rmirror/shared/workshop'
import type { PageText, PictureRect, ReadDrawing } from '../../ai/types.ts'
import { uuidV7 } from '../documents/uuid-v7.ts'

export interface OwnDrawing {
  /** As the text names it. */
  id: string
  png: Uint8Array<ArrayBuffer>
}

export interface TextWithDrawings extends Omit<PageText, 'drawings'> {
  drawings?: OwnDrawing[]
}

interface ReadFrom {
  parts: PageHandles
  /** What was shown to the model. */
  pictures: readonly PictureRect[]
}

/** What is no drawing is left out and counted. Rejects if the page can't be drawn any more. */
export async function withOwnDrawings(
  pool: Orderable,
  { drawings, ...text }: PageText,
  { parts, pictures }: ReadFrom,
  signal?: AbortSignal,
): Promise<TextWithDrawings> {
  if (!drawings) return { ...text, markdown: withDrawings(text.markdown, []) }
  const kept: OwnDrawing[] = []
  const links: string[] = []
  for (const drawing of drawings) {
    const png = drawing && (await cut(pool, drawing, text.lines, { parts, pictures }, signal))
    const id = uuidV7()
    if (png) kept.push({ id, png: png as OwnDrawing['png'] })
    links.push(png ? attachmentMarkdown({ id, name: drawing.caption, isImage: true }) : '')
  }
  const drawingsLeftOut = (text.drawingsLeftOut ?? 0) + links.filter((link) => link === '').length
  return { ...text, markdown: withDrawings(text.markdown, links), drawings: kept, drawingsLeftOut }
}

async function cut(
  pool: Orderable,
  { picture: nth, box }: ReadDrawing,
  lines: PageText['lines'],
  { parts, pictures }: ReadFrom,
  signal?: AbortSignal,
): Promise<Uint8Array | null> {
  const picture = pictures[nth]
  if (!picture) return null
  const share = (at: number) => (at - picture.y) / picture.height
  const shares = lines.map(({ top, bottom }) => ({ top: share(top), bottom: share(bottom) }))
  const request = { page: parts, picture, box, lines: shares }
  return (await pool.run('drawing', request, { urgency: () => 2, ...(signal && { signal }) })).png
}

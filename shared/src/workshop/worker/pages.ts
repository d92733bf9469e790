// SPDX-License-Identifier: AGPL-3.0-or-later
// Performs the orders about a single page.
import { drawForServer, quotations, quotationsOf } from '../../api/index.ts'
import type { Page, PageFacts, RenderRequest } from '../../core/index.ts'
import { isUuid, marksState, pageState, typedAsPlain } from '../../library/index.ts'
import { dataUrl, lostInkNotes, missingGlyphNotes, type PdfNote, scaleNotes } from '../../pdf/index.ts'
import type {
  DrawnPicture,
  DrawRequest,
  Orders,
  PageDetails,
  PageParts,
  PageSummary,
  TextLayer,
} from '../orders/orders.ts'
import { readBytes } from '../orders/parts.ts'
import { cutDrawing } from './drawings.ts'
import { visibleImages } from './images.ts'
import { drawTile } from './tiles.ts'
import type { OpenedTemplate, Workshop } from './workshop.ts'

type PageOrder = {
  [Kind in keyof Orders]: Orders[Kind]['request'] extends { page: PageParts } ? Kind : never
}[keyof Orders]

type PagePerformers = {
  [Kind in PageOrder]: (workshop: Workshop, request: Orders[Kind]['request']) => Promise<Orders[Kind]['answer']>
}

export const pagePerformers: PagePerformers = {
  summarize: (workshop, { page: parts, width }) =>
    withPageToShow(workshop, parts, async (page, lacksFonts) => {
      const request = { ...displayRequest(parts), width }
      await workshop.dress(page, parts, request)
      const picture = page.renderPng(request)
      // An object URL costs the page a round trip to the browser process, which is noticeable with fifty thumbnails.
      return { summary: summaryOf(page.facts(), picture), thumbnail: dataUrl(picture), lacksFonts }
    }),
  open: (workshop, { page: parts }) =>
    withPageToShow(workshop, parts, async (page, lacksFonts, template) => {
      const { notes, ...details } = await describe(workshop, page, parts, template)
      return { ...details, notes: lacksFonts ? [...notes, fontsMissing] : notes }
    }),
  draw: (workshop, request) =>
    request.evenWithoutFonts
      ? withPageToShow(workshop, request.page, async (page, lacksFonts) => {
          const { notes, ...drawn } = await draw(workshop, page, request)
          return { ...drawn, notes: lacksFonts ? [...notes, fontsMissing] : notes }
        })
      : withPage(workshop, request.page, (page) => draw(workshop, page, request)),
  tile: drawTile,
  drawing: (workshop, request) => withPage(workshop, request.page, (page) => ({ png: cutDrawing(page, request) })),
  words: (workshop, { page: parts }) =>
    withPage(workshop, parts, (page) => ({
      typed: page.text('plain').trim(),
      highlights: page.facts().highlights.map(({ text }) => text),
    })),
  text: (workshop, { page: parts, withHighlights, withTypedMarks, texts }) =>
    withPage(workshop, parts, (page) => {
      const text = withHighlights ? typedWithHighlights(page, texts) : page.text('typed-markdown')
      const { pen_marks = [] } = withTypedMarks && text !== '' ? marksState(page) : {}
      return [text, quotationsOf({ highlights: pen_marks })].filter((part) => part !== '').join('\n\n')
    }),
  inspect: (workshop, { page: parts, strokes }) =>
    withPage(workshop, parts, async (page, template) => ({
      facts: page.facts(),
      fileHash: parts.ink ? workshop.core.fileHash(await readBytes(parts.ink)) : null,
      templateKnown: template.isKnown,
      templateProblem: template.problem,
      ...(strokes && { strokes: page.strokeList() }),
    })),
  ocr: (workshop, { page: parts }) =>
    withPage(workshop, parts, (page) => ({ pictures: page.renderOcr({ orientation: parts.orientation }) })),
  state: (workshop, { page: parts }) => withPage(workshop, parts, pageState),
  marks: (workshop, { page: parts }) =>
    withPage(workshop, parts, async (page) => {
      const printed = await workshop.printed(page, parts)
      return printed && marksState(page, printed)
    }),
  upload: (workshop, { page: parts }) =>
    withPage(workshop, parts, (page) => drawForServer(page, workshop.core, parts.orientation)),
  ink: (workshop, { page: parts }) =>
    withPage(workshop, parts, (page) => page.pdfInk({ orientation: parts.orientation, template: parts.template })),
}

async function withPage<Answer>(
  workshop: Workshop,
  parts: PageParts,
  work: (page: Page, template: OpenedTemplate) => Answer | Promise<Answer>,
): Promise<Answer> {
  const { page, template } = await workshop.open(parts)
  using _ = page
  return await work(page, template)
}

/** For the screen, where a page without its text is better than none. */
async function withPageToShow<Answer>(
  workshop: Workshop,
  parts: PageParts,
  work: (page: Page, lacksFonts: boolean, template: OpenedTemplate) => Promise<Answer>,
): Promise<Answer> {
  const { page, template, fontsMissing } = await workshop.openToShow(parts)
  using _ = page
  return await work(page, fontsMissing !== null, template)
}

const fontsMissing: PdfNote = {
  code: 'fonts-missing',
  detail: "The fonts for typed text couldn't be loaded, so words of it are missing or look different",
}

function typedWithHighlights(page: Page, texts: readonly string[] | undefined): string {
  if (!texts) return page.text('markdown')
  const quoted = quotations(visibleTexts(page, texts))
  const typed = page.text('typed-markdown')
  if (quoted === '') return typed
  return typed === '' ? `${quoted}\n` : `${typed}\n${quoted}\n`
}

/** Highlights of hidden layers aren't exported. */
function visibleTexts(page: Page, texts: readonly string[]): string[] {
  const { highlights, layers } = page.pdfInk().facts
  return texts.filter((_, nth) => layers[highlights[nth]?.layer ?? -1]?.visible ?? true)
}

/** A display picture of the page, as on the tablet. */
export function displayRequest({ orientation, template }: PageParts): RenderRequest {
  return { purpose: 'display', orientation, template }
}

async function describe(
  workshop: Workshop,
  page: Page,
  parts: PageParts,
  template: OpenedTemplate,
): Promise<PageDetails> {
  const notes = await workshop.dress(page, parts, { orientation: parts.orientation, background: false })
  const facts = page.facts()
  notes.push(...missingGlyphNotes(facts), ...templateNotes(parts, template))
  return {
    facts,
    plainText: typedAsPlain(page.text('typed-markdown')),
    textLayer: facts.text.length > 0 ? textLayerOf(page, parts) : null,
    templateKnown: template.isKnown,
    notes,
  }
}

/** For templates that the user installed; for the tablet's own, the name says enough. */
function templateNotes({ template }: PageParts, { isKnown, problem }: OpenedTemplate): PdfNote[] {
  const instead = 'so the page is shown on blank paper'
  if (problem !== null)
    return [{ code: 'template-unreadable', detail: `The page's template can't be read (${problem}), ${instead}` }]
  if (isKnown || !isUuid(template)) return []
  return [{ code: 'template-missing', detail: `The page's template isn't among the files, ${instead}` }]
}

async function draw(workshop: Workshop, page: Page, request: DrawRequest): Promise<DrawnPicture> {
  const { page: parts, as, width, background, purpose = 'display', number } = request
  const look = { ...displayRequest(parts), purpose, background, ...(width && { width }) }
  const notes = await workshop.dress(page, parts, look, as === 'svg' ? 'svg' : 'pixels')
  const bytes = as === 'svg' ? new TextEncoder().encode(page.renderSvg(look)) : page.renderPng(look)
  const facts = page.facts()
  const drawn = { bytes, hash: workshop.core.fileHash(bytes), area: facts.area }
  if (purpose === 'ocr') return { ...drawn, notes, imagesToLookUp: [] }
  notes.push(...lostInkNotes(facts, number))
  if (as === 'png') notes.push(...scaleNotes(facts, look, bytes, number), ...missingGlyphNotes(facts, number))
  return { ...drawn, notes, imagesToLookUp: parts.below?.pictures ? [] : visibleImages(page) }
}

function textLayerOf(page: Page, { orientation }: PageParts): TextLayer {
  const { area, turned, lines } = page.pdfInk({ orientation }).facts
  return { area, turned, lines }
}

function summaryOf(facts: PageFacts, picture: Uint8Array): PageSummary {
  const { width, height } = facts.area
  // The picture tells the orientation: every PNG has its width and height at bytes 16 and 20.
  const header = new DataView(picture.buffer, picture.byteOffset, 24)
  const turned = header.getUint32(16) > header.getUint32(20) !== width > height
  return {
    inkHash: facts.ink_hash,
    blank: facts.blank,
    images: facts.image_files.some(({ visible }) => visible),
    unreadable: facts.unreadable,
    width: turned ? height : width,
    height: turned ? width : height,
  }
}

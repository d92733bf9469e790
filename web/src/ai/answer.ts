// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses what a model wrote about a page, by the same rules as the server. It's untrusted data: its size is limited, its
// types are checked, and it's never treated as instructions.
import type { PageText, PageToRead, PictureRect, ReadDrawing, ReadLine } from './types.ts'

/** Far more than anyone writes on a page by hand. */
const maxTextBytes = 400_000
const maxLines = 5000
const maxLineBytes = 10_000
const maxLanguageLetters = 35
const maxDrawings = 20
const maxCaptionLetters = 300

/** The answer doesn't have the required form. */
export class BadAnswer extends Error {
  override name = 'BadAnswer'
}

type Fields = Record<string, unknown>

/** `text` is JSON as in shared/ocr/schema.json. Numbers out of range are clamped. Throws BadAnswer. */
export function readAnswer(text: string, { pictures }: Pick<PageToRead, 'pictures'>): PageText {
  const entry = entryOf(asObject(parsed(text), 'The response'))
  const rects = pictures.map(({ rect }) => rect)
  const lines = objectsIn(entry, 'lines').map((line) => lineOf(line, rects))
  return {
    markdown: textIn(entry, 'markdown', maxTextBytes),
    language: languageOf(textIn(entry, 'language', maxTextBytes)),
    lines: lines.filter((line) => line.text.trim() !== ''),
    ...drawingsOf(entry, pictures.length),
  }
}

/** Never a BadAnswer: without its drawings, a page is still read. */
function drawingsOf({ drawings }: Fields, pictures: number): Pick<PageText, 'drawings' | 'drawingsLeftOut'> {
  if (!Array.isArray(drawings) || drawings.length === 0) return {}
  const found = drawings.slice(0, maxDrawings).map((drawing) => drawingOf(drawing, pictures))
  return { drawings: found, drawingsLeftOut: drawings.length - found.length }
}

/** null if it is nowhere on the page. */
function drawingOf(value: unknown, pictures: number): ReadDrawing | null {
  if (typeof value !== 'object' || value === null) return null
  const { caption, image, left, top, right, bottom } = value as Fields
  const [across, down] = [sideOf(left, right), sideOf(top, bottom)]
  if (!across || !down || !isNumber(image)) return null
  const picture = Math.floor(image) - 1
  if (picture < 0 || picture >= pictures) return null
  const box = { left: across[0], top: down[0], right: across[1], bottom: down[1] }
  const words = typeof caption === 'string' ? [...withoutControls(caption).replaceAll('\n', ' ')] : []
  return { caption: words.slice(0, maxCaptionLetters).join(''), picture, box }
}

/** The two in their order, as far as they are on the picture; null if nothing of them is. */
function sideOf(one: unknown, other: unknown): [number, number] | null {
  if (!isNumber(one) || !isNumber(other)) return null
  const [low, high] = [clamped(Math.min(one, other), 1), clamped(Math.max(one, other), 1)]
  return low < high ? [low, high] : null
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BadAnswer('it isn’t JSON')
  }
}

/** The entry of page 1, which is the only page in a request. */
function entryOf(whole: Fields): Fields {
  const found = objectsIn(whole, 'pages').filter(({ page }) => page === 1)
  if (found.length > 1) throw new BadAnswer('it lists the page twice')
  if (!found[0]) throw new BadAnswer('it doesn’t list the page')
  return found[0]
}

function lineOf(line: Fields, rects: PictureRect[]): ReadLine {
  const image = clamped(numberIn(line, 'image') - 1, rects.length - 1)
  const rect = rects[Math.floor(image)] ?? { y: 0, height: 0 }
  const ends = [fractionIn(line, 'top'), fractionIn(line, 'bottom')]
  return {
    text: textIn(line, 'text', maxLineBytes).replaceAll('\n', ' '),
    confidence: fractionIn(line, 'confidence'),
    top: rect.y + Math.min(...ends) * rect.height,
    bottom: rect.y + Math.max(...ends) * rect.height,
  }
}

/** Accepts BCP 47 tags by their characters and length; anything else, and "und", becomes "" (unknown). */
function languageOf(language: string): string {
  const isTag = language.length >= 2 && language.length <= maxLanguageLetters && /^[A-Za-z0-9-]+$/.test(language)
  return isTag && language !== 'und' ? language : ''
}

function asObject(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadAnswer(`${name} isn’t an object`)
  return value as Fields
}

function objectsIn(fields: Fields, name: string): Fields[] {
  const list = fields[name]
  if (!Array.isArray(list)) throw new BadAnswer(`${name} isn’t a list`)
  if (list.length > maxLines) throw new BadAnswer(`${name} has far too many entries`)
  return list.map((entry) => asObject(entry, `An entry of ${name}`))
}

function textIn(fields: Fields, name: string, maxBytes: number): string {
  const value = fields[name]
  if (typeof value !== 'string') throw new BadAnswer(`${name} isn’t a string`)
  if (new TextEncoder().encode(value).length > maxBytes) throw new BadAnswer(`${name} is far too long`)
  return withoutControls(value)
}

/** They could steer a terminal. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is left out.
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
}

function numberIn(fields: Fields, name: string): number {
  const value = fields[name]
  if (!isNumber(value)) throw new BadAnswer(`${name} isn’t a number`)
  return value
}

const fractionIn = (fields: Fields, name: string) => clamped(numberIn(fields, name), 1)
const clamped = (value: number, max: number) => Math.min(Math.max(value, 0), max)

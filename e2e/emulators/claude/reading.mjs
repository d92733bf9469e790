// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers to a request that shows pages and asks what is written on them, in the form of shared/ocr/schema.json. An
// image always reads the same: as it was told to, or as words made of its hash. Drawings are where it was told.
import { blocksOf } from './conversation.mjs'
import { Random } from './words.mjs'

/** @typedef {import('./pictures.mjs').Picture} Picture */
/** @typedef {string | {markdown: string, drawings: object[]}} Told Drawings as in the schema, without their image */

/**
 * The pages that are asked for, when it is pages that are asked for.
 * @param {any} request
 * @returns {{page: number, images?: number[], owner_words?: string}[] | undefined}
 */
export function pagesAskedFor(request) {
  const page = request.output_config?.format?.schema.properties?.pages?.items?.properties
  if (!page?.markdown || !page?.lines || !page?.drawings) return undefined
  const last = blocksOf(request.messages.at(-1)).findLast(({ type }) => type === 'text')
  try {
    const { pages } = JSON.parse(last?.text)
    return Array.isArray(pages) ? pages : undefined
  } catch {
    return undefined
  }
}

/**
 * @param {{page: number, images?: number[]}[]} pages
 * @param {Picture[]} pictures
 * @param {Map<string, Told>} texts Markdown by the SHA-256 of the image
 */
export function readingOf(pages, pictures, texts) {
  return {
    pages: pages.map(({ page, images = [] }) => {
      const read = images.flatMap((image) => {
        const picture = pictures[image - 1]
        if (!picture) return []
        const told = texts.get(picture.sha256) ?? wordsOf(picture)
        const { markdown, drawings } = typeof told === 'string' ? { markdown: told, drawings: [] } : told
        return [{ image, sha256: picture.sha256, markdown, drawings: drawings.map((each) => ({ image, ...each })) }]
      })
      const lines = read.flatMap(linesOf)
      const markdown = read.map((part) => part.markdown).join('\n')
      const drawings = read.flatMap((part) => part.drawings)
      return { page, language: languageOf(lines), markdown, lines, drawings }
    }),
  }
}

const scripts = /** @type {const} */ ([
  ['he', /\p{Script=Hebrew}/u],
  ['ar', /\p{Script=Arabic}/u],
  ['ja', /\p{Script=Hiragana}/u],
  ['zh', /\p{Script=Han}/u],
  ['ko', /\p{Script=Hangul}/u],
  ['th', /\p{Script=Thai}/u],
])

/** By the first letters of another script; English without any. @param {{text: string}[]} lines */
function languageOf(lines) {
  if (lines.length === 0) return 'und'
  const text = lines.map((line) => line.text).join('\n')
  return scripts.find(([, letter]) => letter.test(text))?.[0] ?? 'en'
}

/** @param {Picture} picture */
function wordsOf({ sha256 }) {
  const random = new Random(sha256)
  return Array.from({ length: 2 + random.below(4) }, () => random.words(3 + random.below(4))).join('\n')
}

/** @param {{image: number, sha256: string, markdown: string}} part */
function linesOf({ image, sha256, markdown }) {
  const random = new Random(`${sha256} is read`)
  const written = markdown.split('\n').map(withoutMarks).filter(Boolean)
  return written.map((text, index) => ({
    text,
    confidence: (80 + random.below(20)) / 100,
    image,
    top: rounded((index + 0.1) / written.length),
    bottom: rounded((index + 0.9) / written.length),
  }))
}

/** The words of a line of Markdown; nothing for a rule, a drawing's mark, or the line between a table's head and its rows. @param {string} line */
function withoutMarks(line) {
  if (/^[\s|:-]*$/.test(line) || /^!\[.*\]\(drawing:\d+\)$/.test(line)) return ''
  return line
    .replace(/^\s*(#{1,6}\s+|([-*+]|\d+\.)\s+(\[[ xX]\]\s+)?)/, '')
    .replace(/^\s*\|\s*|\s*\|\s*$/g, '')
    .replace(/\*\*|~~/g, '')
    .trim()
}

/** @param {number} share */
const rounded = (share) => Math.round(share * 1000) / 1000

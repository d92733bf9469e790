// SPDX-License-Identifier: AGPL-3.0-or-later
// Rich text: which requests may bring, and how it reads back.
import { dateShape } from './dates.mjs'
import { dashed, list, mismatch, object, oneKey, oneOf, orNull, text, truth, uuid } from './shapes.mjs'
import { colors } from './words.mjs'

/** @typedef {import('./shapes.mjs').Shape} Shape */

const maxUrlLength = 2000

export const color = oneOf(colors, 16)

/** A URL with a scheme and a host, or an address of mail or telephone. @param {string} value */
export function isUrl(value) {
  if (/^(mailto|tel):./i.test(value)) return true
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s/]/i.test(value)) return false
  try {
    return new URL(value).protocol !== 'data:'
  } catch {
    return false
  }
}

/** @param {string} [words] that refuse one that is not valid @param {number} [check] @returns {Shape} */
export const url =
  (words, check = 13) =>
  (value, path) => {
    const wrong = text(maxUrlLength, 13)(value, path)
    if (wrong) return wrong
    if (!isUrl(value)) return mismatch(words ?? `${path} should be a valid URL.`, value === '' ? 31 : check)
  }

/** An address of the reader's own machine. @param {string} value */
export function isLoopback(value) {
  const { hostname } = new URL(value)
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}

const link = object({ url: url('Invalid URL for link.') })

const annotations = object(
  {},
  { bold: truth, italic: truth, strikethrough: truth, underline: truth, code: truth, color },
)

const id = object({ id: uuid }, { object: text(), name: orNull(text()), url: orNull(text()) })

const mention = oneKey({
  user: id,
  date: dateShape,
  page: id,
  database: id,
  template_mention: oneKey({
    template_mention_date: oneOf(['today', 'now']),
    template_mention_user: oneOf(['me']),
  }),
  custom_emoji: id,
})

/** Keys that answers add and requests may repeat. */
const answered = { plain_text: text(), href: orNull(text()) }

const richTextItem = oneKey(
  {
    text: object({ content: text(2000, 11) }, { link: orNull(link) }),
    mention,
    equation: object({ expression: text(1000, 14) }),
  },
  { annotations, ...answered },
)

export const richText = list(richTextItem, 100, 12)

const plain = { bold: false, italic: false, strikethrough: false, underline: false, code: false, color: 'default' }

/** @typedef {{titleOf: (id: string) => string | undefined, nameOf: (id: string) => string | undefined, urlOf: (id: string) => string, keepsLink: (url: string) => boolean}} Names */

/** As it reads back. @param {any[]} items @param {Names} names */
export const readRichText = (items, names) => items.map((item) => readItem(item, names))

/** @param {any} item @param {Names} names */
function readItem(item, names) {
  const annotations = { ...plain, ...item.annotations }
  if (item.equation)
    return { type: 'equation', equation: item.equation, annotations, plain_text: item.equation.expression, href: null }
  if (item.mention) return { type: 'mention', ...readMention(item.mention, names, annotations) }
  const { content } = item.text
  const link = item.text.link && names.keepsLink(item.text.link.url) ? item.text.link : null
  return { type: 'text', text: { content, link }, annotations, plain_text: content, href: link?.url ?? null }
}

/** @param {any} mention @param {Names} names @param {any} annotations */
function readMention(mention, names, annotations) {
  const type = Object.keys(mention).find((key) => key !== 'type') ?? ''
  const value = mention[type]
  const shown = (/** @type {any} */ content, /** @type {string} */ plain_text, /** @type {string | null} */ href) => ({
    mention: { type, [type]: content },
    annotations,
    plain_text,
    href,
  })
  if (type === 'user')
    return shown({ object: 'user', id: dashed(value.id) }, `@${names.nameOf(dashed(value.id)) ?? 'Anonymous'}`, null)
  if (type === 'date')
    return shown(
      { end: null, time_zone: null, ...value },
      value.end ? `${value.start} → ${value.end}` : value.start,
      null,
    )
  if (type === 'page' || type === 'database') {
    const target = dashed(value.id)
    return shown({ id: target }, names.titleOf(target) ?? 'Untitled', names.urlOf(target))
  }
  return shown(value, `@${type}`, null)
}

/** @param {any[] | undefined} items that read back, or are as they were sent */
export const plainText = (items) =>
  (items ?? []).map((item) => item.plain_text ?? item.text?.content ?? item.equation?.expression ?? '').join('')

/** @param {string} content @returns {any[]} */
export const textOf = (content) => (content === '' ? [] : [{ type: 'text', text: { content, link: null } }])

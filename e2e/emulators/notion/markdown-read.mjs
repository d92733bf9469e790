// SPDX-License-Identifier: AGPL-3.0-or-later
// Markdown to blocks: a part of the service's dialect, as much as the emulator needs.
import { isUrl } from './rich-text.mjs'
import { languages } from './words.mjs'

const maxTextLength = 2000

/** Marks around text, each with what it does to its annotations. @type {[RegExp, string][]} */
const marks = [
  [/^\*\*(.+?)\*\*/s, 'bold'],
  [/^~~(.+?)~~/s, 'strikethrough'],
  [/^\*(.+?)\*/s, 'italic'],
]

/** @param {string} text @param {Record<string, boolean>} [annotations] @param {{url: string} | null} [link] @returns {any[]} rich text */
export function inline(text, annotations = {}, link = null) {
  /** @type {any[]} */
  const items = []
  let plain = ''
  const flush = () => {
    for (let at = 0; at < plain.length; at += maxTextLength)
      items.push({ text: { content: plain.slice(at, at + maxTextLength), link }, annotations })
    plain = ''
  }
  for (let rest = text; rest !== ''; ) {
    const found = marked(rest, annotations, link)
    if (found) {
      flush()
      items.push(...found.items)
      rest = rest.slice(found.length)
    } else {
      const isEscaped = /^\\[\\`*_{}[\]()#+\-.!~$|<>]/.test(rest)
      plain += rest[isEscaped ? 1 : 0]
      rest = rest.slice(isEscaped ? 2 : 1)
    }
  }
  flush()
  return items
}

/** @param {string} rest @param {Record<string, boolean>} annotations @param {{url: string} | null} link */
function marked(rest, annotations, link) {
  const code = /^`([^`]+)`/.exec(rest)
  if (code)
    return {
      length: code[0].length,
      items: [{ text: { content: code[1], link }, annotations: { ...annotations, code: true } }],
    }
  const linked = /^\[([^\]]+)\]\(([^)\s]+)\)/.exec(rest)
  if (linked?.[2] && isUrl(linked[2]))
    return { length: linked[0].length, items: inline(linked[1] ?? '', annotations, { url: linked[2] }) }
  for (const [pattern, name] of marks) {
    const found = pattern.exec(rest)
    if (found) return { length: found[0].length, items: inline(found[1] ?? '', { ...annotations, [name]: true }, link) }
  }
}

/** @param {string} type @param {string} text @param {object} [more] */
const words = (type, text, more = {}) => ({ [type]: { rich_text: inline(text), ...more } })

/** What a line becomes by how it begins. @type {[RegExp, (parts: string[]) => any][]} */
const lines = [
  [/^(#{1,4}) (.*)$/, ([, hashes = '', text = '']) => words(`heading_${hashes.length}`, text)],
  [/^[-*] \[([ xX])\] ?(.*)$/, ([, mark, text = '']) => words('to_do', text, { checked: mark !== ' ' })],
  [/^---$/, () => ({ divider: {} })],
  [/^[-*] (.*)$/, ([, text = '']) => words('bulleted_list_item', text)],
  [/^\d+\. (.*)$/, ([, text = '']) => words('numbered_list_item', text)],
  [/^> ?(.*)$/, ([, text = '']) => words('quote', text)],
  [/^!\[([^\]]*)\]\((\S+)\)$/, ([, text = '', url]) => ({ image: { external: { url }, caption: inline(text) } })],
  [/^\$\$(.+)\$\$$/, ([, expression]) => ({ equation: { expression } })],
]

/** @param {string} line */
function blockOf(line) {
  for (const [pattern, make] of lines) {
    const found = pattern.exec(line)
    if (found) return make(found)
  }
  return words('paragraph', line)
}

const indentOf = (/** @type {string} */ line) => /^\t*/.exec(line)?.[0].length ?? 0

/** @param {string} markdown @returns {any[]} blocks as they could be sent; pages below are left out */
export function blocksOf(markdown) {
  const all = markdown.replaceAll('\r\n', '\n').split('\n')
  /** @type {any[]} */
  const top = []
  /** The block at each level, whose children come next. @type {any[]} */
  const open = []
  for (let at = 0; at < all.length; at += 1) {
    const line = all[at] ?? ''
    if (line.trim() === '' || isPageLine(line)) continue
    const level = Math.min(indentOf(line), open.length)
    const fence = /^```(.*)$/.exec(line.trim())
    const end = fence ? endOfFence(all, at) : at
    const block = fence ? codeOf(fence[1] ?? '', all.slice(at + 1, end)) : blockOf(line.trim())
    at = end
    open.length = level
    const parent = open[level - 1]
    const content = parent && Object.values(parent)[0]
    if (content?.rich_text && !parent.code) content.children = [...(content.children ?? []), block]
    else top.push(block)
    open.push(block)
  }
  return top
}

/** @param {string} line */
export const isPageLine = (line) => /^\s*<(page|database|unknown) /.test(line)

/** @param {string[]} all @param {number} start */
function endOfFence(all, start) {
  const end = all.findIndex((line, index) => index > start && line.trim() === '```')
  return end < 0 ? all.length : end
}

/** @param {string} name @param {string[]} within */
const codeOf = (name, within) => ({
  code: {
    rich_text: inline('').concat(within.length ? pieces(within.join('\n')) : []),
    language: languages.includes(name) ? name : 'plain text',
  },
})

/** @param {string} text */
const pieces = (text) =>
  Array.from({ length: Math.ceil(text.length / maxTextLength) }, (_, index) => ({
    text: { content: text.slice(index * maxTextLength, (index + 1) * maxTextLength) },
  }))

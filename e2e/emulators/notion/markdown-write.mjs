// SPDX-License-Identifier: AGPL-3.0-or-later
// Blocks to Markdown.
import { plainText } from './rich-text.mjs'
import { titleOf, urlOf } from './serializer.mjs'
import { liveChildren } from './tree.mjs'

/** @typedef {import('./tree.mjs').Node} Node */

/** @param {any[]} items rich text */
const inline = (items = []) => items.map(written).join('')

/** @param {any} item */
function written(item) {
  if (item.equation) return `$${item.equation.expression}$`
  const text = item.text ? item.text.content.replace(/[\\`*~[\]$]/g, '\\$&') : plainText([item])
  const { bold, italic, strikethrough, code } = item.annotations ?? {}
  const wrap = (/** @type {string} */ inner, /** @type {boolean} */ on, /** @type {string} */ mark) =>
    on ? `${mark}${inner}${mark}` : inner
  const coded = code ? `\`${item.text?.content ?? text}\`` : text
  const marked = wrap(wrap(wrap(coded, strikethrough, '~~'), italic, '*'), bold, '**')
  const url = item.text?.link?.url
  return url ? `[${marked}](${url})` : marked
}

/** @type {Record<string, (content: any, node: Node) => string>} */
const writers = {
  paragraph: (content) => inline(content.rich_text),
  heading_1: (content) => `# ${inline(content.rich_text)}`,
  heading_2: (content) => `## ${inline(content.rich_text)}`,
  heading_3: (content) => `### ${inline(content.rich_text)}`,
  heading_4: (content) => `#### ${inline(content.rich_text)}`,
  bulleted_list_item: (content) => `- ${inline(content.rich_text)}`,
  numbered_list_item: (content) => `1. ${inline(content.rich_text)}`,
  to_do: (content) => `- [${content.checked ? 'x' : ' '}] ${inline(content.rich_text)}`,
  quote: (content) => `> ${inline(content.rich_text)}`,
  toggle: (content) => `- ${inline(content.rich_text)}`,
  callout: (content) => `> ${inline(content.rich_text)}`,
  code: (content) => `\`\`\`${content.language}\n${plainText(content.rich_text)}\n\`\`\``,
  divider: () => '---',
  equation: (content) => `$$${content.expression}$$`,
  image: (content) => `![${inline(content.caption)}](${content.external?.url ?? content.upload?.url ?? ''})`,
  child_page: (_content, node) => `<page url="${urlOf(node)}">${titleOf(node)}</page>`,
  child_database: (_content, node) => `<database url="${urlOf(node)}">${titleOf(node)}</database>`,
}

/**
 * @param {Node} page
 * @returns {{markdown: string, unknown: string[]}} unknown: ids of what Markdown cannot say
 */
export function markdownOf(page) {
  /** @type {string[]} */
  const unknown = []
  /** @param {Node} parent @param {number} level @returns {string[]} */
  const lines = (parent, level) =>
    liveChildren(parent).flatMap((node) => {
      const write = writers[node.type]
      if (!write) unknown.push(node.id)
      const line = write ? write(node.content, node) : `<unknown url="${urlOf(node)}"/>`
      const indented = line.replace(/^/gm, '\t'.repeat(level))
      return node.object === 'block' && write ? [indented, ...lines(node, level + 1)] : [indented]
    })
  return { markdown: lines(page, 0).join('\n'), unknown }
}

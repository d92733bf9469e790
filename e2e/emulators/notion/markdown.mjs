// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages as Markdown, read and changed. Blocks that are rewritten get new ids.
import { invalid, overtaken } from './errors.mjs'
import { blocksOf, isPageLine } from './markdown-read.mjs'
import { markdownOf } from './markdown-write.mjs'
import { addBlocks, plannedBlocks } from './new-blocks.mjs'
import { list, object, oneKey, oneOf, text, truth } from './shapes.mjs'

/** @typedef {import('./asked.mjs').Asked} Asked */
/** @typedef {import('./tree.mjs').Node} Node */

const maxUpdates = 100

/** @param {Node} page */
function shown(page) {
  const { markdown, unknown } = markdownOf(page)
  return { object: 'page_markdown', id: page.id, markdown, truncated: false, unknown_block_ids: unknown }
}

/** @param {Asked} asked */
export const getMarkdown = (asked) => shown(asked.find(asked.id, 'page'))

/** @param {Asked} asked @param {Node} page @param {string} markdown @param {number} [at] */
function addMarkdown(asked, page, markdown, at) {
  const blocks = blocksOf(markdown)
  asked.spend(blocks)
  addBlocks(asked, plannedBlocks(asked, blocks), page, at)
}

const allow = { allow_deleting_content: truth }
const update = object({ old_str: text(), new_str: text() }, { replace_all_matches: truth })
const shapes = {
  insert_content: object({ content: text() }, { after: text(), position: object({ type: oneOf(['start', 'end']) }) }),
  replace_content_range: object({ content: text(), content_range: text() }, allow),
  update_content: object({ content_updates: list(update, maxUpdates, 12) }, allow),
  replace_content: object({ new_str: text() }, allow),
}

/** @param {Asked} asked */
export function updateMarkdown(asked) {
  const { body, bot, tree } = asked
  const type = oneOf(Object.keys(shapes))
  asked.demandBody({ type }, { ...shapes, allow_async: truth })
  oneKeyOf(asked)
  const page = asked.find(asked.id, 'page')
  tree.demandEditable(page)
  const sent = body[body.type]
  const { position } = sent
  if (body.type === 'insert_content' && sent.after === undefined)
    addMarkdown(asked, page, sent.content, position?.type === 'start' ? 0 : undefined)
  else rewrite(asked, page, changed(markdownOf(page).markdown, body.type, sent), sent.allow_deleting_content === true)
  tree.touch(page, bot.id)
  return shown(page)
}

/** The content is under the name of the type, beside no other key. @param {Asked} asked */
function oneKeyOf({ body }) {
  const { allow_async, ...rest } = body
  const wrong = oneKey({ [body.type]: shapes[/** @type {keyof typeof shapes} */ (body.type)] })(rest, 'body')
  if (wrong) throw invalid(`body failed validation: ${wrong.lines[0]}`, { check: 5 })
}

/** @param {string} before @param {string} type @param {any} sent */
function changed(before, type, sent) {
  if (type === 'replace_content') return sent.new_str
  if (type === 'insert_content') return replaced(before, sent.after, `${sent.after}\n${sent.content}`)
  if (type === 'replace_content_range') return replaced(before, rangeIn(before, sent.content_range), sent.content)
  let markdown = before
  for (const { old_str, new_str, replace_all_matches } of sent.content_updates) {
    const first = replaced(markdown, old_str, new_str)
    markdown = replace_all_matches ? markdown.replaceAll(old_str, () => new_str) : first
  }
  return markdown
}

/** @param {string} before @param {string} old @param {string} text */
function replaced(before, old, text) {
  // People may have changed it since it was read.
  if (old === '' || !before.includes(old)) throw overtaken(`Could not find the content to replace: ${old}`, 0)
  return before.replace(old, () => text)
}

/** From the words before the dots to those behind them. @param {string} before @param {string} range */
function rangeIn(before, range) {
  const [from = '', to] = range.split('...')
  const start = before.indexOf(from)
  if (to === undefined || start < 0) return range
  const end = before.indexOf(to, start + from.length)
  return end < 0 ? range : before.slice(start, end + to.length)
}

/** @param {Asked} asked @param {Node} page @param {string} markdown @param {boolean} mayDelete pages and databases */
function rewrite(asked, page, markdown, mayDelete) {
  const kept = markdown.split('\n').filter(isPageLine).join('\n')
  const live = page.children.filter(({ inTrash }) => !inTrash)
  const lost = live.filter(({ object, id }) => object !== 'block' && !kept.includes(id.replaceAll('-', '')))
  if (lost.length > 0 && !mayDelete)
    throw invalid(`This would delete ${lost.length} pages or databases. Set allow_deleting_content to allow it.`)
  for (const node of live)
    if (node.object === 'block' || lost.includes(node)) asked.tree.trash(node, true, asked.bot.id)
  addMarkdown(asked, page, markdown)
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// Items that the server sends by themselves, such as a to-do, with their texts as a person's templates have them.
import { markdownTags } from '../../library/index.ts'
import { type TemplateKind, TemplateProblem, TemplateSet, type TemplateView } from '../../templates/index.ts'

export interface ItemsTask {
  templates: unknown
  items: Item[]
}

export interface Item {
  type: 'todo' | 'highlight'
  text: string
  note: string
  is_completed: boolean
  notebook: string
  path: string
  page: string
  tags: string[]
}

/** What is made of an item: `text` may be empty. Or why nothing can be made. */
export type ItemTexts = { text: string; note: string } | { sentence: string }

/** In the order of the items. Throws a TemplateProblem if the templates can't be used at all. */
export function itemTexts({ templates, items }: ItemsTask): ItemTexts[] {
  const set = new TemplateSet(templates)
  return items.map((item) => textsOf(set, item))
}

function textsOf(set: TemplateSet, item: Item): ItemTexts {
  const view = viewOf(item)
  const textFrom = (kind: TemplateKind, usual: string) => (set.render(kind, view) ?? usual).trim()
  try {
    const text = set.stepped(textFrom(item.type, item.text)).trim()
    return { text, note: item.type === 'todo' ? item.note : textFrom('highlight_note', item.note) }
  } catch (error) {
    if (error instanceof TemplateProblem) return { sentence: error.message }
    throw error
  }
}

function viewOf({ type, text, note, is_completed, notebook, path, page, tags }: Item): TemplateView {
  const hashtags = markdownTags(tags).map((tag) => `#${tag}`)
  const shared = { text, notebook, path, page, tags, hashtags: hashtags.join(' ') }
  if (type === 'todo') return { ...shared, done: is_completed, marker: '-' }
  const noteLines = note.split(/\r\n?|\n/).filter((line) => line.trim() !== '')
  return { ...shared, note, note_lines: noteLines, source: '' }
}

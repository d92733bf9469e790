// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person's templates make of a note. rMirror's markers, and the headings by which it knows pages, stay as they
// are: templates change what is between them.
import { markdownLine, markdownTags, modifiedAt, tagLine } from '../library/index.ts'
import type { TemplateSet, TemplateView } from '../templates/index.ts'
import type { Properties } from './properties.ts'
import type { VaultHighlight, VaultNotebook, VaultPage } from './types.ts'

/** What rMirror shows of a page below its heading, each part trimmed. */
export interface PageContents {
  pictures: string[]
  /** A link to the PDF below the ink. */
  source: string
  text: string
  typed: string
  highlights: string[]
}

/** The head of a note below rMirror's line; undefined if it is as usual. */
export function templatedTop(templates: TemplateSet | undefined, notebook: VaultNotebook, title: string) {
  const shown = templates?.render('note', { ...noteView(notebook), title: markdownLine(title) })
  return shown === undefined ? undefined : guarded(shown).trim()
}

/** What is below a page's heading; undefined if it is as usual. */
export function templatedPage(
  templates: TemplateSet | undefined,
  notebook: VaultNotebook,
  page: VaultPage,
  contents: PageContents,
): string | undefined {
  if (!templates?.changes('page')) return undefined
  const { pictures, source, text, typed, highlights } = contents
  const view = {
    ...placeOf(notebook, page),
    ...{ number: `${page.number}`, pages: `${notebook.pages.length}`, tag_line: tagLine(page.tags, 'markdown') },
    ...{ pictures, source, text, typed, highlights },
  }
  const usual = () => [...pictures, source, view.tag_line, text, typed, ...highlights].filter(Boolean).join('\n\n')
  return guarded(templates.stepped(templates.render('page', view) ?? usual())).trim()
}

/** The text of a note that was written in rMirror, after the steps. */
export function templatedWritten(templates: TemplateSet | undefined, text: string): string {
  return templates?.changes() ? guarded(templates.stepped(text)).trim() : text
}

/** A text with its to-dos as the template has them. One that gives nothing leaves the to-do out. */
export function withTemplatedTodos(
  templates: TemplateSet | undefined,
  notebook: VaultNotebook,
  page: VaultPage,
  markdown: string,
): string {
  if (!templates?.has('todo')) return markdown
  const place = { ...placeOf(notebook, page), page: `${page.number}` }
  const lines = markdown.split('\n').flatMap((line) => {
    const [, indent = '', marker, box, text = ''] = /^(\s*)([-*+]|\d{1,9}[.)])\s+\[([ xX])\]\s+(.*)$/.exec(line) ?? []
    if (marker === undefined) return [line]
    const shown = (templates.render('todo', { ...place, marker, text, done: box !== ' ' }) ?? '').trimEnd()
    return shown === '' ? [] : shown.split('\n').map((each) => `${indent}${each}`)
  })
  return lines.join('\n')
}

export function templatedHighlight(
  templates: TemplateSet | undefined,
  notebook: VaultNotebook,
  page: VaultPage,
  highlight: VaultHighlight,
  source: string,
): string | undefined {
  const note = highlight.note.replace(/\r\n?/g, '\n').trim()
  const noteLines = note.split('\n').map(markdownLine)
  return templates
    ?.render('highlight', {
      ...placeOf(notebook, page),
      ...{ page: `${page.number}`, text: markdownLine(highlight.text), note, source },
      note_lines: noteLines.filter((line) => line !== ''),
    })
    ?.trim()
}

/** The name of a note before characters that names can't have are taken out; undefined if it is as usual. */
export function templatedName(
  templates: TemplateSet | undefined,
  { name }: VaultNotebook,
  page?: { name: string; number: number },
): string | undefined {
  const pageView: TemplateView = page ? { page: page.name, number: `${page.number}` } : { page: '', number: '' }
  const shown = templates?.render('file_name', { name, ...pageView })?.replace(/[\s/\\]+/g, ' ')
  return shown === undefined || shown.trim() === '' ? undefined : shown
}

export function templatedProperties(
  templates: TemplateSet | undefined,
  notebook: VaultNotebook,
  properties: Properties,
): Properties {
  const fields = templates?.fields({ ...noteView(notebook), title: notebook.name })
  if (!fields || fields.size === 0) return properties
  const all = new Map(properties)
  for (const [name, value] of fields) {
    if (value === '') all.delete(name)
    else all.set(name, value)
  }
  return all
}

function noteView(notebook: VaultNotebook): TemplateView {
  const { tags, folders, modified, pages } = notebook
  const all = [...new Set([...tags, ...pages.flatMap((page) => page.tags)])]
  return {
    ...{ path: pathOf(notebook), folders, tags: all, hashtags: hashtagsOf(all) },
    ...{ modified: (modifiedAt(modified) ?? '').slice(0, 10), pages: `${pages.length}` },
  }
}

function placeOf(notebook: VaultNotebook, { tags }: VaultPage): TemplateView {
  return { notebook: markdownLine(notebook.name), path: pathOf(notebook), tags, hashtags: hashtagsOf(tags) }
}

const pathOf = ({ folders, name }: VaultNotebook) => [...folders, name].join('/')

const hashtagsOf = (tags: string[]) =>
  markdownTags(tags)
    .map((tag) => `#${tag}`)
    .join(' ')

/** What a template makes mustn't look like a marker of rMirror's, or like the heading of a page. */
function guarded(markdown: string): string {
  return markdown
    .replace(/\r\n?/g, '\n')
    .replace(/rmirror:(?=begin|end)/gi, 'rmirror: ')
    .replace(/(?<!\\)\^(?=[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}[ \t]*$)/gim, '\\^')
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook mirrored in Notion: what a person sees there, and what calls it took.
import { uuid } from '../library.ts'
import type { Delivering, Person } from './delivering.ts'

export interface Text {
  plain_text: string
  href?: string | null
}
export interface Node {
  id: string
  type: string
  in_trash: boolean
  content: { rich_text?: Text[]; file?: { url: string } }
  properties: Record<string, never>
  children: Node[]
}

export const home = (kim: Person) => kim.emulated.service.state()[kim.who]
export const alive = (nodes: Node[]) => nodes.filter(({ in_trash }) => !in_trash)
export const wordsOf = ({ content }: Node) => (content.rich_text ?? []).map(({ plain_text }) => plain_text).join('')
export const rows = (kim: Person): Node[] => alive(home(kim).content.tree(home(kim).source).children)
export const paragraph = (content: string) => ({ paragraph: { rich_text: [{ text: { content } }] } })
export const toggles = (kim: Person) => rows(kim).flatMap(({ children }) => alive(children))
/** Of a row. */
export const titleOf = (row: Node) => {
  const { Name } = row.properties as { Name?: { title?: { text?: { content?: string } }[] } }
  return (Name?.title ?? []).map(({ text }) => text?.content ?? '').join('')
}
/** Of the first page. */
export const blocks = (kim: Person): Node[] => alive(toggles(kim)[0]?.children ?? [])
/** Of a row: "Page 1: one | two", a toggle each. */
export const outlineOf = (row: Node) =>
  alive(row.children).map((toggle) => [wordsOf(toggle), alive(toggle.children).map(wordsOf).join(' | ')].join(': '))
export const outline = (kim: Person) => rows(kim).flatMap(outlineOf)

/** A notebook of these texts; each keeps its page wherever it stands. */
export const notebook = (texts: string[], visible_name = 'Diary') => ({
  notebook_uuid: uuid(1),
  document_type: 'notebook',
  visible_name,
  pages: texts.map((text) => ({
    page_uuid: uuid(1000 + Number.parseInt(text, 36)),
    has_ink: false,
    typed_text: text,
    typed_markdown: text,
  })),
})
export const rest = { notebook_uuid: uuid(999), document_type: 'notebook', visible_name: 'Empty', pages: [] }
export const library = (texts: string[], name?: string) => ({
  scope: 'library',
  notebooks: [notebook(texts, name), rest],
})

export async function mirrored(world: Delivering, who: string, texts: string[]): Promise<Person> {
  const kim = await world.person('notion', who, 'page_text')
  await kim.announce(library(texts))
  await kim.setUp()
  await kim.untilThere(texts)
  await kim.until('both rows', () => rows(kim).length === 2)
  await kim.untilAtRest()
  return kim
}

/** The calls that a change of the library takes. */
export async function callsFor(kim: Person, change: object, isDone: () => boolean): Promise<string[]> {
  const before = kim.calls().length
  await kim.announce(change)
  await kim.until('the change', isDone, false)
  await kim.untilAtRest(false)
  return callsFrom(kim, before)
}

/** The calls after the first `before`, such as "PATCH /v1/pages/:id". */
export const callsFrom = (kim: Person, before: number): string[] =>
  kim
    .calls()
    .slice(before)
    .map(({ method, path }) => `${method} ${path.split('?')[0]?.replaceAll(/[0-9a-f-]{36}/g, ':id')}`)

/** One page of this text; the second empty row stays out of the way. */
export function pageOf(text: string) {
  const one = library(['a1'])
  Object.assign(one.notebooks[0]?.pages[0] ?? {}, { typed_text: text, typed_markdown: text })
  return one
}

/** A page of this text, which the server did not read in Notion since. */
export async function written(world: Delivering, who: string, text: string): Promise<Person> {
  const kim = await world.person('notion', who, 'page_text')
  await kim.announce(pageOf(text))
  await kim.setUp()
  await kim.until('the page', () => blocks(kim).length > 0)
  await kim.untilAtRest()
  return kim
}

interface Outline {
  [type: string]: string | Outline[]
}
/** What stands below a block: types and words, and what is below those. */
export const shape = (nodes: Node[]): (string | Outline)[] =>
  alive(nodes).map((node) => {
    const line = `${node.type}: ${wordsOf(node)}`
    return node.children.length > 0 ? { [line]: shape(node.children) as Outline[] } : line
  })

export const append = 'PATCH /v1/blocks/:id/children'
export const list = 'GET /v1/blocks/:id/children'
export const patch = 'PATCH /v1/blocks/:id'
export const properties = 'PATCH /v1/pages/:id'
export const trash = 'DELETE /v1/blocks/:id'

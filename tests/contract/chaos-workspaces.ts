// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks of two people in workspaces that they share: what there is, who may do what, and what each must see of it.
import { createHash } from 'node:crypto'
import { uuid } from './library.ts'

export const people = ['ann', 'bob'] as const
export type Name = (typeof people)[number]
export const otherThan = (name: Name): Name => (name === 'ann' ? 'bob' : 'ann')

export const roles = ['viewer', 'member', 'owner'] as const
export type Role = (typeof roles)[number]

interface Task {
  text: string
  isTicked: boolean
}

export interface Page {
  number: number
  /** What its ink is named after. */
  look: number
  /** Typed on the tablet. */
  typed: Task[]
  marks: { text: string; note: string }[]
  /** As a person wrote it. Null: nobody has. */
  text: string | null
  /** Those of the text. */
  errands: Task[]
}

export interface Book {
  owner: Name
  /** The other person has one with the same number, and the same pages in it. */
  number: number
  name: string
  /** The workspace's name. Null: its person's own. */
  shelf: string | null
  pages: Page[]
  /** Pages that the tablet has no more, but may have again. */
  removed: Page[]
  deletedBy: 'person' | 'device' | null
}

export interface World {
  books: Book[]
  /** Members of the workspaces, by the workspaces' names. */
  shelves: Record<string, Partial<Record<Name, Role>>>
}

export const tasksOf = ({ typed, errands }: Page): Task[] => [...typed, ...errands]
export const liveBooks = ({ books }: World): Book[] => books.filter(({ deletedBy }) => deletedBy === null)

/** Null: they don't see it. */
export function roleAt({ shelves }: World, name: Name, { owner, shelf }: Book): Role | null {
  return owner === name ? 'owner' : (shelf !== null && shelves[shelf]?.[name]) || null
}

/** The status of an answer to a change of what is in a notebook. */
export function statusOfWriting(world: World, name: Name, book: Book, done: number): number {
  const role = roleAt(world, name, book)
  return role === null ? 404 : role === 'viewer' ? 403 : done
}

const etagOf = (text: string) => createHash('sha256').update(text).digest('hex')
const tasksShown = (tasks: Task[]) => tasks.map(({ text, isTicked }) => `${isTicked ? 'x' : 'o'} ${text}`).sort()

/** A page as it is seen. */
export interface SeenPage {
  uuid: string
  ink: string | null
  tasks: string[]
  marks: string[]
  etag: string | null
}

export interface SeenBook {
  uuid: string
  owner: Name
  name: string
  shelf: string | null
  pages: SeenPage[]
}

/** What one person sees. */
export interface Seen {
  own: SeenBook[]
  shelves: Record<string, { members: Record<string, { role: Role; notebooks: number }>; books: SeenBook[] }>
}

const seenPage = (page: Page): SeenPage => ({
  uuid: uuid(page.number),
  ink: `i1:${page.look}`,
  tasks: tasksShown(tasksOf(page)),
  marks: page.marks.map(({ text, note }) => `${text}: ${note}`).sort(),
  etag: page.text === null ? null : etagOf(page.text),
})

const seenBook = ({ owner, number, name, shelf, pages }: Book): SeenBook => ({
  uuid: uuid(number),
  owner,
  name,
  shelf,
  pages: pages.map(seenPage),
})

/** In one order, however they came. */
export const sorted = (books: SeenBook[]): SeenBook[] =>
  books.toSorted((a, b) => `${a.owner} ${a.uuid}`.localeCompare(`${b.owner} ${b.uuid}`))

export function mustSee(world: World, name: Name): Seen {
  const live = liveBooks(world)
  const shelves: Seen['shelves'] = {}
  for (const [shelf, members] of Object.entries(world.shelves)) {
    if (!members[name]) continue
    const on = live.filter((book) => book.shelf === shelf)
    const counted = people.flatMap((each) => {
      const role = members[each]
      return role ? [[each, { role, notebooks: on.filter(({ owner }) => owner === each).length }]] : []
    })
    shelves[shelf] = { members: Object.fromEntries(counted), books: sorted(on.map(seenBook)) }
  }
  return { own: sorted(live.filter(({ owner }) => owner === name).map(seenBook)), shelves }
}

/** As a device announces it. */
export const entryOf = ({ number, name, pages }: Book) => ({
  notebook_uuid: uuid(number),
  document_type: 'notebook',
  visible_name: name,
  pages: pages.map(({ number: page, look, typed, marks }) => ({
    page_uuid: uuid(page),
    ink_hash: `i1:${look}`,
    has_ink: true,
    typed_text: typed.map(({ text }) => text).join('\n'),
    typed_markdown: typed.map(({ text }) => `- [ ] ${text}`).join('\n'),
    highlights: marks.map(({ text }, line) => ({
      original_text: text,
      color: 'yellow',
      rects: [{ x: 0, y: 50 * line, width: 200, height: 40 }],
    })),
  })),
})

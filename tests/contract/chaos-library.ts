// SPDX-License-Identifier: AGPL-3.0-or-later
// A library on a tablet with random edits, and what a server must show of it in the end.
import type { Random } from '../../e2e/emulators/claude/words.mjs'
import { uuid } from './library.ts'

interface Mark {
  text: string
  line: number
}

export interface Page {
  number: number
  /** What its ink is named after; each look has a picture. */
  look: number
  tasks: { text: string; isTicked: boolean }[]
  marks: Mark[]
  tags: string[]
}

export interface Item {
  number: number
  isFolder: boolean
  name: string
  parent: number | null
  isTrashed: boolean
  isDeleted: boolean
  isPinned: boolean
  tags: string[]
  pages: Page[]
}

const max = { books: 12, pages: 6 }

export class ChaosLibrary {
  readonly items: Item[] = []
  readonly #random: Random
  #last = 0
  /** Pages and marks that were removed, and may come back. */
  readonly #removed: { pages: Map<Item, Page[]>; marks: Map<Page, Mark[]> } = { pages: new Map(), marks: new Map() }

  constructor(random: Random) {
    this.#random = random
    for (let folders = 0; folders < 4; folders++) this.#add(true)
    for (let books = 0; books < 4; books++) this.#add(false)
  }

  get books(): Item[] {
    return this.items.filter(({ isFolder }) => !isFolder)
  }

  manifest(scope: 'library' | 'notebooks') {
    const there = this.items.filter(({ isDeleted }) => !isDeleted)
    const deleted = this.items.filter(({ isDeleted }) => isDeleted).map(({ number }) => uuid(number))
    const notebooks = this.#random.shuffled(there).map((item) => entryOf(item))
    return { scope, notebooks, ...(scope === 'notebooks' && { deleted_notebooks: deleted }) }
  }

  isGone(item: Item): boolean {
    return item.isDeleted || this.#above(item).some(({ isTrashed }) => isTrashed) || item.isTrashed
  }

  pathOf(item: Item): string {
    return [...this.#above(item).map(({ name }) => name), item.name].join('/')
  }

  /** Changes something, and says what. */
  edit(): string {
    const item = this.#one(this.items)
    const names = Object.keys(this.#edits)
    for (;;) {
      const name = this.#one(names)
      if (this.#edits[name]?.(item)) return `${name} ${item.number}`
    }
  }

  /** Edits of any item, then those of a notebook with pages; false: not of this one. */
  readonly #edits: Record<string, (item: Item) => unknown> = {
    create: () => this.books.length < max.books && this.#add(false),
    rename: (item) => this.#set(item, { name: this.#name() }),
    move: (item) => this.#set(item, { parent: this.#folderFor(item) }),
    trash: (item) => this.#set(item, { isTrashed: !item.isTrashed }),
    delete: (item) => !item.isFolder && this.#set(item, { isDeleted: !item.isDeleted }),
    pin: (item) => this.#set(item, { isPinned: !item.isPinned }),
    tag: (item) => this.#set(item, { tags: this.#tags() }),
    reorder: (item) => item.pages.length > 1 && this.#set(item, { pages: this.#random.shuffled(item.pages) }),
    'add a page to': (item) => !item.isFolder && item.pages.length < max.pages && item.pages.unshift(this.#page()),
    'remove a page of': (item) => this.#move(item.pages, this.#removedOf(this.#removed.pages, item)),
    'restore a page of': (item) => this.#move(this.#removedOf(this.#removed.pages, item), item.pages),
    'draw on': this.#ofPage((page) => this.#set(page, { look: this.#next() })),
    'tag a page of': this.#ofPage((page) => this.#set(page, { tags: this.#tags() })),
    'type in': this.#ofPage((page) => page.tasks.push({ text: this.#words(3), isTicked: false })),
    'tick in': this.#ofPage((page) => page.tasks[0] && this.#set(page.tasks[0], { isTicked: !page.tasks[0].isTicked })),
    'clear the text of': this.#ofPage((page) => page.tasks.splice(0).length > 0),
    'mark in': this.#ofPage((page) => page.marks.push({ text: this.#words(4), line: this.#random.below(20) })),
    'mark more in': this.#ofPage((page) => page.marks[0] && this.#set(page.marks[0], { text: this.#words(5) })),
    'remove a mark of': this.#ofPage((page) => this.#move(page.marks, this.#removedOf(this.#removed.marks, page))),
    'restore a mark of': this.#ofPage((page) => this.#move(this.#removedOf(this.#removed.marks, page), page.marks)),
  }

  #ofPage(edit: (page: Page) => unknown) {
    return (item: Item) => item.pages.length > 0 && edit(this.#one(item.pages))
  }

  #set<Thing extends object>(thing: Thing, changes: Partial<Thing>): true {
    Object.assign(thing, changes)
    return true
  }

  #move<Thing>(from: Thing[], to: Thing[]): boolean {
    if (from.length === 0) return false
    to.splice(this.#random.below(to.length + 1), 0, ...from.splice(this.#random.below(from.length), 1))
    return true
  }

  #removedOf<Owner, Thing>(all: Map<Owner, Thing[]>, owner: Owner): Thing[] {
    const things = all.get(owner) ?? []
    all.set(owner, things)
    return things
  }

  #add(isFolder: boolean): Item {
    const states = { isTrashed: false, isDeleted: false, isPinned: false, tags: [] }
    const pages = isFolder ? [] : [this.#page(), this.#page()]
    const item: Item = { number: this.#next(), isFolder, name: this.#name(), parent: null, ...states, pages }
    item.parent = this.#folderFor(item)
    this.items.push(item)
    return item
  }

  #page(): Page {
    return { number: this.#next(), look: this.#next(), tasks: [], marks: [], tags: [] }
  }

  /** One that lies in none of what the item holds, or none. */
  #folderFor(item: Item): number | null {
    const folders = this.items.filter((each) => each.isFolder && each.number < item.number)
    return this.#random.below(3) === 0 ? null : (this.#one(folders)?.number ?? null)
  }

  /** Outermost first. */
  #above(item: Item): Item[] {
    const folder = this.items.find(({ number }) => number === item.parent)
    return folder ? [...this.#above(folder), folder] : []
  }

  #next(): number {
    this.#last += 1
    return this.#last
  }

  #one<Thing>(things: Thing[]): Thing {
    return things[this.#random.below(Math.max(things.length, 1))] as Thing
  }

  #words(count: number): string {
    return `${this.#random.words(count)} ${this.#next()}`
  }

  #name(): string {
    return this.#random.words(2)
  }

  #tags(): string[] {
    return this.#random.shuffled(['home', 'work', 'draft']).slice(0, this.#random.below(3))
  }
}

export const markdownOf = ({ tasks }: Page): string =>
  tasks.map(({ text, isTicked }) => `- [${isTicked ? 'x' : ' '}] ${text}`).join('\n')

function entryOf({ number, isFolder, name, parent, isTrashed, isPinned, tags, pages }: Item) {
  return {
    notebook_uuid: uuid(number),
    document_type: isFolder ? 'folder' : 'notebook',
    visible_name: name,
    ...(parent !== null && { parent_uuid: uuid(parent) }),
    is_trashed: isTrashed,
    is_pinned: isPinned,
    tags,
    ...(!isFolder && { pages: pages.map(pageEntryOf) }),
  }
}

function pageEntryOf(page: Page) {
  return {
    page_uuid: uuid(page.number),
    ink_hash: `i1:${page.look}`,
    has_ink: true,
    tags: page.tags,
    typed_text: page.tasks.map(({ text }) => text).join('\n'),
    typed_markdown: markdownOf(page),
    highlights: page.marks.map(({ text, line }) => ({
      original_text: text,
      color: 'yellow',
      rects: [{ x: 0, y: 50 * line, width: 200, height: 40 }],
    })),
  }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// What two people do in workspaces that they share, drawn at random: the requests, how the last of them is answered, and
// what has become of the world then.
import { createHash } from 'node:crypto'
import type { Random } from '../../e2e/emulators/claude/words.mjs'
import type { Answer, Question } from './answers.ts'
import {
  type Book,
  entryOf,
  liveBooks,
  type Name,
  otherThan,
  type Page,
  people,
  roleAt,
  roles,
  statusOfWriting,
  tasksOf,
  type World,
} from './chaos-workspaces.ts'
import { png, uuid } from './library.ts'

const max = { books: 3, pages: 3, shelves: 3 }

export interface Act {
  what: string
  ask: () => Promise<Answer>
  status: number
  after: World
  /** Rows are removed for good, so that whoever hadn't read of their end begins again. */
  forgets?: true
}

/** The server's ids, as of the last look. */
export interface Ids {
  shelf: (name: string) => string
  book: (book: Book) => string
  page: (book: Book, page: Page) => string
  /** By its text. */
  part: (kind: 'todo' | 'highlight', book: Book, page: Page, text: string) => string
}

export type Ask = (name: Name, operation: string, question?: Question, ...parameters: string[]) => Promise<Answer>

export class Acts {
  readonly #random: Random
  readonly #ask: Ask
  readonly #ids: Ids
  readonly #userIds: Record<Name, string>
  #world: World = { books: [], shelves: {} }
  #last = 0

  constructor(random: Random, ask: Ask, ids: Ids, userIds: Record<Name, string>) {
    this.#random = random
    this.#ask = ask
    this.#ids = ids
    this.#userIds = userIds
  }

  /** Whatever is possible in this world, mostly what is allowed. */
  draw(world: World): Act {
    this.#world = world
    for (;;) {
      const act = this.#one(this.#kinds)()
      if (act) return act
    }
  }

  /** Some more often than others. */
  readonly #kinds: (() => Act | null)[] = [
    ...Array(4).fill(() => this.#move()),
    ...Array(3).fill(() => this.#push()),
    ...Array(2).fill(() => this.#invite()),
    () => this.#addBook(),
    () => this.#addBook(),
    () => this.#correct(),
    () => this.#correct(),
    () => this.#undo(),
    () => this.#tick(),
    () => this.#tick(),
    () => this.#annotate(),
    () => this.#attach(),
    () => this.#changeRole(),
    () => this.#remove(),
    () => this.#handOver(),
    () => this.#createShelf(),
    () => this.#createShelf(),
    () => (this.#random.below(4) === 0 ? this.#deleteShelf() : null),
    () => this.#delete(),
    () => this.#dropFromTablet(),
    () => this.#restore(),
    () => this.#restore(),
    () => this.#purge(),
  ]

  // Workspaces ---------------------------------------------------------------------------------------------------------

  #createShelf(): Act | null {
    if (Object.keys(this.#world.shelves).length >= max.shelves) return null
    const who = this.#one(people)
    const name = `Shelf ${this.#next()}`
    const after = this.#changed(({ shelves }) => {
      shelves[name] = { [who]: 'owner' }
    })
    const ask = () => this.#ask(who, 'POST /api/v1/workspaces', { json: { name } })
    return { what: `${who} creates ${name}`, ask, status: 201, after }
  }

  #deleteShelf(): Act | null {
    return this.#ofShelf((shelf, who, role) => ({
      what: `${who} deletes ${shelf}`,
      ask: () => this.#ask(who, 'DELETE /api/v1/workspaces/:workspace_id', {}, this.#ids.shelf(shelf)),
      status: this.#forOwners(role, 204),
      change: ({ shelves, books }) => {
        delete shelves[shelf]
        for (const book of books) if (book.shelf === shelf) book.shelf = null
      },
    }))
  }

  #invite(): Act | null {
    return this.#ofShelf((shelf, who, role, members) => {
      const guest = otherThan(who)
      if (members[guest]) return null
      const given = this.#one(roles)
      const id = this.#ids.shelf(shelf)
      const ask = async () => {
        const invite = 'POST /api/v1/workspaces/:workspace_id/invitations'
        const invited = await this.#ask(who, invite, { json: { role: given } }, id)
        if (invited.status !== 201) return invited
        return this.#ask(guest, 'POST /api/v1/invitations/accept', { json: { token: invited.body.token } })
      }
      const change = ({ shelves }: World) => {
        shelves[shelf] = { ...members, [guest]: given }
      }
      return {
        what: `${who} invites ${guest} to ${shelf} as ${given}`,
        ask,
        status: this.#forOwners(role, 200),
        change,
      }
    })
  }

  #changeRole(): Act | null {
    return this.#ofShelf((shelf, who, role, members) => {
      const whom = this.#one(people)
      const given = this.#one(roles)
      const isLast = members[whom] === 'owner' && given !== 'owner' && members[otherThan(whom)] !== 'owner'
      const json = { role: given }
      const operation = 'PATCH /api/v1/workspaces/:workspace_id/members/:user_id'
      return {
        what: `${who} makes ${whom} a ${given} of ${shelf}`,
        ask: () => this.#ask(who, operation, { json }, this.#ids.shelf(shelf), this.#userIds[whom]),
        status: this.#forOwners(role, members[whom] ? (isLast ? 409 : 204) : 404),
        change: ({ shelves }) => {
          shelves[shelf] = { ...members, [whom]: given }
        },
      }
    })
  }

  #remove(): Act | null {
    return this.#ofShelf((shelf, who, role, members) => {
      const whom = this.#one(people)
      const isLast = members[whom] === 'owner' && members[otherThan(whom)] !== 'owner'
      const done = members[whom] ? (isLast ? 409 : 204) : 404
      const operation = 'DELETE /api/v1/workspaces/:workspace_id/members/:user_id'
      return {
        what: `${who} removes ${whom} from ${shelf}`,
        ask: () => this.#ask(who, operation, {}, this.#ids.shelf(shelf), this.#userIds[whom]),
        status: who === whom && role ? done : this.#forOwners(role, done),
        change: ({ shelves, books }) => {
          delete shelves[shelf]?.[whom]
          for (const book of books) if (book.shelf === shelf && book.owner === whom) book.shelf = null
        },
      }
    })
  }

  #handOver(): Act | null {
    return this.#ofShelf((shelf, who, role, members) => {
      const whom = otherThan(who)
      const json = { user_id: this.#userIds[whom] }
      return {
        what: `${who} hands ${shelf} over to ${whom}`,
        ask: () => this.#ask(who, 'PUT /api/v1/workspaces/:workspace_id/owner', { json }, this.#ids.shelf(shelf)),
        status: this.#forOwners(role, members[whom] ? 204 : 404),
        change: ({ shelves }) => {
          shelves[shelf] = { [who]: 'member', [whom]: 'owner' }
        },
      }
    })
  }

  // Notebooks ----------------------------------------------------------------------------------------------------------

  #move(): Act | null {
    return this.#ofBook(liveBooks(this.#world), (book, who) => {
      const shelf = this.#random.below(4) === 0 ? null : (this.#one(Object.keys(this.#world.shelves)) ?? null)
      const role = shelf === null ? 'owner' : this.#world.shelves[shelf]?.[who]
      const json = { workspace_id: shelf === null ? this.#userIds[who] : this.#ids.shelf(shelf) }
      const allowed = role === undefined ? 404 : role === 'viewer' ? 403 : 200
      return {
        what: `${who} moves ${book.name} to ${shelf}`,
        ask: () => this.#ask(who, 'PUT /api/v1/notebooks/:notebook_uuid/workspace', { json }, this.#ids.book(book)),
        status: book.owner === who ? allowed : 404,
        change: (_, mine) => {
          mine.shelf = shelf
        },
      }
    })
  }

  #delete(): Act | null {
    return this.#ofBook(liveBooks(this.#world), (book, who) => ({
      what: `${who} deletes ${book.name}`,
      // One's own notebook is named by its uuid, which may also be that of the other's.
      ask: () =>
        this.#ask(
          who,
          'DELETE /api/v1/notebooks/:notebook_uuid',
          {},
          book.owner === who ? uuid(book.number) : this.#ids.book(book),
        ),
      status: book.owner === who ? 204 : 404,
      change: (_, mine) => {
        mine.deletedBy = 'person'
      },
    }))
  }

  #restore(): Act | null {
    const book = this.#one(this.#world.books.filter(({ deletedBy }) => deletedBy !== null))
    if (!book) return null
    const operation = 'POST /api/v1/notebooks/:notebook_uuid/restore'
    return this.#act({
      what: `${book.owner} restores ${book.name}`,
      ask: () => this.#ask(book.owner, operation, {}, uuid(book.number)),
      status: 204,
      change: (world) => {
        this.#same(world, book).deletedBy = null
      },
    })
  }

  #purge(): Act | null {
    const book = this.#one(this.#world.books.filter(({ deletedBy }) => deletedBy !== null))
    if (!book) return null
    const operation = 'DELETE /api/v1/notebooks/deleted/:notebook_uuid'
    return this.#act({
      what: `${book.owner} removes ${book.name} for good`,
      forgets: true,
      ask: () => this.#ask(book.owner, operation, {}, uuid(book.number)),
      status: 204,
      change: (world) => {
        world.books.splice(world.books.indexOf(this.#same(world, book)), 1)
      },
    })
  }

  // The tablet ---------------------------------------------------------------------------------------------------------

  #addBook(): Act | null {
    const owner = this.#one(people)
    const numbers = this.#world.books.filter((book) => book.owner === owner).map(({ number }) => number)
    if (numbers.length >= max.books) return null
    // Those of the other person are as good as any.
    const theirs = this.#world.books.map(({ number }) => number).filter((number) => !numbers.includes(number))
    const number = theirs[0] && !this.#used[owner].has(theirs[0]) ? theirs[0] : this.#next()
    this.#used[owner].add(number)
    const states = { shelf: null, removed: [], deletedBy: null }
    const pages = [0, 1].map((nth) => ({ ...this.#page(), number: 1_000_000 + 10 * number + nth }))
    const book: Book = { owner, number, name: `Book ${this.#next()}`, pages, ...states }
    return this.#act({
      what: `${owner} begins ${book.name}`,
      ask: () => this.#announce(book),
      status: 200,
      change: ({ books }) => books.push(book),
    })
  }

  /** What was removed for good doesn't come back. */
  readonly #used = { ann: new Set<number>(), bob: new Set<number>() }

  #dropFromTablet(): Act | null {
    const book = this.#one(liveBooks(this.#world))
    if (!book) return null
    const json = { scope: 'notebooks', notebooks: [], deleted_notebooks: [uuid(book.number)] }
    return this.#act({
      what: `${book.owner}'s tablet has no ${book.name} any more`,
      ask: () => this.#ask(book.owner, 'POST /api/v1/sync/manifest', { json }),
      status: 200,
      change: (world) => {
        this.#same(world, book).deletedBy = 'device'
      },
    })
  }

  /** A notebook that changed on the tablet, and the picture of one of its pages. */
  #push(): Act | null {
    const book = this.#one(this.#world.books.filter(({ deletedBy }) => deletedBy !== 'person'))
    if (!book) return null
    const after = structuredClone(this.#world)
    const mine = this.#same(after, book)
    const edits: string[] = []
    for (let count = this.#random.below(3); count >= 0; count--) edits.push(this.#edit(mine))
    mine.deletedBy = null
    const page = this.#one(mine.pages)
    const ask = async () => {
      const announced = await this.#announce(mine)
      return page && announced.status === 200 ? this.#putPicture(mine, page) : announced
    }
    return { what: `${book.owner}'s tablet sends ${book.name}: ${edits.join(', ')}`, ask, status: 200, after }
  }

  #edit(book: Book): string {
    const page = this.#one(book.pages)
    const edits: Record<string, () => unknown> = {
      renamed: () => Object.assign(book, { name: `Book ${this.#next()}` }),
      'a page more': () => book.pages.length < max.pages && book.pages.unshift(this.#page()),
      'a page less': () => book.removed.push(...book.pages.splice(this.#random.below(book.pages.length), 1)),
      'a page again': () => book.pages.push(...book.removed.splice(0, 1)),
      drawn: () => page && Object.assign(page, { look: this.#next() }),
      typed: () => page?.typed.push({ text: `Task ${this.#next()}`, isTicked: false }),
      erased: () => page?.typed.shift(),
      marked: () => page?.marks.push({ text: `Mark ${this.#next()}`, note: '' }),
      'marked less': () => page?.marks.pop(),
    }
    const [name, edit] = this.#one(Object.entries(edits)) as [string, () => unknown]
    edit()
    return name
  }

  #announce(book: Book): Promise<Answer> {
    const json = { scope: 'notebooks', notebooks: [entryOf(book)] }
    return this.#ask(book.owner, 'POST /api/v1/sync/manifest', { json })
  }

  #putPicture(book: Book, page: Page): Promise<Answer> {
    const bytes = png(page.look % 256)
    const digest = createHash('sha256').update(bytes).digest('base64')
    const headers = { 'content-type': 'image/png', 'content-digest': `sha-256=:${digest}:` }
    const operation = 'PUT /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/image'
    const query = `?ink_hash=i1:${page.look}&x=0&y=0&width=8&height=8`
    return this.#ask(book.owner, operation, { headers, bytes }, uuid(book.number), uuid(page.number), query)
  }

  // What members do ----------------------------------------------------------------------------------------------------

  #correct(): Act | null {
    const text = `Text ${this.#next()}`
    const errands = this.#random.below(2) === 0 ? [{ text: `Errand ${this.#next()}`, isTicked: false }] : []
    const content = [text, ...errands.map((errand) => `- [ ] ${errand.text}`)].join('\n')
    const question = { headers: { 'if-match': '*' }, json: { content } }
    return this.#ofPage((book, page, who) => ({
      what: `${who} corrects a page of ${book.name}`,
      ask: () => this.#ask(who, 'PUT /api/v1/documents/:id', question, this.#ids.page(book, page)),
      status: statusOfWriting(this.#world, who, book, 200),
      change: (_, mine) => Object.assign(mine, { text: content, errands }),
    }))
  }

  #undo(): Act | null {
    const question = { headers: { 'if-match': '*' } }
    return this.#ofPage((book, page, who) => ({
      what: `${who} undoes what was corrected in ${book.name}`,
      ask: () => this.#ask(who, 'DELETE /api/v1/documents/:id', question, this.#ids.page(book, page)),
      status: statusOfWriting(this.#world, who, book, 200),
      change: (_, mine) => Object.assign(mine, { text: null, errands: [] }),
    }))
  }

  #tick(): Act | null {
    return this.#ofPage((book, page, who) => {
      const task = this.#one(tasksOf(page))
      if (!task) return null
      const json = { is_completed: !task.isTicked }
      const id = this.#ids.part('todo', book, page, task.text)
      return {
        what: `${who} ticks ${task.text} in ${book.name}`,
        ask: () => this.#ask(who, 'PATCH /api/v1/todos/:id', { json }, id),
        status: statusOfWriting(this.#world, who, book, 204),
        change: (_, mine) => {
          for (const each of tasksOf(mine)) if (each.text === task.text) each.isTicked = !task.isTicked
        },
      }
    })
  }

  #annotate(): Act | null {
    const note = `Note ${this.#next()}`
    return this.#ofPage((book, page, who) => {
      const mark = this.#one(page.marks)
      if (!mark) return null
      const id = this.#ids.part('highlight', book, page, mark.text)
      return {
        what: `${who} writes a note on ${mark.text} in ${book.name}`,
        ask: () => this.#ask(who, 'PATCH /api/v1/highlights/:id', { json: { note } }, id),
        status: statusOfWriting(this.#world, who, book, 200),
        change: (_, mine) => {
          for (const each of mine.marks) if (each.text === mark.text) each.note = note
        },
      }
    })
  }

  /** Shows only in what is counted. */
  #attach(): Act | null {
    const bytes = new TextEncoder().encode(`Attachment ${this.#next()}`)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const facts = { file_name: 'notes.txt', content_type: 'text/plain', size: bytes.length, sha256 }
    return this.#ofPage((book, page, who) => {
      const json = { scope: 'attachment', document_id: this.#ids.page(book, page), ...facts }
      const ask = async () => {
        const offered = await this.#ask(who, 'POST /api/v1/uploads/presign', { json })
        if (offered.status >= 300) return offered
        const { id, headers } = offered.body
        await this.#ask(who, 'PUT /api/v1/uploads/:id/content', { bytes, headers }, id)
        return this.#ask(who, 'POST /api/v1/uploads/:id/complete', {}, id)
      }
      const status = statusOfWriting(this.#world, who, book, 200)
      return { what: `${who} attaches a file in ${book.name}`, ask, status, change: () => {} }
    })
  }

  // How they are drawn -------------------------------------------------------------------------------------------------

  #act({ change, ...act }: Omit<Act, 'after'> & { change: (world: World) => unknown }): Act {
    return { ...act, after: act.status < 300 ? this.#changed(change) : this.#world }
  }

  #changed(change: (world: World) => unknown): World {
    const after = structuredClone(this.#world)
    change(after)
    return after
  }

  #same(world: World, { owner, number }: Book): Book {
    return world.books.find((book) => book.owner === owner && book.number === number) as Book
  }

  #ofShelf(draw: (shelf: string, who: Name, role: string | undefined, members: Members) => Drawn | null): Act | null {
    const shelf = this.#one(Object.keys(this.#world.shelves))
    if (!shelf) return null
    const members = this.#world.shelves[shelf] ?? {}
    const who = this.#mostly((name) => members[name] === 'owner')
    const drawn = draw(shelf, who, members[who], members)
    return drawn && this.#act(drawn)
  }

  #ofBook(books: Book[], draw: (book: Book, who: Name) => Drawn<Book> | null): Act | null {
    const book = this.#one(books)
    if (!book) return null
    const drawn = draw(
      book,
      this.#mostly((name) => name === book.owner),
    )
    return drawn && this.#act({ ...drawn, change: (world) => drawn.change(world, this.#same(world, book)) })
  }

  /** Of a notebook that someone may share. */
  #ofPage(draw: (book: Book, page: Page, who: Name) => Drawn<Page> | null): Act | null {
    const book = this.#one(liveBooks(this.#world))
    const at = this.#random.below(book?.pages.length || 1)
    const page = book?.pages[at]
    if (!book || !page) return null
    const who = this.#mostly((name) => name !== book.owner && roleAt(this.#world, name, book) !== null)
    const drawn = draw(book, page, who)
    const change = (world: World) => drawn?.change(world, this.#same(world, book).pages[at] as Page)
    return drawn && this.#act({ ...drawn, change })
  }

  #mostly(isLikely: (name: Name) => boolean): Name {
    const likely = people.filter(isLikely)
    return this.#one(likely.length > 0 && this.#random.below(4) > 0 ? likely : people)
  }

  #forOwners(role: string | undefined, done: number): number {
    return role === undefined ? 404 : role === 'owner' ? done : 403
  }

  #page(): Page {
    return { number: this.#next(), look: this.#next(), typed: [], marks: [], text: null, errands: [] }
  }

  #next(): number {
    this.#last += 1
    return this.#last
  }

  #one<Thing>(things: readonly Thing[]): Thing {
    return things[this.#random.below(Math.max(things.length, 1))] as Thing
  }
}

type Members = World['shelves'][string]
type Drawn<Thing = void> = Omit<Act, 'after'> & { change: (world: World, mine: Thing) => unknown }

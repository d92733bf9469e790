// SPDX-License-Identifier: AGPL-3.0-or-later
// What Readwise alone makes hard: it counts calls, takes texts up to a length, keeps the same text in a book once,
// renames no book, and says which ids are new but not which is which.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kill, type Program } from '../../world/programs.ts'
import { uuid } from '../library.ts'
import { Delivering, type Person, textsUpTo } from './delivering.ts'

let world: Delivering

beforeAll(async () => {
  world = await Delivering.start()
})

afterAll(() => world[Symbol.asyncDispose]())

/** Delivers only while a worker runs. */
const idle = () => Delivering.start('api')

interface Book {
  title: string
  author: string | null
  category: string
  source_url: string
  highlights: {
    id: number
    text: string
    note: string
    location: number
    location_type: string
    highlighted_at: string | null
    url: string
  }[]
}

function books(kim: Person): Book[] {
  const there: Book[] = kim.emulated.service.state()[kim.who] ?? []
  const byText = (a: { text: string }, b: { text: string }) => (a.text < b.text ? -1 : 1)
  return there.map((book) => ({ ...book, highlights: book.highlights.toSorted(byText) }))
}
const highlights = (kim: Person) => books(kim).flatMap((book) => book.highlights)
const hanging = (kim: Person) => kim.calls().filter(({ fault }) => fault?.includes('hang')).length
const posts = (kim: Person) => kim.calls().filter(({ method }) => method === 'POST')
/** Calls that write, since a number of calls. */
const writes = (kim: Person, since: number) =>
  kim
    .calls()
    .slice(since)
    .map(({ method }) => method)
    .filter((method) => method !== 'GET')

const marked = (texts: string[]) =>
  texts.map((original_text, nth) => ({ original_text, rects: [{ x: nth, y: 1, width: 2, height: 3 }] }))

/** One notebook of these pages of passages. */
const notebookOf = (pages: string[][], more = {}) => ({
  scope: 'library',
  notebooks: [
    {
      notebook_uuid: uuid(1),
      document_type: 'epub',
      visible_name: 'Hamlet',
      authors: ['William Shakespeare'],
      pages: pages.map((texts, nth) => ({ page_uuid: uuid(10 + nth), has_ink: false, highlights: marked(texts) })),
      ...more,
    },
  ],
})

async function reader(who: string, pages: string[][], at = world): Promise<Person> {
  const kim = await at.person('readwise', who)
  await kim.announce(notebookOf(pages))
  await kim.setUp()
  return kim
}

/** Kills a worker after Readwise did what it asked, and before the result is stored. */
async function killInACall(worker: Program, kim: Person, at: Delivering): Promise<void> {
  const before = hanging(kim)
  const mend = kim.suffer({ hang: true, before: 'answer', method: 'POST' })
  await kim.until('a call without an answer', () => hanging(kim) > before)
  await kill(worker)
  mend()
  await at.endLeases()
}

afterAll(() => expect(world.emulated.readwise?.service.violations).toEqual([]))

describe.concurrent('a book', () => {
  it('has the name, the authors and the pages of its notebook, and keeps its first title', async () => {
    const kim = await reader('title', [['To be'], ['Words, words, words']])
    await kim.untilThere(['To be', 'Words, words, words'])
    expect(books(kim)).toMatchObject([
      {
        title: 'Hamlet',
        author: 'William Shakespeare',
        highlights: [
          { text: 'To be', location: 1 },
          { text: 'Words, words, words', location: 2 },
        ],
      },
    ])
    await kim.untilAtRest()
    const renamed = { visible_name: 'The Prince of Denmark' }
    await kim.announce(notebookOf([['To be', 'The rest is silence'], ['Words, words, words']], renamed))
    await kim.untilThere(['To be', 'The rest is silence', 'Words, words, words'])
    expect(books(kim).map(({ title }) => title)).toEqual(['Hamlet'])
  })

  it('has the title that the document states, its kind, and when its passages were marked', async () => {
    const kim = await world.person('readwise', 'stated')
    const paper = { document_type: 'pdf', visible_name: 'download (3)', title: 'On Computable Numbers' }
    const last_modified = '2026-11-03T08:15:00.000Z'
    await kim.announce(notebookOf([['To be']], { ...paper, authors: ['Alan Turing'], last_modified }))
    await kim.setUp()
    await kim.untilThere(['To be'])
    const [book] = books(kim)
    expect(book).toMatchObject({ title: 'On Computable Numbers', author: 'Alan Turing', category: 'articles' })
    expect(book?.source_url).toContain(`/notebooks/${uuid(1)}`)
    expect(book?.highlights[0]).toMatchObject({ location: 1, location_type: 'page' })
    expect(Date.parse(book?.highlights[0]?.highlighted_at ?? '')).toBe(Date.parse(last_modified))
  })

  it('gets corrections and notes of people, each by one change', async () => {
    const kim = await reader('corrected', [['To bee', 'The rest is silence']])
    await kim.untilThere(['To bee', 'The rest is silence'])
    await kim.untilAtRest()
    const before = highlights(kim)
    const calls = kim.calls().length
    const [mark] = (await kim.device(1).page(10)).body.highlights
    const change = { corrected_text: 'To be', note: 'Really?' }
    const path = `/api/v1/highlights/${mark.id}`
    expect((await kim.ask('PATCH /api/v1/highlights/:id', { json: change }, path)).status).toBe(200)
    await kim.untilThere(['To be', 'The rest is silence'])
    await kim.untilAtRest()
    expect(highlights(kim)).toMatchObject([{ text: 'The rest is silence' }, { text: 'To be', note: 'Really?' }])
    expect((await kim.ask('PATCH /api/v1/highlights/:id', { json: { note: 'Yes.' } }, path)).status).toBe(200)
    await kim.until('the note', () => highlights(kim)[1]?.note === 'Yes.')
    await kim.untilAtRest()
    expect(highlights(kim).map(({ id, url }) => [id, url])).toEqual(
      before.toSorted((a, b) => (a.text < b.text ? -1 : 1)).map(({ id, url }) => [id, url]),
    )
    expect(writes(kim, calls)).toEqual(['PATCH', 'PATCH'])
  })

  it('has the printed text of a highlight, once, which no device without the document takes back', async () => {
    const kim = await reader('repaired', [['e cient', 'The rest is silence']])
    await kim.untilThere(['The rest is silence', 'e cient'])
    await kim.untilAtRest()
    const before = highlights(kim)
    const calls = kim.calls().length
    const broken = notebookOf([['e cient', 'The rest is silence']])
    const [mark, other] = broken.notebooks[0]?.pages[0]?.highlights ?? []
    const pages = [
      {
        ...broken.notebooks[0]?.pages[0],
        highlights: [{ ...mark, repaired_text: 'An efficient method.', confidence: 0.9 }, other],
      },
    ]
    await kim.announce({ ...broken, notebooks: [{ ...broken.notebooks[0], pages }] })
    await kim.untilThere(['An efficient method.', 'The rest is silence'])
    await kim.announce(broken)
    await kim.untilAtRest()
    expect(highlights(kim).map(({ text }) => text)).toEqual(['An efficient method.', 'The rest is silence'])
    expect(
      highlights(kim)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(before.map(({ id }) => id).toSorted())
    expect(writes(kim, calls)).toEqual(['PATCH'])
  })

  it('is sent what is new, and each change and removal by the id of its highlight', async () => {
    const kim = await reader('verbs', [['To be', 'The rest is silence'], ['Words']])
    await kim.untilThere(['To be', 'The rest is silence', 'Words'])
    await kim.untilAtRest()
    expect(writes(kim, 0)).toEqual(['POST'])
    const calls = kim.calls().length
    await kim.announce(notebookOf([['To be, or not to be', 'The rest is silence'], []]))
    await kim.untilThere(['To be, or not to be', 'The rest is silence'])
    await kim.untilAtRest()
    expect(writes(kim, calls).toSorted()).toEqual(['DELETE', 'PATCH'])
  })

  it('has a link to each highlight, which stays when its text changes', async () => {
    const kim = await reader('replace', [['To be', 'The rest is silence']])
    await kim.untilThere(['To be', 'The rest is silence'])
    const before = highlights(kim)
    expect(new Set(before.map(({ url }) => url)).size).toBe(2)
    for (const { url } of before) expect(url).toContain(`/notebooks/${uuid(1)}#highlight-`)
    await kim.untilAtRest()
    await kim.announce(notebookOf([['To be, or not to be', 'The rest is silence']]))
    await kim.untilThere(['To be, or not to be', 'The rest is silence'])
    expect(highlights(kim).map(({ id, url }) => [id, url])).toEqual(before.map(({ id, url }) => [id, url]))
  })
})

describe.concurrent('a highlight that a user deleted at Readwise', () => {
  it('stays deleted until it changes, and can be removed', async () => {
    const kim = await reader('deleted', [['To be', 'The rest is silence']])
    await kim.untilThere(['To be', 'The rest is silence'])
    await kim.untilAtRest()
    for (const { id } of highlights(kim)) {
      const there = `${kim.emulated.settings.RMIRROR_TEST_READWISE_BASE_URL}/api/v2/highlights/${id}/`
      const headers = { authorization: `Token ${kim.who}` }
      expect((await fetch(there, { method: 'DELETE', headers })).status).toBe(204)
    }
    expect(await kim.syncNow()).toMatchObject({ synced_count: 0, failed_count: 0 })
    await kim.announce(notebookOf([['To be, or not to be', 'The rest is silence']]))
    await kim.untilThere(['To be, or not to be'])
    await kim.untilAtRest()
    await kim.announce(notebookOf([[]]))
    await kim.untilThere([])
    await kim.until('no record', async () => (await kim.records()).length === 0)
    expect((await kim.state()).counts.failed).toBe(0)
  })
})

describe.concurrent('a long passage', () => {
  const long = (word: string) => `${`${word} `.repeat(9999 / (word.length + 1)).trim()}`

  it('goes in pieces, of which none stays when it becomes short, or goes', async () => {
    const kim = await reader('pieces', [[long('words')]])
    await kim.until('two pieces', () => highlights(kim).length === 2)
    for (const { text } of highlights(kim)) expect(text.length).toBeLessThanOrEqual(8191)
    expect(
      highlights(kim)
        .map(({ text }) => text)
        .join(' '),
    ).toBe(long('words'))
    await kim.untilAtRest()
    await kim.announce(notebookOf([['Words']]))
    await kim.untilThere(['Words'])
    await kim.announce(notebookOf([[long('silence'), 'To be']]))
    await kim.until('three highlights', () => highlights(kim).length === 3)
    await kim.untilAtRest()
    await kim.announce(notebookOf([['To be']]))
    await kim.untilThere(['To be'])
  })
})

describe.concurrent('the same passage marked twice', () => {
  it('is there once, and goes with our last', async () => {
    const kim = await reader('twice', [['To be'], ['To be']])
    await kim.untilThere(['To be'])
    await kim.untilAtRest()
    expect((await kim.records()).map(({ status }) => status)).toEqual(['success', 'success'])
    await kim.announce(notebookOf([[], ['To be']]))
    await kim.untilAtRest()
    await kim.until('a record less', async () => (await kim.records()).length === 1)
    expect(kim.texts()).toEqual(['To be'])
    await kim.announce(notebookOf([[], []]))
    await kim.untilThere([])
  })

  it('becomes two when one of them changes', async () => {
    for (const [who, changed] of [
      ['first of two', [['Changed'], ['To be']]],
      ['second of two', [['To be'], ['Changed']]],
    ] as const) {
      const kim = await reader(who.replaceAll(' ', '-'), [['To be'], ['To be']])
      await kim.untilThere(['To be'])
      await kim.untilAtRest()
      await kim.announce(notebookOf(changed.map((texts) => [...texts])))
      await kim.untilThere(['Changed', 'To be'])
      await kim.untilAtRest()
      await kim.announce(notebookOf([['Changed'], ['Changed as well']]))
      await kim.untilThere(['Changed', 'Changed as well'])
    }
  })

  it('stays one when both change to the same text, and beside it what did not change', async () => {
    const one: [string[][], string[]][] = [
      [[['To be'], ['To be']], ['To be']],
      [[['Changed'], ['Changed']], ['Changed']],
      [
        [['First'], ['Second']],
        ['First', 'Second'],
      ],
      [[['Equal'], ['Equal']], ['Equal']],
      [[['Equal', 'Equal'], ['Equal']], ['Equal']],
      [
        [['Equal', 'Changed'], ['Changed']],
        ['Changed', 'Equal'],
      ],
      [[[], ['Changed']], ['Changed']],
      [[[], []], []],
    ]
    const kim = await reader('both', [[]])
    for (const [pages, texts] of one) {
      await kim.announce(notebookOf(pages))
      await kim.untilThere(texts)
      await kim.until('a record each', async () => (await kim.records()).length === pages.flat().length)
      await kim.untilAtRest()
      expect(kim.texts()).toEqual(texts)
    }
  })

  it('stays when it is marked again while the first mark goes or changes', async () => {
    const kim = await reader('anew', [['To be'], []])
    await kim.untilThere(['To be'])
    await kim.untilAtRest()
    await kim.announce(notebookOf([[], ['To be']]))
    await kim.until('the new mark', async () => (await kim.records()).length === 1)
    await kim.untilAtRest()
    expect(kim.texts()).toEqual(['To be'])
    await kim.announce(notebookOf([['To be'], ['Changed']]))
    await kim.untilThere(['Changed', 'To be'])
    await kim.untilAtRest()
    expect(kim.texts()).toEqual(['Changed', 'To be'])
  })
})

describe.concurrent('a thousand highlights', () => {
  it('are there once each, in calls of a hundred', async () => {
    const texts = textsUpTo(1000)
    const pages = Array.from({ length: 10 }, (_, nth) => texts.slice(100 * nth, 100 * (nth + 1)))
    const kim = await reader('thousand', pages)
    await kim.untilThere(texts, false)
    await kim.untilAtRest(false)
    expect(highlights(kim).map(({ text }) => text)).toHaveLength(1000)
    expect(posts(kim).length).toBeLessThanOrEqual(20)
    expect(kim.calls().every(({ status }) => status !== 429)).toBe(true)
  })

  it('are there once each, also when the worker is killed', async () => {
    await using alone = await idle()
    const texts = textsUpTo(1000)
    const pages = Array.from({ length: 10 }, (_, nth) => texts.slice(100 * nth, 100 * (nth + 1)))
    const kim = await reader('killed', pages, alone)
    for (const enough of [0, 300, 600]) {
      const worker = await alone.startWorker()
      await kim.until(`${enough} highlights`, () => highlights(kim).length >= enough)
      await killInACall(worker, kim, alone)
    }
    await using _last = await alone.startWorker()
    await kim.untilThere(texts)
    await kim.untilAtRest()
    expect((await kim.records()).map(({ status }) => status)).toEqual(texts.map(() => 'success'))
    expect(kim.emulated.service.violations).toEqual([])
  })
})

/** Readwise counts the calls of each token, so that five readers wait for none. */
const readers = ['ada', 'bea', 'cy', 'dan', 'eve']

describe.concurrent('a thousand highlights of five readers, of which five hundred are edited', () => {
  const documents = (edit: (text: string, nth: number) => string) => {
    const texts = textsUpTo(200).map(edit)
    return ['Hamlet', 'Macbeth'].map((visible_name, book) => {
      const own = texts.slice(100 * book, 100 * (book + 1))
      const pages = Array.from({ length: 10 }, (_, at) => ({
        page_uuid: uuid(100 * (book + 1) + at),
        has_ink: false,
        highlights: marked(own.slice(10 * at, 10 * (at + 1))),
      }))
      return { notebook_uuid: uuid(1 + book), document_type: 'epub', visible_name, title: `${visible_name}!`, pages }
    })
  }
  const libraryOf = (edit: (text: string, nth: number) => string) => ({ scope: 'library', notebooks: documents(edit) })
  const same = (text: string) => text
  const edited = (text: string, nth: number) => (nth % 2 === 0 ? `${text}, edited` : text)

  it.each(readers)('are there once each, in the right book (%s)', async (who) => {
    const kim = await world.person('readwise', who)
    await kim.announce(libraryOf(same))
    await kim.setUp()
    await kim.untilThere(textsUpTo(200), false)
    await kim.untilAtRest(false)
    const ids = new Map(highlights(kim).map(({ id, text }) => [text, id]))
    const calls = kim.calls().length
    await kim.announce(libraryOf(edited))
    await kim.untilThere(textsUpTo(200).map(edited))
    await kim.untilAtRest()
    const byTitle = Object.fromEntries(books(kim).map(({ title, highlights: own }) => [title, own]))
    expect(Object.keys(byTitle).toSorted()).toEqual(['Hamlet!', 'Macbeth!'])
    for (const [book, title] of ['Hamlet!', 'Macbeth!'].entries()) {
      const own = textsUpTo(200).slice(100 * book, 100 * (book + 1))
      const wanted = own.map((text, nth) => edited(text, nth))
      expect(byTitle[title]?.map(({ text }) => text)).toEqual(wanted.toSorted())
      for (const { id, text } of byTitle[title] ?? []) expect(id).toBe(ids.get(text.replace(', edited', '')))
    }
    expect(writes(kim, calls)).toEqual(Array.from({ length: 100 }, () => 'PATCH'))
    expect(kim.calls().every(({ status }) => status !== 429)).toBe(true)
  })
})

describe.concurrent('a worker that is killed after a call', () => {
  const long = 'words '.repeat(1600).trim()

  it.each([
    ['the copy of a passage that was marked twice', [['To be'], ['To be']], [['Changed'], ['To be']], [[], ['To be']]],
    ['pieces of a passage that was short', [['To be']], [[long]], [[]]],
    ['pieces of a passage that gets short again', [['To be']], [[long]], [['Not to be']]],
    ['pieces of a passage that was new', [[]], [[long]], [['To be']]],
  ])('leaves nothing of %s', async (what, before, then, last) => {
    await using alone = await idle()
    const kim = await reader(what.replaceAll(' ', '-'), before, alone)
    const worker = await alone.startWorker()
    await kim.untilThere([...new Set(before.flat())])
    await kim.untilAtRest()
    await kim.announce(notebookOf(then))
    await killInACall(worker, kim, alone)
    await kim.announce(notebookOf(last))
    await using _next = await alone.startWorker()
    await kim.untilThere(last.flat())
    await kim.untilAtRest()
    expect(kim.texts()).toEqual(last.flat())
    expect(kim.emulated.service.violations).toEqual([])
  })
})

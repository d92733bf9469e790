// SPDX-License-Identifier: AGPL-3.0-or-later
// Whatever the embeddings service does, pages stay searchable by their words, and a sentence says what is wrong.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startOfOneDay } from '../world/one-day.ts'
import type { Device } from './library.ts'
import { Meaning, pagesIn, search, type } from './meaning.ts'

let meaning: Meaning
let people = 0

beforeAll(async () => {
  meaning = await Meaning.start()
})
afterEach(() => meaning.service.faults())
afterAll(() => meaning[Symbol.asyncDispose]())

const newPerson = () => meaning.person(`person${++people}@example.org`)
const lastError = () =>
  meaning.ask(`SELECT error_class || ': ' || error_message FROM sync_queue WHERE target_name = 'meaning'
               ORDER BY id DESC LIMIT 1`)

/** What was tried once waits for its retry. */
const begin = () => meaning.ask(`UPDATE sync_queue SET run_after = now() WHERE status = 'pending'`)

/** A person with a page that was embedded, and one that wasn't because of the fault. */
async function failFirst(fault: string): Promise<Device> {
  const person = await newPerson()
  await type(person, { 1: { 11: 'A ship' } })
  await meaning.settle()
  await meaning.service.faults(...Array(20).fill(fault))
  await type(person, { 1: { 11: 'A ship', 12: 'A heron by the river' } })
  await expect
    .poll(() => {
      begin()
      return meaning.ask(`SELECT count(*) FROM sync_queue WHERE target_name = 'meaning' AND status = 'retry'`)
    })
    .toBe('1')
  return person
}

describe('an answer that is of no use', () => {
  it.each([
    ['another-length', 'vectors of another model or length than before'],
    ['another-model', 'vectors of another model or length than before'],
    ['one-too-few', 'it has 0 vectors for 1 texts'],
    ['not-numbers', "a vector has something that isn't a number"],
    ['nan', 'unusable response'],
    ['zeros', 'a vector has no direction'],
    ['broken', 'The embeddings service has an internal problem'],
  ])('%s: the page waits, is found by its words, and is embedded later', async (fault, sentence) => {
    const person = await failFirst(fault)
    expect(lastError()).toContain(sentence)
    expect(pagesIn(await search(person, { q: 'heron', mode: 'words' }))).toEqual([12])
    await meaning.service.faults()
    await meaning.settle()
    expect(pagesIn(await search(person, { q: 'heron' }))[0]).toBe(12)
  })

  it('fails after five attempts, and others go on', async () => {
    const person = await newPerson()
    await meaning.service.faults(...Array(5).fill('zeros'))
    await type(person, { 1: { 11: 'A walrus' } })
    await meaning.settle()
    expect(meaning.ask(`SELECT status FROM sync_queue WHERE target_name = 'meaning' ORDER BY id DESC LIMIT 1`)).toBe(
      'failed',
    )
    expect(pagesIn(await search(person, { q: 'walrus', mode: 'words' }))).toEqual([11])
    await type(person, { 1: { 11: 'A walrus', 12: 'An otter' } })
    await meaning.settle()
    expect(pagesIn(await search(person, { q: 'otter' }))).toContain(12)
  })

  it('a page waits as long as a busy service asks, without losing attempts', async () => {
    const person = await newPerson()
    await meaning.service.faults('busy 40')
    await type(person, { 1: { 11: 'A badger' } })
    const item = () =>
      meaning.ask(`SELECT status || ' ' || attempts || ' ' || (run_after > now() + interval '20 seconds')
                   FROM sync_queue WHERE target_name = 'meaning' ORDER BY id DESC LIMIT 1`)
    await expect.poll(item).toBe('retry 0 true')
    expect(lastError()).toContain('too many requests')
    await meaning.restart()
    await meaning.settle()
  })
})

describe('a question that the service does not answer', () => {
  it.each([
    ['zeros', 'a vector has no direction'],
    ['another-length', 'prepared for another model'],
    ['silence', "didn't respond in time"],
  ])('%s: results by words, with the reason', async (fault, sentence) => {
    const person = await newPerson()
    await type(person, { 1: { 11: `A heron of ${fault}` } })
    await meaning.settle()
    await meaning.service.faults(fault)
    const answer = await search(person, { q: 'heron' })
    expect(answer.status).toBe(200)
    expect(answer.body.meaning_problem).toContain(sentence)
    expect(pagesIn(answer)).toEqual([11])
  })

  it('a person asks the service at most thirty times a minute', async () => {
    const person = await newPerson()
    const problems = []
    for (let nth = 0; nth < 31; nth++) problems.push((await search(person, { q: `heron ${nth}` })).body.meaning_problem)
    expect(problems.slice(0, 30).filter(Boolean)).toEqual([])
    expect(problems[30]).toContain('very often in the last minute')
    expect((await search(person, { q: 'heron 0' })).body.meaning_problem).toBe(null)
  })
})

describe('another model', () => {
  it('all pages are embedded again, and meanwhile only those that match are found', async () => {
    const person = await newPerson()
    await type(meaning.here(person), { 1: { 11: 'A ship', 12: 'The ocean' } })
    await meaning.settle()
    const before = (await meaning.embedded()).length
    await meaning.restart({ RMIRROR_EMBEDDINGS_MODEL: 'text-embedding-3-large' })
    const lengths = () => meaning.ask(`SELECT string_agg(DISTINCT length(signs)::text, ' ') FROM passages`)
    await expect
      .poll(() => {
        meaning.hurry()
        return lengths()
      })
      .toBe('3072')
    expect((await meaning.embedded()).length).toBeGreaterThan(before)
    expect(pagesIn(await search(meaning.here(person), { q: 'boat' })).sort()).toEqual([11, 12])
    await meaning.restart()
    await expect
      .poll(() => {
        meaning.hurry()
        return lengths()
      })
      .toBe('1536')
  })

  it('vectors of another length begin a new space once a day', async () => {
    const person = await newPerson()
    meaning.ask(`UPDATE meaning_spaces SET begun_at = now() - interval '2 days'`)
    await meaning.service.faults('another-length')
    await type(meaning.here(person), { 1: { 11: 'A ship on the ocean' } })
    await expect
      .poll(() => {
        meaning.hurry()
        return meaning.ask('SELECT count(*) FROM meaning_spaces WHERE dimensions = 768')
      })
      .toBe('1')
    // It sends the usual length again: that is another one too soon.
    expect((await search(meaning.here(person), { q: 'boat' })).body.meaning_problem).toContain(
      'prepared for another model',
    )
    meaning.ask(`DELETE FROM meaning_spaces WHERE dimensions = 768`)
    await meaning.settle()
  })
})

it('a key that the service refuses pauses all, and fails none', async () => {
  const person = await newPerson()
  await meaning.restart({ RMIRROR_EMBEDDINGS_KEY: 'sk-other-0002' })
  await type(meaning.here(person), { 1: { 11: 'A ship' } })
  await expect
    .poll(() => {
      begin()
      return lastError()
    })
    .toBe('auth_error: Search by meaning is paused on this server. Pages are found by their words.')
  const answer = await search(meaning.here(person), { q: 'ship' })
  expect(answer.body.meaning_problem).toContain('paused on this server')
  expect(pagesIn(answer)).toEqual([11])
  await meaning.restart()
  await meaning.settle()
})

it('what is embedded counts in the spending limit', async () => {
  await startOfOneDay()
  const prices = { RMIRROR_PRICES: 'text-embedding-3-small=1000/0' }
  await meaning.restart({ ...prices, RMIRROR_SPEND_LIMIT: '1000' })
  const spent = () => Number(meaning.ask('SELECT coalesce(sum(nanodollars), 0) FROM spend_days'))
  const person = await newPerson()
  await type(meaning.here(person), { 1: { 11: 'A ship at sea that costs' } })
  await meaning.settle()
  // A token of four letters: 24 letters at a thousandth of a dollar each.
  expect(spent()).toBe(6_000_000)

  // Before a call, each letter counts as a token.
  await meaning.restart({ ...prices, RMIRROR_SPEND_LIMIT: '0.03' })
  await type(meaning.here(person), { 1: { 11: 'A ship at sea that costs', 12: 'An otter asleep on a stone' } })
  await expect
    .poll(() => {
      begin()
      return lastError()
    })
    .toContain("This server's spending limit for today is reached")
  expect(pagesIn(await search(meaning.here(person), { q: 'otter', mode: 'words' }))).toEqual([12])
  await meaning.restart()
  await meaning.settle()
})

it('turned off, what waits is dropped, and turned on again it is embedded', async () => {
  const person = await newPerson()
  await meaning.service.faults('busy 60')
  await type(meaning.here(person), { 1: { 11: 'A ship' } })
  const waiting = () =>
    meaning.ask(`SELECT count(*) FROM sync_queue WHERE target_name = 'meaning' AND status <> 'completed'`)
  await expect.poll(waiting).not.toBe('0')
  await meaning.service.faults()
  await meaning.restart({ RMIRROR_EMBEDDINGS_URL: '' })
  const stillEmbeds = () => {
    meaning.ask(`UPDATE meaning_state SET said_at = now() - interval '6 minutes'`)
    return meaning.ask('SELECT has_embedder FROM meaning_state')
  }
  await expect.poll(stillEmbeds).toBe('f')
  await expect
    .poll(() =>
      meaning.ask(`SELECT count(*) FROM sync_queue WHERE target_name = 'meaning' AND status IN ('pending', 'retry')`),
    )
    .toBe('0')
  await type(meaning.here(person), { 1: { 11: 'A ship on the ocean' } })
  await meaning.restart()
  const found = async () => {
    meaning.hurry()
    return (await search(meaning.here(person), { q: 'boat' })).body.items.length
  }
  await expect.poll(found).toBe(1)
})

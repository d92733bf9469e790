// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AccountServer, problem } from '../testing/account-server.ts'
import { treeItem } from '../testing/server-facts.ts'
import { Account } from './account.ts'
import { Search } from './search.ts'

const answer = (name: string, next: string | null = null) => ({
  items: [{ notebook: treeItem(name), score: 0.8, name: { text: name, ranges: [] }, pages: [] }],
  total: 1,
  is_complete: true,
  corrections: [],
  next,
})

let server: AccountServer
let account: Account
let search: Search
/** What is in this browser; each question waits until it is answered. */
const local = { find: vi.fn() }

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  server.answers = (_, path) => {
    const query = new URL(path, server.origin).searchParams
    const q = query.get('q') ?? ''
    if (q === 'broken') return problem(503)
    return { body: query.has('cursor') ? answer(`${q} more`) : answer(q, q === 'long' ? 'there' : null) }
  }
  account = new Account(server.origin, undefined)
  search = new Search(account, local, 0)
})
afterEach(() => server.stop())

const questions = () => server.requests.map(({ path }) => path).filter((path) => path.includes('/search'))
const found = () => {
  const state = search.state.value
  return state.kind === 'found' ? state.answer.items.map(({ notebook }) => notebook.notebook_uuid) : state.kind
}

describe('for a guest', () => {
  const hit = (name: string) => ({ notebook: { notebook_uuid: name }, name: { text: name, ranges: [] }, pages: [] })

  it('what this browser holds is looked through, and told as it is found; the server is asked nothing', async () => {
    let end: (hits: object[]) => void = () => {}
    local.find.mockImplementation((_words, _signal, tell: (hits: object[]) => void) => {
      tell([hit('first')])
      return new Promise((resolve) => {
        end = resolve
      })
    })
    search.ask('ink')
    await expect.poll(() => search.state.value).toMatchObject({ kind: 'looking', before: { total: 1 } })
    end([hit('first'), hit('second')])
    await expect.poll(found).toEqual(['first', 'second'])
    expect(server.requests).toEqual([])
  })

  it('what was asked before is not answered any more', async () => {
    const signals: AbortSignal[] = []
    local.find.mockImplementation(async (words, signal: AbortSignal) => {
      signals.push(signal)
      if (words === 'slow')
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      return [hit(words)]
    })
    search.ask('slow')
    await expect.poll(() => signals.length).toBe(1)
    search.ask('quick')
    await expect.poll(found).toEqual(['quick'])
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
  })
})

describe('for somebody who is signed in', () => {
  beforeEach(() => account.signIn('ann@example.org', 'quite bony lantern'))

  it('of what is typed quickly the last is asked for alone', async () => {
    for (const words of ['i', 'in', ' ink ', 'ink']) search.ask(words)
    await expect.poll(found).toEqual(['ink'])
    expect(questions()).toEqual(['/api/v1/search?q=ink'])
  })

  it('what was asked last is shown, and nothing when nothing is asked', async () => {
    search.ask('slow')
    await expect.poll(questions).toHaveLength(1)
    search.ask('quick')
    await expect.poll(found).toEqual(['quick'])
    search.ask('')
    expect(search.state.value).toEqual({ kind: 'idle' })
  })

  it('what was found before stays on the screen meanwhile', async () => {
    search.ask('ink')
    await expect.poll(found).toEqual(['ink'])
    search.ask('inks')
    expect(search.state.value).toMatchObject({ kind: 'looking', before: { total: 1 } })
    await expect.poll(found).toEqual(['inks'])
  })

  it('goes on below', async () => {
    search.ask('long')
    await expect.poll(found).toEqual(['long'])
    await search.more()
    expect(found()).toEqual(['long', 'long more'])
    await search.more()
    expect(questions()).toHaveLength(2)
  })

  it('says when the server cannot, and can be asked again', async () => {
    search.ask('broken')
    await expect.poll(() => search.state.value.kind).toBe('failed')
    search.ask('ink')
    await expect.poll(found).toEqual(['ink'])
  })

  it('leaves nothing when the person leaves', async () => {
    search.ask('ink')
    await expect.poll(found).toEqual(['ink'])
    await account.signOut()
    expect(search.state.value).toEqual({ kind: 'idle' })
  })
})

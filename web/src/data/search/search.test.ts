// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AccountServer, problem } from '../../testing/account-server.ts'
import { atEnd } from '../../testing/at-end.ts'
import { treeItem } from '../../testing/server-facts.ts'
import { accountAt } from '../../testing/signed-in.tsx'
import type { Account } from '../account/account.ts'
import { prefer } from '../library/preferences.ts'
import { type NearPages, Search } from './search.ts'

const hit = (name: string, pages: object[] = []) => ({
  notebook: { notebook_uuid: name },
  name: { text: name, ranges: [] },
  pages,
})
const answer = (name: string, next: string | null = null) => ({
  items: [
    {
      ...hit(name, [{ id: 'id of p1', page_uuid: 'p1', page_number: 1, snippets: [] }]),
      notebook: treeItem(name),
      score: 0.8,
    },
  ],
  total: next ? 7 : 1,
  is_complete: true,
  corrections: [],
  next,
})

let server: AccountServer
let account: Account
let search: Search
/** The search in this browser; some tests delay its answers. */
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
  account = accountAt(server)
  local.find.mockReset().mockResolvedValue([])
  search = searchOf(account, (notebook) => notebook === 'synced')
})
afterEach(() => server.stop())

function searchOf(of: Account, isOnServer = (_notebook: string) => false, near: NearPages | null = null): Search {
  const made = new Search(of, local, isOnServer, 0, near)
  // Its words would be looked for again when the account is signed out.
  atEnd(() => made.ask(''))
  return made
}

const questions = () => server.requests.map(({ path }) => path).filter((path) => path.includes('/search'))
const found = () => {
  const state = search.state.value
  return state.kind === 'found' ? state.finding.items.map(({ notebook }) => notebook.notebook_uuid) : state.kind
}
const finding = () => (search.state.value.kind === 'found' ? search.state.value.finding : null)

describe('for a guest', () => {
  it('what this browser holds is looked through, and told as it is found; the server is asked nothing', async () => {
    let end: (hits: object[]) => void = () => {}
    local.find.mockImplementation((_words, _signal, report: (hits: object[]) => void) => {
      report([hit('first')])
      return new Promise((resolve) => {
        end = resolve
      })
    })
    search.ask('ink')
    await expect.poll(() => search.state.value).toMatchObject({ kind: 'looking', finding: { total: 1 } })
    end([hit('first'), hit('second')])
    await expect.poll(found).toEqual(['first', 'second'])
    expect(server.requests).toEqual([])
  })

  it('an earlier question is not answered any more', async () => {
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

describe('for a user who is signed in', () => {
  beforeEach(() => account.signIn('ann@example.org', 'quite bony lantern'))

  it('of what is typed quickly the last is asked for alone', async () => {
    for (const words of ['i', 'in', ' ink ', 'ink']) search.ask(words)
    await expect.poll(found).toEqual(['ink'])
    expect(questions()).toEqual(['/api/v1/search?q=ink'])
  })

  it('the answer to the last question is shown, and nothing when nothing is asked', async () => {
    search.ask('slow')
    await expect.poll(questions).toHaveLength(1)
    search.ask('quick')
    await expect.poll(found).toEqual(['quick'])
    search.ask('')
    expect(search.state.value).toEqual({ kind: 'idle' })
  })

  it('earlier hits stay on the screen while new ones are looked for', async () => {
    search.ask('ink')
    await expect.poll(found).toEqual(['ink'])
    search.ask('inks')
    expect(search.state.value).toMatchObject({ kind: 'looking', finding: { total: 1 } })
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

  it('is kept to what filters let through, here and there, also further below', async () => {
    const query = { tag: ['a&b', 'c'], state: ['failed' as const], is_pinned: true, from: '2026-03-28T23:00:00.000Z' }
    const narrowed = { query, among: () => new Set<string>(), tags: ['a&b', 'c'], name: 'one' }
    search.ask('long')
    await expect.poll(found).toEqual(['long'])
    search.narrow(narrowed)
    expect(search.state.value).toMatchObject({ kind: 'looking', finding: { total: 7 } })
    await expect.poll(found).toEqual(['long'])
    search.narrow({ ...narrowed })
    expect(search.state.value.kind, 'the same scope asks nothing').toBe('found')
    await search.more()
    const asked = questions().map((path) => new URL(path, server.origin).searchParams)
    expect(asked).toHaveLength(3)
    for (const each of asked.slice(1)) {
      expect(each.getAll('tag')).toEqual(['a&b', 'c'])
      expect(each.getAll('state')).toEqual(['failed'])
      expect(each.get('is_pinned')).toBe('true')
      expect(each.get('from')).toBe('2026-03-28T23:00:00.000Z')
    }
    expect(asked.map((each) => each.get('cursor'))).toEqual([null, null, 'there'])
    expect(local.find.mock.calls.map(([, , , scope]) => scope?.name)).toEqual([undefined, 'one'])
    search.narrow(null)
    await expect.poll(() => questions().at(-1)).toBe('/api/v1/search?q=long')
  })

  it('of what can’t be on the server only this browser is searched', async () => {
    local.find.mockResolvedValue([hit('in the trash')])
    search.narrow({ query: null, among: () => new Set(), tags: [], name: 'trash' })
    search.ask('ink')
    await expect.poll(found).toEqual(['in the trash'])
    expect(questions()).toEqual([])
  })

  it('names everything that is found, however far down, without showing it', async () => {
    local.find.mockResolvedValue([hit('not synced')])
    search.ask('long')
    await expect.poll(found).toEqual(['long', 'not synced'])
    const { signal } = new AbortController()
    const all = await search.all(signal)
    expect([...all.uuids]).toEqual(['not synced', 'long', 'long more'])
    expect(all).toMatchObject({ isComplete: true, failure: null })
    expect(questions().slice(1)).toEqual([
      '/api/v1/search?q=long&limit=50',
      '/api/v1/search?q=long&limit=50&cursor=there',
    ])
    expect(local.find.mock.lastCall?.[4], 'in this browser too').toBe(Number.POSITIVE_INFINITY)
    expect(found()).toEqual(['long', 'not synced'])
    search.ask('broken')
    expect(await search.all(signal)).toMatchObject({ uuids: new Set(['not synced']), failure: { status: 503 } })
    search.ask(' ')
    expect((await search.all(signal)).uuids.size).toBe(0)
    const left = AbortSignal.abort()
    search.ask('ink')
    await expect(search.all(left)).rejects.toBe(left.reason)
  })

  it('says when the server cannot, and can be asked again', async () => {
    search.ask('broken')
    await expect.poll(finding).toMatchObject({ total: 0, failure: { status: 503 } })
    search.ask('ink')
    await expect.poll(found).toEqual(['ink'])
    expect(finding()?.failure).toBeNull()
  })

  it('what is only in this browser is found too, behind what the server found', async () => {
    local.find.mockResolvedValue([hit('not synced')])
    search.ask('ink')
    await expect.poll(found).toEqual(['ink', 'not synced'])
    expect(finding()?.total).toBe(2)
  })

  it('a notebook and a page that are found here and there are shown once', async () => {
    const page = (page_uuid: string) => ({ page_uuid, page_number: 1, snippets: [] })
    local.find.mockResolvedValue([hit('ink', [page('p1'), page('p2')])])
    search.ask('ink')
    await expect.poll(found).toEqual(['ink'])
    expect(finding()?.items[0]?.pages.map(({ page_uuid }) => page_uuid)).toEqual(['p1', 'p2'])
    expect(finding()?.total).toBe(1)
  })

  it('a notebook that the server may still name is not counted twice', async () => {
    local.find.mockResolvedValue([hit('synced'), hit('not synced')])
    search.ask('long')
    await expect.poll(found).toEqual(['long', 'synced', 'not synced'])
    expect(finding()?.total).toBe(8)
    await search.more()
    expect(found()).toEqual(['long', 'long more', 'synced', 'not synced'])
    expect(finding()?.total).toBe(3)
  })

  it('what this browser holds is found while the server does not answer, which is said', async () => {
    local.find.mockResolvedValue([hit('here')])
    await server.pause()
    search.ask('ink')
    await expect.poll(found).toEqual(['here'])
    expect(finding()?.failure).toMatchObject({ name: 'NotReached' })
    await server.resume()
  })

  it('what this browser holds is told before the server has answered', async () => {
    local.find.mockImplementation(async (_words, _signal, report: (hits: object[]) => void) => {
      report([hit('here')])
      return [hit('here')]
    })
    const reported: unknown[] = []
    search.state.subscribe((state) => reported.push(state))
    search.ask('ink')
    await expect.poll(found).toEqual(['ink', 'here'])
    expect(reported).toContainEqual(
      expect.objectContaining({ kind: 'looking', finding: expect.objectContaining({ total: 1 }) }),
    )
  })

  it('is asked again when pages have been transcribed, and what was found stays meanwhile', async () => {
    const texts = ['', 'transcribed']
    server.answers = () => ({ body: { ...answer(texts[0] ?? ''), ...(texts[0] ? {} : { items: [], total: 0 }) } })
    search.ask('ink')
    await expect.poll(found).toEqual([])
    texts.shift()
    const reported: string[] = []
    search.state.subscribe(({ kind }) => reported.push(kind))
    const changes = signal(0)
    search.follow(changes)
    changes.value++
    await expect.poll(found).toEqual(['transcribed'])
    expect(reported).not.toContain('idle')
    server.answers = () => problem(400)
    await search.refresh()
    expect(found(), 'an answer that does not come takes nothing away').toEqual(['transcribed'])
  })

  it('is asked once more when something changed while it was answering', async () => {
    await server.pause()
    search.ask('ink')
    await expect.poll(() => search.state.value.kind).toBe('looking')
    void search.refresh()
    void search.refresh()
    await server.resume()
    await expect.poll(() => questions().length).toBe(2)
    await expect.poll(found).toEqual(['ink'])
  })

  it('is not asked again for a list that was extended, or for nothing', async () => {
    await search.refresh()
    search.ask('long')
    await expect.poll(found).toEqual(['long'])
    await search.more()
    const asked = questions().length
    await search.refresh()
    expect(questions()).toHaveLength(asked)
    expect(found()).toEqual(['long', 'long more'])
  })

  it('leaves nothing when the person leaves', async () => {
    search.ask('ink')
    await expect.poll(found).toEqual(['ink'])
    await account.signOut()
    expect(search.state.value).toEqual({ kind: 'idle' })
    expect(search.words.value).toBe('')
  })
})

describe('while the sign-in is being restored', () => {
  it('the words stay, and the server is asked as soon as it is known who asks', async () => {
    local.find.mockResolvedValue([hit('here')])
    search.ask('ink')
    await expect.poll(found).toEqual(['here'])
    await account.signIn('ann@example.org', 'quite bony lantern')
    await expect.poll(found).toEqual(['ink', 'here'])
  })

  it('is told that the server was not searched when it does not answer', async () => {
    await account.signIn('ann@example.org', 'quite bony lantern')
    const later = accountAt(server)
    await server.pause()
    const searching = searchOf(later)
    searching.ask('ink')
    await later.open()
    await expect.poll(() => searching.state.value).toMatchObject({ kind: 'found', finding: { total: 0 } })
    expect(searching.state.value).toMatchObject({ finding: { failure: { name: 'NotReached' } } })
    await server.resume()
  })
})

describe('by meaning', () => {
  const nearby = { found: [hit('near')], problem: null }
  const near = { isOffered: signal(true), host: signal('localhost'), find: vi.fn() }

  beforeEach(() => {
    near.find.mockReset().mockResolvedValue(nearby)
    search = searchOf(account, undefined, near)
  })
  afterEach(() => {
    search.ask('')
    prefer({ searchByMeaning: false })
  })

  it('a guest gets what is near after what has the words, once it is wished', async () => {
    local.find.mockResolvedValue([hit('words')])
    search.ask('ink')
    await expect.poll(found).toEqual(['words'])
    expect(near.find).not.toHaveBeenCalled()
    prefer({ searchByMeaning: true })
    await expect.poll(found).toEqual(['words', 'near'])
  })

  it('what keeps a guest from it is said', async () => {
    near.find.mockResolvedValue({ found: [], problem: { host: 'localhost' } })
    prefer({ searchByMeaning: true })
    search.ask('ink')
    await expect.poll(() => finding()?.problem).toEqual({ host: 'localhost' })
  })

  it('the server is asked for it only if it can', async () => {
    await account.signIn('ann@example.org', 'quite bony lantern')
    prefer({ searchByMeaning: true })
    search.ask('ink')
    await expect.poll(found).toEqual(['ink'])
    search.isMeaningOnServer.value = true
    await expect.poll(questions).toEqual(['/api/v1/search?q=ink', '/api/v1/search?q=ink&mode=meaning'])
    expect(near.find).not.toHaveBeenCalled()
  })
})

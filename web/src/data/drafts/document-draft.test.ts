// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import { ApiProblem, NotReached } from '@rmirror/shared/api'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { builtCore } from '../../../../tests/wasm/core.ts'
import { pageDocument } from '../../testing/server-facts.ts'
import type { DocumentConflict, PageDocument } from '../documents/document-calls.ts'
import { DocumentDraft, type UnsavedText } from './document-draft.ts'

const core = await builtCore()

/** What the server has, how it answers the next writes, and what was written. */
let server: PageDocument
let failures: unknown[]
let writes: { content: string; settled: readonly DocumentConflict[] }[]
/** What the outbox has; null: nothing. */
let kept: UnsavedText | null

const start = 'Milk\nEgs\nBread'

beforeEach(() => {
  vi.useFakeTimers()
  server = pageDocument(start)
  failures = []
  writes = []
  kept = null
})
afterEach(() => {
  vi.useRealTimers()
})

function open(): DocumentDraft {
  return new DocumentDraft(server, {
    fetch: async () => server,
    put: async (before, content, settled) => {
      const failure = failures.shift()
      if (failure) throw failure
      if (before.content_etag !== server.content_etag) throw refusal(412, { document: server })
      writes.push({ content, settled })
      server = pageDocument(content)
      return server
    },
    merge: async (...texts) => core.mergeTexts(...texts),
    diff: async (...texts) => core.diffLines(...texts),
    onKnown: () => {},
    keep: (unsaved) => {
      kept = unsaved
    },
    random: () => 1,
  })
}

function refusal(status: number, members: object = {}): ApiProblem {
  return new ApiProblem(new Response(null, { status }), { status, detail: 'No.', ...members })
}

it('is saved once, a second after typing stops', async () => {
  const draft = open()
  for (const content of ['Milk\nEggs', 'Milk\nEggs\n', `Milk\nEggs\nBread`]) {
    draft.change(content)
    await vi.advanceTimersByTimeAsync(900)
  }
  expect(writes).toEqual([])
  expect(draft.isUnsaved.value).toBe(true)
  await vi.advanceTimersByTimeAsync(100)
  expect(writes).toEqual([{ content: 'Milk\nEggs\nBread', settled: [] }])
  expect(draft.state.value.kind).toBe('saved')
  expect(await draft.save()).toBe(true)
  expect(writes).toHaveLength(1)
})

it('is merged with what another browser wrote, and both are saved', async () => {
  const draft = open()
  server = pageDocument('Milk\nEgs\nRye bread\nSalt')
  draft.change('Milk\nEggs\nBread')
  expect(await draft.save()).toBe(true)
  expect(server.content).toBe('Milk\nEggs\nRye bread\nSalt')
  expect(draft.text.value).toEqual({ content: server.content, merged: { became: [0, 1, 2], newer: 4 } })
})

async function clashing(): Promise<DocumentDraft> {
  const draft = open()
  server = pageDocument('Milk\nSix egs\nRye bread\nSalt')
  draft.change('Milk\nEggs\nBrown bread')
  expect(await draft.save()).toBe(false)
  expect(draft.state.value.kind).toBe('conflict')
  return draft
}

it('waits for a person where both changed a line, and keeps the text meanwhile', async () => {
  const draft = await clashing()
  expect(draft.clash.value?.conflicts).toEqual([
    { mine: 'Eggs', theirs: 'Six egs' },
    { mine: 'Brown bread', theirs: 'Rye bread' },
  ])
  expect(kept).toMatchObject({ content: 'Milk\nEggs\nBrown bread', base: { content: start } })
  draft.change('Milk\nEggs\nBrown bread\nMore')
  await vi.advanceTimersByTimeAsync(600_000)
  expect(writes).toEqual([])
  expect(kept?.content).toBe('Milk\nEggs\nBrown bread\nMore')
})

it('is saved as decided line by line', async () => {
  const draft = await clashing()
  draft.decide({ mine: 'Eggs', theirs: 'Six egs' }, 'mine')
  expect(writes).toEqual([])
  draft.decide({ mine: 'Brown bread', theirs: 'Rye bread' }, 'theirs')
  await vi.waitFor(() => expect(draft.state.value.kind).toBe('saved'))
  expect(server.content).toBe('Milk\nEggs\nRye bread\nSalt')
  expect(draft.text.value.content).toBe(server.content)
  expect([kept, draft.clash.value]).toEqual([null, null])
})

it.each([
  ['mine', 'Milk\nEggs\nBrown bread\nSalt'],
  ['theirs', 'Milk\nSix egs\nRye bread\nSalt'],
] as const)('all lines can be %s at once', async (whose, saved) => {
  const draft = await clashing()
  draft.decideAll(whose)
  await vi.waitFor(() => expect(draft.state.value.kind).toBe('saved'))
  expect(server.content).toBe(saved)
})

it('is compared once more with what is there by then', async () => {
  const draft = await clashing()
  server = pageDocument('Milk\nEggs\nBrown bread\nSugar')
  expect(await draft.save()).toBe(true)
  expect(draft.text.value.content).toBe(server.content)
})

it('each change is kept at once, until it is saved', async () => {
  const draft = open()
  draft.change('Milk')
  expect(kept).toMatchObject({ content: 'Milk', base: server, why: undefined })
  failures = [new NotReached('', null)]
  await draft.save()
  expect(kept?.why).toBeInstanceOf(NotReached)
  await draft.save()
  expect(kept).toBeNull()
})

it('tries again after growing delays, and at once when the connection may be back', async () => {
  const draft = open()
  failures = Array.from({ length: 40 }, () => new NotReached('', null))
  const tries = () => 40 - failures.length
  draft.change('Milk')
  await vi.advanceTimersByTimeAsync(1000)
  expect(tries()).toBe(1)
  for (const [seconds, count] of [
    [1, 2],
    [2, 3],
    [4, 4],
    [8, 5],
  ] as const) {
    await vi.advanceTimersByTimeAsync(seconds * 1000)
    expect(tries()).toBe(count)
  }
  await vi.advanceTimersByTimeAsync(3_600_000)
  // 16, 32, 64, 128 and 256 seconds, and then one every five minutes.
  expect(tries()).toBe(5 + 5 + 10)
  await draft.retry()
  expect(tries()).toBe(21)
  await vi.advanceTimersByTimeAsync(1000)
  expect(tries()).toBe(22)
})

it('takes over what others write while nothing is typed', async () => {
  const draft = open()
  server = pageDocument(`${start}\nSalt`)
  await draft.update(server.content)
  expect(draft.text.value.content).toBe(server.content)
  expect(draft.isUnsaved.value).toBe(false)
  expect(writes).toEqual([])
})

it('stays while the server is not reached, and is saved when it is again', async () => {
  const draft = open()
  failures = [new NotReached('', null), new NotReached('', null)]
  draft.change('Milk')
  expect(await draft.save()).toBe(false)
  expect(draft.state.value.kind).toBe('refused')
  draft.change('Milk\nMore')
  expect(await draft.save()).toBe(false)
  await vi.advanceTimersByTimeAsync(2000)
  expect(server.content).toBe('Milk\nMore')
  expect(draft.state.value.kind).toBe('saved')
})

it('is not sent again and again once the server refused it', async () => {
  const draft = open()
  failures = [refusal(413)]
  draft.change('Long')
  expect(await draft.save()).toBe(false)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(writes).toEqual([])
  expect(draft.text.value.content).toBe('Long')
  expect(await draft.save()).toBe(true)
})

it('goes on being typed while it is saved and merged', async () => {
  const draft = open()
  server = pageDocument(`${start}\nSalt`)
  draft.change('Milk\nEggs\nBread')
  const saving = draft.save()
  draft.change('Milk\nEggs\nBread\nMore')
  await saving
  expect(server.content).toBe('Milk\nEggs\nBread\nMore\nSalt')
})

it('a conflict with the handwriting that is settled is no conflict any more', async () => {
  const conflict = { mine: 'Egs', theirs: 'Eqs' }
  server = pageDocument(start, { conflicts: [conflict] })
  const draft = open()
  expect(draft.conflicts.value).toEqual([conflict])
  draft.keepMine(conflict)
  expect(draft.conflicts.value).toEqual([])
  expect(await draft.save()).toBe(true)
  expect(writes).toEqual([{ content: start, settled: [conflict] }])
})

it('opening a text with other line ends changes nothing', async () => {
  server = pageDocument('Milk\r\nEggs\rBread')
  const draft = open()
  expect(draft.text.value.content).toBe('Milk\nEggs\nBread')
  expect(await draft.save()).toBe(true)
  expect(writes).toEqual([])
})

it('is not tried again when it was discarded during a save that fails', async () => {
  const draft = open()
  failures = [refusal(503), refusal(503)]
  draft.change('Milk')
  const stop = draft.state.subscribe(({ kind }) => {
    if (kind === 'saving') draft.discard()
  })
  await vi.advanceTimersByTimeAsync(600_000)
  stop()
  expect([failures.length, writes, kept?.why, draft.isUnsaved.value]).toEqual([1, [], undefined, false])
  draft.change('Milk\nEggs')
  failures = []
  await vi.advanceTimersByTimeAsync(1000)
  expect(writes).toEqual([{ content: 'Milk\nEggs', settled: [] }])
})

// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import { ApiProblem, NotReached } from '@rmirror/shared/api'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { builtCore } from '../../../../tests/wasm/core.ts'
import { pageDocument } from '../../testing/server-facts.ts'
import type { DocumentConflict, PageDocument } from './document-calls.ts'
import { DocumentDraft } from './document-draft.ts'

const core = await builtCore()

/** What the server has, how it answers the next writes, and what was written. */
let server: PageDocument
let failures: unknown[]
let writes: { content: string; settled: readonly DocumentConflict[] }[]

const start = 'Milk\nEgs\nBread'

beforeEach(() => {
  vi.useFakeTimers()
  server = pageDocument(start)
  failures = []
  writes = []
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

it('keeps what is mine where both changed a line, and lists both', async () => {
  const draft = open()
  server = pageDocument('Milk\nSix egs\nBread')
  draft.change('Milk\nEggs\nBread')
  await draft.save()
  expect(server.content).toBe('Milk\nEggs\nBread')
  const conflict = { mine: 'Eggs', theirs: 'Six egs' }
  expect(draft.conflictsElsewhere.value).toEqual([conflict])
  draft.takeTheirs(conflict, '')
  await draft.save()
  expect(draft.conflictsElsewhere.value).toEqual([])
  expect(server.content).toBe('Milk\nSix egs\nBread')
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
  await vi.advanceTimersByTimeAsync(15_000)
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

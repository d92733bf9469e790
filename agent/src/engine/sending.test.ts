// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { at } from '../testing/program.ts'
import { Memory } from './memory.ts'
import type { Observed } from './observe.ts'
import { type Sending, sendPendingUploads } from './sending.ts'

const empty: Observed = {
  library: { notebooks: [], folders: [], problems: [], ignored: 0 },
  states: new Map(),
  heldBack: [],
  opened: 0,
}

test.each([
  { what: 'the whole library was looked at', observed: empty, left: 0 },
  { what: 'only a part of it was', observed: { ...empty, isPart: true as const }, left: 1 },
])('$left of one page that was not found stays to be sent when $what', async ({ observed, left }) => {
  const { memory } = Memory.open(at('memory.db'))
  memory.queueUpload({ notebook: 'a', page: 'b' })
  await sendPendingUploads(observed, { memory, stop: new AbortController().signal } as Sending)
  expect(memory.pendingUploads()).toHaveLength(left)
  memory.close()
})

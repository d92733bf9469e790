// SPDX-License-Identifier: AGPL-3.0-or-later
import { utimesSync } from 'node:fs'
import { expect, test } from 'vitest'
import { at, write } from '../testing/program.ts'
import { openInbox } from './inbox.ts'

test('holds archives that are written to their end, and what is taken out of it is not deleted', async () => {
  const now = Date.now()
  for (const [name, age] of Object.entries({ 'a.rmdoc': 5000, 'deep/b.ZIP': 1500, 'c.zip': 200, 'd.pdf': 5000 })) {
    const time = new Date(now - age)
    utimesSync(write(`inbox/${name}`, 'PK'), time, time)
  }
  const inbox = openInbox(at('inbox'), () => now)
  const { files } = await inbox.scan(new AbortController().signal)
  expect(files.map(({ path }) => path)).toEqual(['inbox/a.rmdoc', 'inbox/deep/b.ZIP'])
  expect(inbox).toMatchObject({ kind: 'inbox', deletes: false })
})

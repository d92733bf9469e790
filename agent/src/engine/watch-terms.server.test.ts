// SPDX-License-Identifier: AGPL-3.0-or-later
// A server whose terms the user hasn't accepted: the watch says so once and waits.
import { rmSync } from 'node:fs'
import { answerTo, createApi } from '@rmirror/shared/api'
import { afterAll, expect, test } from 'vitest'
import { legalTexts } from '../../../tests/contract/legal.ts'
import { lay, watchedWorld } from '../testing/watched.ts'

const legal = legalTexts('2026-11')
afterAll(() => rmSync(legal, { recursive: true }))
const world = watchedWorld(() => ({ RMIRROR_LEGAL_DIR: legal }))

const sentence = 'Accept the new terms of this server in the dashboard.'

test('terms that are open are told once, and a sync after they were accepted sends everything', async () => {
  lay('a', [1])
  world.watching = world.begin()
  await world.watching.waitForOutput(`${sentence} Nothing is sent until then.`)
  lay('b', [2])
  await world.sync()
  await world.watching.waitForOutput('Looked at 2 notebooks')
  await world.watching.stop()
  expect(world.watching.output().split(sentence)).toHaveLength(2)
  const { status, err } = await world.sync()
  expect(status).toBe(1)
  expect(err).toContain(sentence)
  expect(world.live()).toBe('')

  const ann = createApi({ server: world.server.url, token: () => world.ann.accessToken })
  await answerTo(ann.PUT('/api/v1/me/legal', { body: { version: '2026-11' } }))
  expect(await world.sync()).toMatchObject({ status: 0 })
  expect(world.live()).toBe('Notebook a, Notebook b')
})

// SPDX-License-Identifier: AGPL-3.0-or-later
// A server for trying things out says so, and changes nothing at other services.

import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { serve } from '../world/programs.ts'
import { startNotionHouse } from './notion-house.ts'
import { Delivering, textsUpTo } from './targets/delivering.ts'

it.each([
  ['off', '<html lang="en">'],
  ['on', '<html data-staging lang="en">'],
  ['delivering', '<html data-staging lang="en">'],
])('with RMIRROR_STAGING=%s the dashboard begins with %s', async (mode, root) => {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-dashboard-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html>\n<html lang="en"><body></body></html>\n')
  await using server = await serve({ RMIRROR_STAGING: mode, RMIRROR_DASHBOARD_DIR: folder })
  const page = await fetch(`${server.server}/notebooks`, { headers: { accept: 'text/html' } })
  expect(await page.text()).toContain(root)
  rmSync(folder, { recursive: true })
})

it('sends nothing to targets', async () => {
  await using world = await Delivering.start('all', { RMIRROR_STAGING: 'on' })
  const kim = await world.person('readwise', 'kim')
  await kim.write(textsUpTo(3))
  await kim.setUp()
  // All is queued, and would be sent now.
  const queued = () => world.ask(`SELECT count(*) FROM sync_queue WHERE status = 'pending' AND run_after <= now()`)
  await expect.poll(queued).toBe('3')
  expect(kim.calls()).toEqual([])
})

it('passes on to Notion only what reads', async () => {
  await using house = await startNotionHouse([randomUUID()], { RMIRROR_STAGING: 'on' })
  const ann = await house.signUp('ann')
  await house.connect(ann, 0)
  const ask = (method: string, path: string, body?: string) =>
    house.ask(method, `/api/notion/proxy/v1/${path}`, { token: ann, ...(body !== undefined && { body }) })
  expect((await ask('GET', 'users/me')).status).toBe(200)
  expect((await ask('POST', 'search', '{}')).status).toBe(200)
  house.notion.log.clear()
  const refused = await ask('POST', 'pages', '{}')
  expect(refused.status).toBe(403)
  expect(refused.body.message).toBe('This is a server for trying things out, which changes nothing in Notion.')
  expect(house.notion.log.requests).toEqual([])
})

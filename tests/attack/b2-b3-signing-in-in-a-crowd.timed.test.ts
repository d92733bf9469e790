// SPDX-License-Identifier: AGPL-3.0-or-later
// Many who sign in at once: the right password counts as a wrong one, and others find no worker.
import { expect, it } from 'vitest'
import { signUp } from '../contract/library.ts'
import { startAttacked } from './attacked.ts'

const json = { email: 'ann@example.org', password: 'correct horse battery staple' }

it('the right password lets in, however many sign in at the same time', async () => {
  // More sign-ins under way than an address may have failed attempts.
  await using server = await startAttacked({ RMIRROR_DB_CONNECTIONS: '32' })
  await signUp(server.api, json.email)
  const statuses = await Promise.all(
    Array.from({ length: 60 }, async () => (await server.api.ask('POST /api/v1/auth/login', { json })).status),
  )
  expect(statuses).toEqual(Array(60).fill(200))
})

it('who is signed in is answered while others sign in', async () => {
  await using server = await startAttacked()
  const token = await signUp(server.api, json.email)
  let entered = 0
  const crowd = Array.from({ length: 40 }, async () => {
    await server.api.ask('POST /api/v1/auth/login', { json })
    entered++
  })
  let answered = 0
  while (entered < crowd.length) {
    expect((await server.api.ask('GET /api/v1/me', { token })).status).toBe(200)
    answered++
  }
  await Promise.all(crowd)
  // Where a sign-in holds a worker, each of these waits for the end of some.
  expect(answered).toBeGreaterThan(5 * crowd.length)
})

// SPDX-License-Identifier: AGPL-3.0-or-later
// One user's requests stop all others: a user with many requests waits for them, and no other user does.
import { expect, it } from 'vitest'
import { signUp } from '../contract/library.ts'
import { askDatabase } from '../world/database.ts'
import { lock, requestOf, startAttacked } from './attacked.ts'

it('a user who sends 300 requests at once keeps no other user waiting, and none is refused', async () => {
  await using server = await startAttacked()
  const ann = await signUp(server.api, 'ann@example.org')
  const bob = await signUp(server.api, 'bob@example.org')
  const notebooks = Array.from({ length: 500 }, (_, i) => ({
    notebook_uuid: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    document_type: 'notebook',
    visible_name: `Notebook ${i}`,
  }))
  await server.api.ask('POST /api/v1/sync/manifest', { token: ann, json: { scope: 'library', notebooks } })

  let answered = 0
  const flood = Array.from({ length: 300 }, () =>
    server.api.ask('GET /api/v1/notebooks/tree', { token: ann }).then(({ status }) => {
      answered++
      return status
    }),
  )
  while (answered < 5) await new Promise((resolve) => setTimeout(resolve, 1))
  const overtaken: number[] = []
  for (let i = 0; i < 20 && answered < 250; i++) {
    const before = answered
    expect((await server.api.ask('GET /api/v1/me', { token: bob })).status).toBe(200)
    overtaken.push(answered - before)
  }
  // Bob waits for what is being answered, not for what is waiting.
  expect(overtaken.toSorted((a, b) => a - b)[Math.floor(overtaken.length / 2)]).toBeLessThan(30)
  expect(overtaken.length).toBeGreaterThan(3)
  expect(new Set(await Promise.all(flood))).toEqual(new Set([200]))
})

it('what a client asked for that has left while it waited is not done', async () => {
  // What waits for the lock waits until it is seen to do so, on a busy machine as well.
  await using server = await startAttacked({ RMIRROR_TEST_STATEMENT_SECONDS: '30' })
  const ann = await signUp(server.api, 'ann@example.org')
  const bob = await signUp(server.api, 'bob@example.org')
  const added = () => Number(askDatabase(server.databaseUrl, 'SELECT count(*) FROM agent_tokens'))
  // A request that adds an agent waits for this lock, which is released below.
  const agents = await lock(server.databaseUrl, 'agent_tokens')
  const sockets = []
  for (let i = 0; i < 30; i++)
    sockets.push(
      await server.send(requestOf('POST /api/v1/auth/agent-token', ann, JSON.stringify({ name: `Agent ${i}` }))),
    )
  await agents.isAwaitedBy(3)
  for (const socket of sockets) socket.destroy()
  // Answered after the loops have heard of all who left.
  for (let i = 0; i < 10; i++) await server.api.ask('GET /api/v1/me', { token: bob })
  await agents.release()
  expect((await server.api.ask('GET /api/v1/me', { token: ann })).status).toBe(200)
  await expect.poll(added).toBe(3)
  expect((await server.api.ask('GET /api/v1/me', { token: ann })).status).toBe(200)
  expect(added()).toBe(3)
})

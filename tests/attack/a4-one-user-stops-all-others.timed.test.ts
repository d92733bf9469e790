// SPDX-License-Identifier: AGPL-3.0-or-later
// One user's requests stop all others: a user with many requests waits for them, and no other user does.
import { expect, it } from 'vitest'
import { notebook, signUp } from '../contract/library.ts'
import { askDatabase } from '../world/database.ts'
import { lock, requestOf, startAttacked } from './attacked.ts'

// What waits for a lock waits until it is seen to do so, on a busy machine as well.
const patient = { RMIRROR_TEST_STATEMENT_SECONDS: '30' }

it('a user who sends 300 requests at once keeps no other user waiting, and none is refused', async () => {
  await using server = await startAttacked(patient)
  const ann = await signUp(server.api, 'ann@example.org')
  const bob = await signUp(server.api, 'bob@example.org')
  await server.api.ask('POST /api/v1/sync/manifest', {
    token: ann,
    json: { scope: 'library', notebooks: [notebook(1, [1])] },
  })

  // As many of Ann's requests as one user may have under way wait for this, and all others for those.
  const notebooks = await lock(server.databaseUrl, 'notebooks')
  let answered = 0
  const flood = Array.from({ length: 300 }, () =>
    server.api.ask('GET /api/v1/notebooks/tree', { token: ann }).then(({ status }) => {
      answered++
      return status
    }),
  )
  await notebooks.isAwaitedBy(3)
  for (let i = 0; i < 20; i++) expect((await server.api.ask('GET /api/v1/me', { token: bob })).status).toBe(200)
  expect(answered).toBe(0)
  await notebooks.release()
  expect(new Set(await Promise.all(flood))).toEqual(new Set([200]))
})

it('what a client asked for that has left while it waited is not done', async () => {
  await using server = await startAttacked(patient)
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

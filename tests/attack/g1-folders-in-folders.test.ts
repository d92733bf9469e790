// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests for a whole library are long: they have workers of their own, and an end.
import { expect, it } from 'vitest'
import { Api } from '../contract/answers.ts'
import { signUp, uuid } from '../contract/library.ts'
import { startServer } from '../world/programs.ts'
import { lock, requestOf, startAttacked } from './attacked.ts'

const manifest = 'POST /api/v1/sync/manifest'

/** Each inside the one before. */
const nested = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    notebook_uuid: uuid(index + 1),
    document_type: 'folder',
    visible_name: `Folder ${index + 1}`,
    ...(index > 0 && { parent_uuid: uuid(index) }),
  }))

it('ten thousand folders inside each other are refused, and the folder that is too deep is named', async () => {
  await using server = await startAttacked()
  const token = await signUp(server.api, 'ann@example.org')
  const tooDeep = await server.api.ask(manifest, { token, json: { scope: 'library', notebooks: nested(10_000) } })
  expect(tooDeep.status).toBe(400)
  expect(tooDeep.body.detail).toMatch(/^notebooks: "Folder \d+" is in more than 100 folders/)
  const deep = await server.api.ask(manifest, { token, json: { scope: 'library', notebooks: nested(101) } })
  expect(deep.status).toBe(200)
  const circle = nested(500).map((folder, index) => ({ ...folder, parent_uuid: uuid(index === 0 ? 2 : 1) }))
  expect((await server.api.ask(manifest, { token, json: { scope: 'library', notebooks: circle } })).status).toBe(200)
})

it('accounts that send six manifests each, all of which take long, keep no other user waiting', async () => {
  await using server = await startAttacked()
  const names = ['ann', 'bob', 'eve', 'tom']
  const tokens = await Promise.all(names.map((name) => signUp(server.api, `${name}@example.org`)))
  const other = await signUp(server.api, 'ray@example.org')
  const notebooks = await lock(server.databaseUrl, 'notebooks')
  const body = JSON.stringify({ scope: 'library', notebooks: nested(2) })
  for (const token of tokens) for (let i = 0; i < 6; i++) await server.send(requestOf(manifest, token, body))
  await notebooks.isAwaitedBy(3)
  for (let i = 0; i < 10; i++) expect((await server.api.ask('GET /api/v1/me', { token: other })).status).toBe(200)
  await notebooks.isAwaitedBy(3)
  await notebooks.release()
})

it('a quick request that the database cannot answer soon ends with a sentence', async () => {
  await using server = await startAttacked({ RMIRROR_TEST_STATEMENT_SECONDS: '1' })
  // A second without an answer is usual on a busy machine, so another server with more patience takes the sign-up.
  await using patient = await startServer(server.databaseUrl, {}, 'native', 'api')
  const token = await signUp(new Api(patient.said), 'ann@example.org')
  const agents = await lock(server.databaseUrl, 'agent_tokens')
  const late = await server.api.ask('POST /api/v1/auth/agent-token', { token, json: { name: 'Laptop' } })
  expect(late.status).toBe(503)
  expect(late.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(late.body.detail).toBe('This took longer than the server allows. Nothing was changed. Try again in a moment.')
  await agents.release()
})

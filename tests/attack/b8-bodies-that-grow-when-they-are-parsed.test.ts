// SPDX-License-Identifier: AGPL-3.0-or-later
// Bodies of many small parts take many times their length when they are parsed: one user who sends them without end
// takes all memory for parsing, and others' requests are refused.
import { expect, it } from 'vitest'
import { signUp, uuid } from '../contract/library.ts'
import { startAttacked } from './attacked.ts'

const megabyte = 1 << 20
const manifest = {
  scope: 'library',
  notebooks: [{ notebook_uuid: uuid(1), document_type: 'notebook', visible_name: 'Diary' }],
}

it('one user whose bodies grow when they are parsed leaves room for the others', async () => {
  await using server = await startAttacked({ RMIRROR_BODY_MEMORY_MB: '16' })
  const eve = await signUp(server.api, 'eve@example.org')
  const bob = await signUp(server.api, 'bob@example.org')
  const nests = `{"scope":[${'[0],'.repeat((1.9 * megabyte) / 4)}0]}`
  const headers = { authorization: `Bearer ${eve}`, 'content-type': 'application/json' }
  const statuses = new Set<number>()
  let isOver = false
  const send = async () => {
    while (!isOver) {
      const answer = await fetch(`${server.url}/api/v1/sync/manifest`, { method: 'POST', headers, body: nests })
      statuses.add(answer.status)
      await answer.text()
    }
  }
  const attackers = [send(), send(), send()]
  await expect.poll(() => statuses.size).toBeGreaterThan(0)
  const answers: number[] = []
  for (let asked = 0; asked < 50; asked++)
    answers.push((await server.api.ask('POST /api/v1/sync/manifest', { token: bob, json: manifest })).status)
  isOver = true
  await Promise.all(attackers)
  expect(answers).toEqual(Array(50).fill(200))
  // Too many small parts, or too much of hers at once.
  for (const status of statuses) expect([413, 503]).toContain(status)
})

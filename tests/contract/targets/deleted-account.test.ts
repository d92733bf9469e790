// SPDX-License-Identifier: AGPL-3.0-or-later
// An account that is deleted while a device sends and an integration delivers: both end cleanly, and nothing is left.
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hangLimits } from '../../world/patience.ts'
import { signUp } from '../library.ts'
import { Delivering, type Person, textsUpTo } from './delivering.ts'

const folder = mkdtempSync(join(tmpdir(), 'rmirror-leaving-'))
const patience = { timeout: hangLimits.poll }
let world: Delivering

beforeAll(async () => {
  world = await Delivering.start('all', { RMIRROR_DATA_DIR: folder })
})
afterAll(() => world[Symbol.asyncDispose]())

const leave = (person: Person, targets: string) =>
  person.ask('DELETE /api/v1/me', { json: { confirmation: 'delete my account', targets } })

/** Until the device is refused. Returns the statuses of all answers but those of success. */
async function pushUntilRefused(person: Person): Promise<number[]> {
  const device = person.device(500)
  for (let page = 5000; ; page++) {
    const announced = await device.announceManifest({
      scope: 'notebooks',
      notebooks: [{ notebook_uuid: person.id, document_type: 'notebook', visible_name: `Sketch ${page}`, pages: [] }],
    })
    if (announced.status !== 200) return [announced.status]
  }
}

/** As an hour does. */
const letTimePass = (person: Person) =>
  world.ask(`UPDATE users SET leaving_at = now() - interval '1 hour' WHERE id = '${person.id}' AND status = 'leaving';
             UPDATE pending_blobs SET created_at = now() - interval '1 hour' WHERE user_id = '${person.id}'`)

const untilGone = (person: Person) =>
  expect
    .poll(async () => (await world.ask(`SELECT count(*) FROM users WHERE id = '${person.id}'`)).trim(), patience)
    .toBe('0')

const filesOf = (person: Person) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes(person.id))

it('what an integration made is removed there first, if its owner says so', async () => {
  const ann = await world.person('readwise', 'ann')
  const texts = textsUpTo(30)
  await ann.write(texts)
  await ann.setUp()
  await ann.untilThere(texts)
  const device = ann.device(1)
  expect((await device.announce([1])).status).toBe(200)
  expect((await device.put(1)).status).toBe(200)
  expect(filesOf(ann)).not.toEqual([])

  const pushing = pushUntilRefused(ann)
  const left = await leave(ann, 'remove')
  expect([left.status, left.body.removing_at_targets]).toEqual([202, 1])
  expect(await pushing).toEqual([401])
  await expect.poll(() => ann.texts(), patience).toEqual([])
  await letTimePass(ann)
  await untilGone(ann)
  expect(filesOf(ann)).toEqual([])
  await signUp(world.api, 'ann@example.org')
})

it('a delivery that is under way ends, and what is there stays, if its owner says so', async () => {
  const ben = await world.person('readwise', 'ben')
  const texts = textsUpTo(60)
  await ben.write(texts)
  await ben.setUp()
  await ben.until('a part of it', () => ben.texts().length > 0)
  const left = await leave(ben, 'keep')
  expect([left.status, left.body.removing_at_targets]).toEqual([202, 0])
  await letTimePass(ben)
  await untilGone(ben)
  expect(ben.texts().length).toBeGreaterThan(0)
  const rows = await world.ask(`SELECT count(*) FROM sync_queue WHERE user_id = '${ben.id}'`)
  expect(rows.trim()).toBe('0')
})

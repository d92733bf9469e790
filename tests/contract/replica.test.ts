// SPDX-License-Identifier: AGPL-3.0-or-later
// Searches, images and lists of notebooks come from a replica of the database while it keeps up, and from the database
// itself otherwise.
import { expect, it } from 'vitest'
import { startPair } from '../world/postgres-pair.ts'
import { askDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device, notebook, page, signUp } from './library.ts'

it('reads from a replica that keeps up', async () => {
  await using pair = await startPair()
  const settings = {
    RMIRROR_DATABASE_REPLICA_URL: pair.standby,
    // What libpqxx leaks on a lost connection is not the test's concern.
    ASAN_OPTIONS: 'detect_leaks=0',
  }
  await using server = await startServer(pair.main, settings, 'native', 'api')
  const api = new Api(server.said)
  const token = await signUp(api, 'ann@example.org')
  const device = new Device(api, token, 1)
  const write = async (typed_text: string) => {
    const diary = { ...notebook(1, []), pages: [{ ...page(1), typed_text }] }
    expect((await device.announceManifest({ scope: 'library', notebooks: [diary] })).status).toBe(200)
  }
  const finds = async (word: string) => {
    const { status, body } = await device.get('GET /api/v1/search', `/api/v1/search?q=${word}`)
    expect(status).toBe(200)
    return body.items.length === 1
  }
  const metric = async (name: string) => {
    const text: string = (await api.ask('GET /metrics')).body
    return Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    )
  }
  const used = () => metric('rmirror_replica_used')
  const reads = () => metric('rmirror_replica_reads_total{from="replica"}')

  await expect.poll(used).toBe(1)
  await write('walrus')
  // Whoever writes finds it at once, and everybody a moment later in the replica.
  expect(await finds('walrus')).toBe(true)
  await expect.poll(async () => [await finds('walrus'), (await reads()) > 0]).toEqual([true, true])
  await expect
    .poll(async () => {
      const before = await reads()
      expect((await device.get('GET /api/v1/notebooks')).body.items).toHaveLength(1)
      return (await reads()) - before
    })
    .toBe(1)

  askDatabase(pair.standby, 'SELECT pg_wal_replay_pause()')
  await write('pelican')
  await expect.poll(used).toBe(0)
  const before = await reads()
  expect(await finds('pelican')).toBe(true)
  expect(await reads()).toBe(before)

  askDatabase(pair.standby, 'SELECT pg_wal_replay_resume()')
  await expect.poll(used).toBe(1)
  await expect.poll(async () => [await finds('pelican'), (await reads()) > before]).toEqual([true, true])

  // Nothing fails without it.
  askDatabase(pair.main, "ALTER SYSTEM SET synchronous_standby_names = ''")
  askDatabase(pair.main, 'SELECT pg_reload_conf()')
  await pair.endStandby()
  expect(await finds('pelican')).toBe(true)
  await expect.poll(used).toBe(0)
  expect(await finds('pelican')).toBe(true)
})

// SPDX-License-Identifier: AGPL-3.0-or-later
// Nothing bounds what one user stores: now limits do, to the byte, and uploads end before the disk does.
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Device, notebook, page, uuid } from '../contract/library.ts'
import { askDatabase } from '../world/database.ts'
import { type Attacked, startAttacked } from './attacked.ts'
import { noise } from './pictures.ts'

/** Of some 300 kB; three fit into a megabyte. */
const picture = () => noise(550, randomBytes)

const quotaOf = async (device: Device) => (await device.get('GET /api/v1/quota')).body

/** What the only user's rows take in the database, which counts as well. */
const rowBytes = (server: Attacked) => Number(askDatabase(server.databaseUrl, 'SELECT row_bytes_of(id) FROM users'))

function dataFolder(): Disposable & { path: string; files: () => string[] } {
  const path = mkdtempSync(join(tmpdir(), 'rmirror-attacked-'))
  const files = () =>
    readdirSync(join(path, 'blobs'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
  return { path, files, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

describe("a user's pictures", () => {
  it('end at the limit, to the byte, and nothing is kept of what was refused', async () => {
    using folder = dataFolder()
    await using server = await startAttacked({ RMIRROR_STORAGE_MB: '1', RMIRROR_DATA_DIR: folder.path })
    const device = await Device.signUp(server.api, 'ann@example.org')
    await device.announce([1, 2, 3, 4, 5])
    const pictures = [picture(), picture(), picture()]
    for (const [i, bytes] of pictures.entries()) expect((await device.put(i + 1, {}, '', bytes)).status).toBe(200)
    const used = pictures.reduce((sum, { length }) => sum + length, rowBytes(server))
    expect((await quotaOf(device)).storage).toEqual({ limit: 1_000_000, used })

    const refused = await device.put(4, {}, '', picture())
    expect(refused.body).toMatchObject({ status: 413, type: 'storage_full' })
    expect(refused.body.detail).toContain('1 MB is full')
    expect((await quotaOf(device)).storage.used).toBe(used)
    expect(folder.files()).toHaveLength(3)
    // What is stored already takes no room but that of its rows, whichever page shows it.
    const rows = rowBytes(server)
    expect((await device.put(5, {}, '', pictures[0])).status).toBe(200)
    expect((await quotaOf(device)).storage.used).toBe(used + rowBytes(server) - rows)
  })

  it('two at once get the last bytes once', async () => {
    await using server = await startAttacked({ RMIRROR_STORAGE_MB: '1' })
    const device = await Device.signUp(server.api, 'ann@example.org')
    await device.announce([1, 2, 3, 4, 5, 6])
    for (const number of [1, 2]) await device.put(number, {}, '', picture())
    const answers = await Promise.all([3, 4, 5, 6].map((number) => device.put(number, {}, '', picture())))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 413, 413, 413])
    const kept = Number(askDatabase(server.databaseUrl, 'SELECT sum(size_bytes) FROM blobs'))
    expect((await quotaOf(device)).storage.used).toBe(kept + rowBytes(server))
  })

  it('are replaced where the library is full, and count by the difference', async () => {
    await using server = await startAttacked({ RMIRROR_STORAGE_MB: '1' })
    const device = await Device.signUp(server.api, 'ann@example.org')
    await device.announce([1, 2, 3])
    for (const number of [1, 2, 3]) await device.put(number, {}, '', picture())
    const before = (await quotaOf(device)).storage.used
    expect((await device.put(3, {}, '', picture())).status).toBe(200)
    expect((await quotaOf(device)).storage.used).toBe(before)
    const rows = rowBytes(server)
    // In two parts, the first of which comes before the whole picture goes.
    const halves = [noise(380, randomBytes), noise(380, randomBytes)]
    for (const [i, half] of halves.entries())
      expect((await device.put(3, {}, `&part=${i + 1}&of=2`, half)).status).toBe(200)
    const [first, second] = halves.map(({ length }) => length)
    expect((await quotaOf(device)).storage.used).toBe(
      before - picture().length + (first ?? 0) + (second ?? 0) + rowBytes(server) - rows,
    )
    expect((await device.put(3, {}, '', noise(720, randomBytes))).status).toBe(413)
  })
})

describe('what a device tells', () => {
  it('is refused whole where it brings too many notebooks, pages or words', async () => {
    const limits = { RMIRROR_PAGES: '11', RMIRROR_STORAGE_MB: '1' }
    await using server = await startAttacked(limits)
    const device = await Device.signUp(server.api, 'ann@example.org')
    const three = [1, 2, 3].map((number) => notebook(number, []))
    const refused = await device.announceManifest({ scope: 'library', notebooks: three })
    expect(refused.body).toMatchObject({ status: 413, type: 'too_many_notebooks' })
    const twelve = Array.from({ length: 12 }, (_, i) => i + 1)
    expect((await device.announce(twelve)).body).toMatchObject({ status: 413, type: 'too_many_pages' })
    const pages = [1, 2, 3, 4, 5].map((number) => ({
      ...page(number),
      highlights: Array.from({ length: 25 }, (_, i) => ({ original_text: `${i}${'w'.repeat(9_000)}`, rects: [] })),
    }))
    const wordy = { scope: 'library', notebooks: [{ ...notebook(1, []), pages }] }
    expect((await device.announceManifest(wordy)).body).toMatchObject({ status: 413, type: 'storage_full' })
    expect(await quotaOf(device)).toMatchObject({
      storage: { limit: 1_000_000, used: 0 },
      notebooks: { limit: 2, used: 0 },
      pages: { limit: 11, used: 0 },
    })
  })

  it('counts what was deleted until it is gone for good', async () => {
    await using server = await startAttacked({ RMIRROR_PAGES: '5' })
    const device = await Device.signUp(server.api, 'ann@example.org')
    expect((await device.announce([1, 2, 3, 4, 5])).status).toBe(200)
    expect((await device.announce([1, 2, 3, 4])).status).toBe(200)
    expect((await quotaOf(device)).pages).toEqual({ limit: 5, used: 5 })
    expect((await device.announce([1, 2, 3, 4, 6])).status).toBe(413)
    askDatabase(server.databaseUrl, 'DELETE FROM pages WHERE deleted_at IS NOT NULL')
    expect((await quotaOf(device)).pages).toEqual({ limit: 5, used: 4 })
    expect((await device.announce([1, 2, 3, 4, 6])).status).toBe(200)
  })

  it('may be more in another tier, and is never held against who is above a limit already', async () => {
    await using server = await startAttacked({ RMIRROR_PAGES: 'free:2,pro:4,team:0' })
    const device = await Device.signUp(server.api, 'ann@example.org')
    expect((await device.announce([1, 2, 3, 4])).status).toBe(413)
    askDatabase(server.databaseUrl, "INSERT INTO subscriptions (user_id, tier) SELECT id, 'pro' FROM users")
    expect((await device.announce([1, 2, 3, 4])).status).toBe(200)
    expect(await quotaOf(device)).toMatchObject({ pages: { limit: 4, used: 4 }, notebooks: { limit: 1, used: 1 } })
    askDatabase(server.databaseUrl, "UPDATE subscriptions SET tier = 'team'")
    const unlimited = { pages: { limit: null, used: 4 }, notebooks: { limit: null, used: 1 } }
    expect(await quotaOf(device)).toMatchObject(unlimited)
    askDatabase(server.databaseUrl, "UPDATE subscriptions SET tier = 'free'")
    expect((await device.announce([2, 1, 3, 4])).status).toBe(200)
    expect((await device.announce([1, 2, 3, 4, 5])).status).toBe(413)
  })
})

describe('a disk', () => {
  it('that is nearly full takes no uploads, and all else goes on', async () => {
    await using server = await startAttacked({ RMIRROR_TEST_DISK_RESERVE_MB: '1000000000' })
    const device = await Device.signUp(server.api, 'ann@example.org')
    for (const answer of [await device.announce([1]), await device.put(1)])
      expect(answer.body).toMatchObject({ status: 507, type: 'disk_full' })
    expect((await device.get('GET /api/v1/notebooks/tree')).status).toBe(200)
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toMatch(/^rmirror_disk_full 1$/m)
    expect(metrics).toMatch(/^rmirror_disk_free_bytes \d+$/m)
  })

  it('that fills during an upload keeps nothing of it, and takes it when there is room', async () => {
    using folder = dataFolder()
    await using server = await startAttacked({ RMIRROR_DATA_DIR: folder.path, RMIRROR_TEST_DISK_RESERVE_MB: '0' })
    const device = await Device.signUp(server.api, 'ann@example.org')
    await device.announce([1])
    const bytes = picture()
    const allow = (fileBytes: string) => execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${fileBytes}`])
    allow('100000:')
    expect((await device.put(1, {}, '', bytes)).body).toMatchObject({ status: 507, type: 'disk_full' })
    expect(folder.files()).toEqual([])
    expect(askDatabase(server.databaseUrl, 'SELECT count(*) FROM page_images')).toBe('0')
    expect((await device.page(1)).body).toMatchObject({ ocr_status: 'not_synced', has_image: false })
    allow('unlimited:')
    expect((await device.put(1, {}, '', bytes)).status).toBe(200)
    expect(folder.files()).toHaveLength(1)
  })
  it('that fills while the database writes what a device tells keeps nothing of it, and takes it when there is room', async () => {
    await using server = await startAttacked()
    const device = await Device.signUp(server.api, 'ann@example.org')
    expect((await device.announce([1, 2])).status).toBe(200)
    const before = await quotaOf(device)
    // As PostgreSQL does where a table can't grow, here at the fourth page.
    askDatabase(
      server.databaseUrl,
      `CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
       CREATE TRIGGER fill BEFORE INSERT ON pages FOR EACH ROW WHEN (NEW.page_number = 4) EXECUTE FUNCTION fill()`,
    )
    expect((await device.announce([2, 1, 3, 4, 5])).body).toMatchObject({ status: 507, type: 'disk_full' })
    expect(await quotaOf(device)).toEqual(before)
    const shown = (await device.shownNotebook()).body.pages.map(({ page_uuid }: { page_uuid: string }) => page_uuid)
    expect(shown).toEqual([uuid(1), uuid(2)])
    expect((await device.announce([2, 1])).status).toBe(200)
    askDatabase(server.databaseUrl, 'DROP TRIGGER fill ON pages')
    expect((await device.announce([2, 1, 3, 4, 5])).body).toMatchObject({ written: { pages: 3 }, wanted_pages: 5 })
  })
})

// SPDX-License-Identifier: AGPL-3.0-or-later
// A server whose disk is full, and later loses files: each is said in words, and everything else goes on.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Page } from '@playwright/test'
import { freePort } from '../../tests/world/free-port.ts'
import { askDatabase, startCluster, startServer } from '../../tests/world/programs.ts'
import { zipNames } from '../../tests/world/zip.ts'
import { checkLooks } from '../axe.ts'
import { test as base, Dashboard, expect } from '../dashboard.ts'
import { exportAs } from '../exporting.ts'
import { sample } from '../given.ts'
import { Person } from '../person.ts'
import { expectDrawn } from '../pixels.ts'

interface World {
  folder: string
  database: string
  person: Person
  /** With so much room to be kept free on the disk, in megabytes. */
  serve(reserve: string): ReturnType<typeof startServer>
}

const test = base.extend<{ world: World }>({
  world: async ({ browser }, use) => {
    await using cluster = await startCluster()
    const [folder, port] = [mkdtempSync(join(tmpdir(), 'rmirror-disk-')), await freePort()]
    const settings = {
      ...{ RMIRROR_DASHBOARD_DIR: 'web/dist', RMIRROR_LISTEN: `127.0.0.1:${port}`, RMIRROR_DATA_DIR: folder },
      ...{ RMIRROR_ANTHROPIC_API_KEY: 'none' },
    }
    const serve = (reserve: string) =>
      startServer(cluster.said, { ...settings, RMIRROR_TEST_DISK_RESERVE_MB: reserve }, 'native', 'api')
    const person = new Person(browser, { baseURL: `http://127.0.0.1:${port}`, locale: 'en-GB' })
    await use({ folder, database: cluster.said, person, serve })
    await person.leave()
    rmSync(folder, { recursive: true })
  },
})

/** The stored images of a page are gone, as when a disk is damaged or only half of a backup came back. */
function lose({ folder, database }: World, number: number, tables: ('display_images' | 'page_images')[]): void {
  for (const table of tables) {
    const lost = askDatabase(
      database,
      `SELECT sha256 FROM ${table} AS image JOIN blobs ON blobs.id = image.blob_id
       JOIN pages ON pages.id = image.page_id WHERE page_number = ${number}`,
    ).split('\n')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    const gone = files.filter((path) => lost.some((sha256) => basename(path).startsWith(sha256)))
    expect(gone, table).not.toEqual([])
    for (const path of gone) rmSync(join(folder, path))
  }
}

test('a full disk stops a sync, which goes on later; and of images that are lost the text is kept', async ({
  world,
  given,
}) => {
  const { person, serve } = world
  let page: Page
  const sync = () => page.getByRole('button', { name: 'Sync this library' }).click()
  {
    await using _ = await serve('1000000000')
    page = await person.open()
    await new Dashboard(page).drop(await given.sampleArchive())
    await expect(page.getByText('1 notebook added')).toBeVisible()
    await person.signUp(page)
    await sync()
    const slip = page.getByRole('region', { name: 'Progress' }).filter({ hasText: 'Sync stopped' })
    await expect(slip).toContainText(
      'The server has run out of disk space, so nothing more was sent. Pages you sent before are safe. Tell the administrator of this server, and sync again later.',
    )
    await expect(slip).not.toContainText('couldn’t be sent')
    await checkLooks(page, 'a sync into a full disk')
    await page.getByRole('link', { name: 'A notebook to try' }).first().click()
    await page.getByRole('link', { name: 'page 1', exact: true }).click()
    await expectDrawn(page.locator('.stage-page img').first())
  }

  await using _ = await serve('0')
  await page.goto('/')
  await sync()
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('Synced: 12 pages sent')

  lose(world, 1, ['display_images', 'page_images'])
  lose(world, 3, ['display_images'])
  const there = await person.open('/sign-in')
  await person.signIn(there)
  await there.goto(`/notebooks/${sample.uuid}/pages/1`)
  const panel = there.getByRole('complementary')
  await expect(panel.getByText('The server has lost this page’s image.')).toBeVisible()
  await expect(there.getByRole('img', { name: 'A notebook to try, page 1' })).toHaveText('No image')
  await expect(there.locator('.stage-page img')).toHaveCount(0)
  await checkLooks(there, 'a page whose image is lost')
  await there.goto(`/notebooks/${sample.uuid}/pages/3`)
  await expectDrawn(there.locator('.stage-page img').first())
  await expect(panel.getByText('The server has lost this page’s image.')).toHaveCount(0)

  await there.goto(`/notebooks/${sample.uuid}`)
  await there.getByRole('button', { name: 'Export', exact: true }).click()
  const { bytes } = await exportAs(there.getByRole('dialog'), 'Images')
  const names = zipNames(bytes)
  expect(names).toHaveLength(12)
  expect(names.slice(0, 2)).toEqual(['A notebook to try/001.txt', 'A notebook to try/002.png'])
  const progress = there.getByRole('region', { name: 'Progress' })
  await expect(progress).toContainText('page 1Couldn’t be read. There is a note in its place.')
  await expect(progress).toContainText('page 3Not stored the way it looks. Only the handwriting is shown')
  await checkLooks(there, 'an export without a lost image')

  // A browser that has the files sends what was lost with the next sync.
  await page.goto('/')
  await sync()
  await expect(
    page.getByRole('region', { name: 'Progress' }).filter({ hasText: 'Everything is up to date' }),
  ).toBeVisible()
  await there.goto(`/notebooks/${sample.uuid}/pages/1`)
  await expectDrawn(there.locator('.stage-page img').first())
  await expect(panel.getByText('The server has lost this page’s image.')).toHaveCount(0)
})

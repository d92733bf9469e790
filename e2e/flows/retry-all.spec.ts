// SPDX-License-Identifier: AGPL-3.0-or-later
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { Device, inkOf, uuid } from '../device.ts'
import { test } from '../reading-person.ts'

const notebooks = [1, 2].map((number) => ({
  ...{ notebook_uuid: uuid(number), document_type: 'notebook', visible_name: `Notebook ${number}` },
  pages: [1, 2, 3].map((page) => {
    const id = 10 * number + page
    return { page_uuid: uuid(id), ink_hash: `i1:${id}`, has_ink: true }
  }),
}))
const grey = (id: number) => inkOf(id * 5)

test('pages of several notebooks that could not be transcribed are tried again at once, from the activity', async ({
  server,
  person,
}) => {
  const page = await person.open()
  await person.signUp(page)
  const device = new Device(server.address, await person.agentToken(server.address))
  await device.announce(notebooks)
  await server.fails([{ status: 400, message: 'Could not process image', times: 1000 }])
  for (const { notebook_uuid, pages } of notebooks)
    for (const { page_uuid, ink_hash } of pages) {
      const id = Number(ink_hash.slice(3))
      await server.readsImage(grey(id), `Words of page ${id}.`)
      await device.send(notebook_uuid, page_uuid, ink_hash, grey(id))
    }

  await page.goto('/activity')
  const failed = page.getByRole('list', { name: '6 pages couldn’t be transcribed' })
  await expect(failed.getByRole('link', { name: /^Notebook \d, page \d$/ })).toHaveCount(6)
  await checkLooks(page, 'activity, pages that could not be transcribed')
  const retry = page.getByRole('button', { name: 'Retry all' })
  await server.fails([])
  await retry.click()
  await expect(page.getByText('Nothing is waiting to be transcribed')).toBeVisible()
  await expect(retry).toHaveCount(0)
  await page.goto(`/notebooks/${uuid(2)}/pages/3`)
  await expect(page.getByRole('complementary')).toContainText('Words of page 23.')
  await page.goto(`/notebooks/${uuid(1)}/pages/1`)
  await expect(page.getByRole('complementary')).toContainText('Words of page 11.')
})

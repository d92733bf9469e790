// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of an integration that writes notes put them into folders, by the screen alone, and move them.
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import type { TargetEmulator } from '../target-emulator.ts'
import { status, test } from '../webdav-person.ts'

/** Paths of notes. */
async function notesAt(webdav: TargetEmulator): Promise<string[]> {
  const files = (await webdav.state<Record<string, Record<string, string>>>()).ann ?? {}
  return Object.keys(files).filter((path) => path.endsWith('.md'))
}

test('a rule puts notes into a folder, where they move and from where they return', async ({ page, webdav }) => {
  const before = await notesAt(webdav)
  expect(before).toHaveLength(1)
  const name = before[0]?.split('/').at(-1)
  const rules = page.getByRole('region', { name: 'Rules' })
  await rules.getByRole('button', { name: 'Add a rule' }).click()
  await rules.getByLabel('Words').fill('ink')
  await rules.getByLabel('Folder for the notes').fill('../Letters')
  await rules.getByRole('button', { name: 'Save rules' }).click()
  await expect(rules.getByRole('alert')).toContainText('Rule 1: This can’t be a folder for notes.')
  await checkLooks(page, 'a rule with a folder that the server refuses')
  await rules.getByLabel('Folder for the notes').fill('Post/Letters')
  await rules.getByRole('button', { name: 'Preview' }).click()
  await rules.getByText('Rule 1: the first changes').click()
  await expect(rules.getByText(/^Moved: /)).toBeVisible()
  await page.setViewportSize({ width: 360, height: 740 })
  await checkLooks(page, 'a rule with a folder, with its preview, on a phone')
  await rules.getByRole('button', { name: 'Save rules' }).click()
  await expect(rules.getByText('Saved.')).toBeVisible()
  await expect.poll(() => notesAt(webdav)).toEqual([`Notes/Post/Letters/${name}`])
  await expect(status(page)).toContainText('Up to date')

  await rules.getByRole('button', { name: 'Remove rule 1' }).click()
  await rules.getByRole('button', { name: 'Save rules' }).click()
  await expect.poll(() => notesAt(webdav)).toEqual(before)
  expect(await webdav.violations()).toEqual([])
})

// SPDX-License-Identifier: AGPL-3.0-or-later
// Text templates, by the screen alone: begun with rMirror's own, seen on a page while they are written, and delivered.
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { test } from '../webdav-person.ts'

test('notes look as their templates say', async ({ page, webdav }) => {
  await page.getByRole('button', { name: 'Edit templates' }).click()
  const preview = page.getByRole('group', { name: 'Preview' })
  await expect(preview).toContainText('- [ ] Buy ink')
  await checkLooks(page, 'templates as rMirror has them')
  await page.getByLabel('Template for').selectOption('To-do')
  await page.getByLabel('To-do', { exact: true }).fill('- [ ] {{text}} #{{note}}')
  await expect(preview).toContainText('There is no {{note}} here.')
  await page.getByLabel('To-do', { exact: true }).fill('- [ ] {{text}} #tablet')
  await expect(preview).toContainText('- [ ] Buy ink #tablet')
  await page.getByLabel('Template for').selectOption('File name')
  await page.getByLabel('File name').fill('{{name}} (tablet)')
  await page.getByRole('button', { name: 'Add step' }).click()
  await page.getByLabel('Regular expression (RE2)').fill('To (\\w+')
  await expect(preview).toContainText('Step 1: This isn’t a regular expression that RE2 understands.')
  await checkLooks(page, 'a template with a fault')
  await page.getByLabel('Regular expression (RE2)').fill('To (\\w+)')
  await page.getByLabel('Replace with').fill('For $1')
  await expect(preview).toContainText('For Ada')
  await page.setViewportSize({ width: 360, height: 740 })
  await checkLooks(page, 'templates on a phone')
  await page.getByRole('button', { name: 'Save templates' }).click()
  await expect(page.getByText('Saved. What looks different now is being delivered.')).toBeVisible()
  const notes = async () => (await webdav.state<Record<string, Record<string, string>>>()).ann ?? {}
  const templated = async () => Object.entries(await notes()).find(([path]) => path.endsWith(' (tablet).md'))?.[1] ?? ''
  await expect.poll(templated).toContain('- [ ] Buy ink #tablet')
  expect(await templated()).toContain('For Ada')
  expect(Object.keys(await notes()).filter((path) => path.endsWith('.md'))).toHaveLength(1)
  await expect(page.getByText('Your own: To-do, File name')).toBeVisible()
  expect(await webdav.violations()).toEqual([])
})

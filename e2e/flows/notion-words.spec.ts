// SPDX-License-Identifier: AGPL-3.0-or-later
// What people write and tick in Notion: their words stay until they want the tablet's, and to-dos are ticked both ways.
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { pressOn } from '../keyboard.ts'
import { announceTexts, mirrorOn, test, uuid } from '../notion-person.ts'

test('what was changed in Notion is kept, told, and replaced by the tablet’s text when asked', async ({
  page,
  world,
  ann,
}) => {
  await announceTexts(ann, world, { Diary: 'Buy ink\n\nCall Bob\n\nWrite', Recipes: 'Soup' })
  await mirrorOn(page, 'Plans')
  const words = async () => (await world.blocksOn('Plans', 'Diary')).map(({ text }) => text)
  await expect.poll(words).toEqual(['Buy ink', 'Call Bob', 'Write'])

  const [, call, write] = await world.blocksOn('Plans', 'Diary')
  await world.edit('edit', call?.id, { paragraph: { rich_text: [{ text: { content: 'Call Bob on Monday' } }] } })
  await world.edit('trash', write?.id)
  await announceTexts(ann, world, { Diary: 'Buy more ink\n\nCall Bob\n\nWrite', Recipes: 'Soup' })
  await expect.poll(words).toEqual(['Buy more ink', 'Call Bob on Monday'])

  await page.goto(`/notebooks/${uuid(1)}`)
  const ofNotebook = page.getByRole('region', { name: 'Integrations of this notebook' })
  await ofNotebook.locator('summary', { hasText: '2 blocks kept as you changed them' }).click()
  await expect(ofNotebook.getByRole('link', { name: 'page 1' })).toBeVisible()
  await checkLooks(page, 'a notebook of which Notion keeps what was changed')
  await page.goto(`/notebooks/${uuid(1)}/pages/1`)
  await expect(page.getByText('2 blocks kept as you changed them')).toBeVisible()
  await checkLooks(page, 'a page of which Notion keeps what was changed')
  await pressOn(page, page.getByRole('button', { name: 'Use the tablet’s text' }))
  await expect(page.getByText('blocks kept')).toBeHidden()
  await expect(page.getByRole('link', { name: 'Notion', exact: true })).toBeFocused()
  await expect.poll(words).toEqual(['Buy more ink', 'Call Bob', 'Write'])
  await expect(page.getByText('Notion delivered')).toBeVisible()
  expect(await world.violations()).toEqual([])
})

test('a to-do is ticked in Notion and done in the dashboard, and the other way round', async ({ page, world, ann }) => {
  await announceTexts(ann, world, { Diary: '- [ ] Call Bob\n- [ ] Buy ink', Recipes: 'Soup' })
  await mirrorOn(page, 'Plans')
  const ticks = async () => (await world.blocksOn('Plans', 'Diary')).map(({ text, isTicked }) => [text, isTicked])
  await expect.poll(ticks).toEqual([
    ['Call Bob', false],
    ['Buy ink', false],
  ])

  await page.goto('/todos')
  const open = page.getByRole('list', { name: 'To-dos' })
  await expect(open.getByRole('checkbox')).toHaveCount(2)
  const [call] = await world.blocksOn('Plans', 'Diary')
  await world.edit('edit', call?.id, { to_do: { checked: true } })
  await expect(open.getByRole('checkbox', { name: 'Call Bob' })).toBeHidden()
  await page.locator('.todos-done > summary').click()
  await expect(page.getByRole('checkbox', { name: 'Call Bob' })).toBeChecked()

  await open.getByRole('checkbox', { name: 'Buy ink' }).click()
  await expect.poll(ticks).toEqual([
    ['Call Bob', true],
    ['Buy ink', true],
  ])
  expect(await world.violations()).toEqual([])
})

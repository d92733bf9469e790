// SPDX-License-Identifier: AGPL-3.0-or-later
// To-dos that were typed on the tablet: a guest sees and exports them as they stand; once synced they are listed, and
// what is ticked on the tablet and in the dashboard holds, whatever else becomes of the page.
import type { Page } from '@playwright/test'
import { zipped } from '../../tests/generator/archive.ts'
import { notebookFiles } from '../../tests/generator/document.ts'
import { fineliner, wave } from '../../tests/generator/ink.ts'
import { onePage, type SceneParagraph } from '../../tests/generator/scene.ts'
import { task } from '../../tests/generator/task-list.ts'
import { paragraph, typed } from '../../tests/generator/text-fixtures.ts'
import { checkLooks } from '../axe.ts'
import { Dashboard, expect, expectDrawn, test as guest } from '../dashboard.ts'
import { exportByMenu } from '../exporting.ts'
import type { Given } from '../given.ts'
import { type Pixels, pixelsOf } from '../pixels.ts'
import { test } from '../reading-person.ts'

const uuid = '7c0f1d7a-2b53-4a86-9d0e-1f5b7a4f9c01'
const pageUuid = '7c0f1d7a-2b53-4a86-9d0e-1f5b7a4f9c02'
const title = paragraph(2, 'Week 7')

interface Chores {
  list: SceneParagraph[]
  /** Strokes below the list. */
  lines?: number
  /** Days after the first version. */
  day?: number
}

async function chores(given: Given, { list, lines = 1, day = 0 }: Chores): Promise<string> {
  const strokes = Array.from({ length: lines }, (_, index) => wave({ x: -300, y: 1200 + 90 * index }, 300, fineliner))
  const scene = onePage(strokes, { text: typed(list) })
  const lastModified = Date.UTC(2026, 2, 1 + day)
  const files = notebookFiles({ uuid, name: 'Chores', lastModified, pages: [{ uuid: pageUuid, scene }] })
  return given.file(`chores ${day}.rmdoc`, await zipped(files))
}

/** The share of ink within the frame of each box of a list at the top of the page. */
function inkInBoxes({ width, rgba }: Pixels, count: number): number[] {
  const scale = width / 1404
  const isInk = (x: number, y: number) =>
    (rgba[4 * (Math.round(y * scale) * width + Math.round(x * scale))] ?? 255) < 128
  const spots = Array.from({ length: 100 }, (_, spot) => ({ x: 1.3 * (spot % 10), y: 1.3 * Math.floor(spot / 10) }))
  return Array.from({ length: count }, (_, index) => {
    const [left, top] = [234 + 6.7, 234 + 33.6 + 69.5 * index - 24.9]
    return spots.filter(({ x, y }) => isInk(left + 9 + x, top + 6 + y)).length / spots.length
  })
}

async function markdownOf(page: Page): Promise<string> {
  return (await exportByMenu(page, 'Markdown')).bytes.toString('utf8')
}

guest('ticked, dashed and open to-dos are shown and exported as they stand', async ({ dashboard, given, page }) => {
  const list = [
    task('Water the plants'),
    task('Post the letter', 'ticked'),
    task('Paint the fence', 'dashed'),
    task('the *back* only', 'ticked', 1),
  ]
  await dashboard.drop(await chores(given, { list }))
  await page.getByRole('link', { name: 'page 1', exact: true }).click()
  const panel = page.getByRole('complementary')
  await expect(panel.locator('.text-item')).toHaveText([
    '☐open: Water the plants',
    '☑done: Post the letter',
    '☒cancelled: Paint the fence',
    '☑done: the *back* only',
  ])
  await expect(page.locator('.typed-layer p')).toHaveText([
    '☐ Water the plants',
    '☑ Post the letter',
    '☒ Paint the fence',
    '☑ the *back* only',
  ])
  await expectDrawn(dashboard.pagePicture())
  const [open = 1, ticked = 0, dashed = 1] = inkInBoxes(await pixelsOf(dashboard.pagePicture()), 3)
  expect(open).toBe(0)
  expect(ticked).toBeGreaterThan(0.5)
  expect(dashed).toBeGreaterThan(0.05)
  expect(dashed).toBeLessThan(0.4)
  await page.goBack()
  expect(await markdownOf(page)).toContain(
    '- [ ] Water the plants\n- [x] Post the letter\n- [ ] Paint the fence\n    - [x] the \\*back\\* only\n',
  )
})

async function sync(page: Page): Promise<void> {
  const announced = page.waitForResponse((response) => response.url().endsWith('/sync/manifest'))
  await page.getByRole('button', { name: 'Sync this library' }).click()
  await announced
  await expect(page.getByRole('region', { name: 'Progress' }).filter({ hasText: /Synced: 1 page sent/ })).toBeVisible()
}

/** The same notebook as the tablet has it now. */
async function syncAnew(page: Page, archive: string): Promise<void> {
  await new Dashboard(page).drop(archive)
  await expect(page.getByText('1 notebook added')).toBeVisible()
  await page.getByRole('link', { name: 'rMirror' }).click()
  await sync(page)
}

/** Waits for the given texts beside open and completed checkboxes. */
async function expectTodos(page: Page, open: string[], done: string[]): Promise<void> {
  await page.getByRole('link', { name: 'To-dos' }).click()
  const boxes = async (name: string) =>
    (await page.getByRole('list', { name }).getByRole('checkbox').count()) === 0
      ? []
      : page.getByRole('list', { name }).locator('label').allTextContents()
  await page.locator('.todos-done > summary').click()
  await expect.poll(async () => (await boxes('To-dos')).toSorted()).toEqual(open.toSorted())
  await expect.poll(async () => (await boxes('Done')).toSorted()).toEqual(done.toSorted())
}

test('once synced they are listed, and ticks hold whatever else becomes of the page', async ({
  server,
  person,
  given,
}) => {
  const page = await person.open()
  await server.readsPages(page, { [pageUuid]: '- [ ] Call Ada\n- [ ] Feed the heron' })
  const list = [
    title,
    task('Water the plants'),
    task('Post the letter', 'ticked'),
    task('Paint the fence', 'dashed'),
    task('Buy stamps'),
    task('A'),
  ]
  await person.syncFirst(page, await chores(given, { list }), 1)
  const written = ['Call Ada', 'Feed the heron']
  await expectTodos(page, ['A', 'Buy stamps', 'Paint the fence', 'Water the plants', ...written], ['Post the letter'])
  await checkLooks(page, 'to-dos that were typed')

  await page.getByRole('checkbox', { name: 'Paint the fence' }).click()
  await expect(page.getByText('Done: “Paint the fence”')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Call Ada' }).click()
  await expect(page.getByText('Done: “Call Ada”')).toBeVisible()

  const later = [title, task('Water the plants', 'ticked'), ...list.slice(2, 4), task('A')]
  await syncAnew(page, await chores(given, { list: later, day: 1 }))
  await expectTodos(
    page,
    ['A', 'Feed the heron'],
    ['Water the plants', 'Post the letter', 'Paint the fence', 'Call Ada'],
  )

  await server.readsPages(page, { [pageUuid]: '- [ ] Call Ada\n- [x] Feed the heron\n- [ ] Mend the net' })
  await syncAnew(page, await chores(given, { list: later, lines: 2, day: 2 }))
  await expectTodos(
    page,
    ['A', 'Mend the net'],
    ['Water the plants', 'Post the letter', 'Paint the fence', 'Call Ada', 'Feed the heron'],
  )

  await page.getByRole('link', { name: 'Chores, page 1' }).first().click()
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('checkbox')).toHaveCount(7)
  await expect(panel.getByRole('checkbox', { name: 'Paint the fence' })).toBeChecked()

  await page.goto(`/notebooks/${uuid}`)
  expect(await markdownOf(page)).toContain(
    '- [x] Call Ada\n- [x] Feed the heron\n- [ ] Mend the net\n\n### Week 7\n\n' +
      '- [x] Water the plants\n- [x] Post the letter\n- [x] Paint the fence\n- [ ] A\n',
  )
  expect(await server.violations()).toEqual([])
})

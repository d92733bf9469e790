// SPDX-License-Identifier: AGPL-3.0-or-later
// A line of the transcription is lit on the page and back, by mouse, by keyboard and on a phone; and a search result leads
// to its line.
import type { Locator, Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { sample } from '../given.ts'
import { tabTo } from '../keyboard.ts'
import { test } from '../reading-person.ts'

const letter = '# To Ada\n\n- [ ] Feed the heron\n\nThe ferry was late.\nNothing else is new.'

const inText = (page: Page, words: string) => page.locator('.viewer-panel .read-line', { hasText: words })
const onInk = (page: Page, words: string) => page.locator('.read-layer span', { hasText: words })

async function expectChosen(page: Page, words: string): Promise<void> {
  await expect(inText(page, words)).toHaveAttribute('aria-pressed', 'true')
  await expect(onInk(page, words)).toHaveClass('line-chosen')
  await expect(page.locator('.line-chosen')).toHaveCount(2)
}

async function expectInStage(page: Page, line: Locator): Promise<void> {
  await expect(async () => {
    const [stage, place] = [await page.locator('.stage').boundingBox(), await line.boundingBox()]
    expect(stage && place && place.y >= stage.y && place.y + place.height <= stage.y + stage.height).toBe(true)
  }).toPass()
}

async function expectBelowBar(page: Page, line: Locator): Promise<void> {
  await expect(line).toBeInViewport({ ratio: 1 })
  const [bar, place] = [await page.locator('.viewer-bar').boundingBox(), await line.boundingBox()]
  expect(bar && place && place.y >= bar.y + bar.height).toBe(true)
}

test('a line of the transcription is lit on the ink and back', async ({ server, person, given }) => {
  const page = await person.open()
  await server.readsPages(page, { [sample.pages[0]?.uuid ?? '']: letter })
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)

  await test.step('by mouse', async () => {
    await inText(page, 'The ferry').hover()
    await expect(onInk(page, 'The ferry')).toHaveClass('line-pointed')
    await onInk(page, 'Feed the heron').hover()
    await expect(inText(page, 'Feed the heron')).toHaveClass(/line-pointed/)
    await expect(onInk(page, 'The ferry')).toHaveClass('')
    await onInk(page, 'Feed the heron').click()
    await page.mouse.move(5, 5)
    await expectChosen(page, 'Feed the heron')
    await checkLooks(page, 'a line that is lit')
    await page.keyboard.press('Escape')
    await expect(page.locator('.line-chosen, .line-pointed')).toHaveCount(0)
  })

  await test.step('by keyboard, at any zoom', async () => {
    for (let step = 0; step < 4; step++) await page.keyboard.press('+')
    await tabTo(page, inText(page, 'To Ada'))
    await expect(onInk(page, 'To Ada')).toHaveClass('line-pointed')
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown')
    await expect(inText(page, 'Nothing else')).toBeFocused()
    await expectInStage(page, onInk(page, 'Nothing else'))
    await page.keyboard.press('Enter')
    await expectChosen(page, 'Nothing else')
    await page.keyboard.press('ArrowUp')
    await expect(onInk(page, 'The ferry')).toHaveClass('line-pointed')
    await expectChosen(page, 'Nothing else')
    await page.keyboard.press('Escape')
    await expect(page).toHaveURL(/\/pages\/1$/)
    await page.keyboard.press('Escape')
    await expect(page).not.toHaveURL(/\/pages\/1$/)
  })

  await test.step('from a search result, also where only the server has the page', async () => {
    const there = await person.open('/sign-in')
    await person.signIn(there)
    await there.keyboard.press('/')
    await there.keyboard.type('ferrry')
    await there.getByRole('region', { name: 'In your notes' }).getByRole('link', { name: /ferry/ }).click()
    await expectChosen(there, 'The ferry')
    await there.getByRole('button', { name: 'Next page' }).click()
    await expect(there.locator('.line-chosen')).toHaveCount(0)
  })

  await test.step('on a phone, where the text is below the page', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`/notebooks/${sample.uuid}/pages/1`)
    await inText(page, 'Nothing else').click()
    await expectChosen(page, 'Nothing else')
    await expectBelowBar(page, onInk(page, 'Nothing else'))
    await onInk(page, 'To Ada').click()
    await expectChosen(page, 'To Ada')
    await expectBelowBar(page, inText(page, 'To Ada'))
  })
  expect(await server.violations()).toEqual([])
})

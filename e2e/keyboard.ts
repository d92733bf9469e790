// SPDX-License-Identifier: AGPL-3.0-or-later
// What flows without a mouse share.
import type { Locator, Page } from '@playwright/test'
import { expect } from './dashboard.ts'

/** Tab until the element has the focus, as a person would; it must be seen to have it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      // The frame of a field has the outline, because buttons stand in it too.
      const outlines = await target.evaluate((element) =>
        [element, element.parentElement ?? element].map((each) => getComputedStyle(each).outlineStyle),
      )
      expect(outlines, 'a visible focus').not.toEqual(['none', 'none'])
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${target}`)
}

export async function pressOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** Replaces the text of a field. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

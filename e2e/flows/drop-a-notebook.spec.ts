// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, expectDrawn, test } from '../dashboard.ts'
import { somePage } from '../given.ts'

test('a dropped notebook opens with every page drawn', async ({ dashboard, given, page }) => {
  await dashboard.drop(await given.sampleArchive())
  await expect(dashboard.heading('A notebook to try')).toBeVisible()
  await expect(page.getByText('12 pages', { exact: true })).toBeVisible()
  await expect(dashboard.pictures()).toHaveCount(12)
  await expectDrawn(dashboard.pictures().first())
  await dashboard.added('1 notebook added')
})

test('one page file alone is enough', async ({ dashboard, given, page }) => {
  await dashboard.drop(given.file('my page.rm', somePage))
  await expect(page.getByText('1 page', { exact: true })).toBeVisible()
  await expectDrawn(dashboard.pictures().first())
})

test('files can be pasted', async ({ dashboard, page }) => {
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  await page.evaluate(async () => {
    const sample = await (await fetch('/sample.rmdoc')).blob()
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([sample], 'pasted.rmdoc'))
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await expect(dashboard.heading('A notebook to try')).toBeVisible()
})

test('hovering files are invited', async ({ dashboard, given, page }) => {
  await expect(dashboard.heading(/handwriting/)).toBeVisible()
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [await given.sampleArchive()], dragOperationsMask: 1 }
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 300, y: 300, data })
  await session.send('Input.dispatchDragEvent', { type: 'dragOver', x: 300, y: 300, data })
  await expect(page.getByText('Drop to add')).toBeVisible()
  // The protocol's own "dragCancel" tells the page nothing; a person's way out of the window does.
  await page.evaluate(() => document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true })))
  await expect(page.getByText('Drop to add')).toBeHidden()
})

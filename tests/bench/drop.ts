// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'

/** A folder dropped on the dashboard, as the system does it. */
export async function drop(page: Page, folder: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [folder], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 500, data })
}

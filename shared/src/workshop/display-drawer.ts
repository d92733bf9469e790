// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws what a push sends for people to look at: the picture that `rmirror render` makes.
import type { DisplayDrawer } from '../api/index.ts'
import type { Notebook } from '../library/index.ts'
import { type DrawerTools, PageDrawer } from './page-drawer.ts'

/** What a picture lacks isn't told: it is what this computer can show. */
export function displayDrawer(notebook: Notebook, tools: Omit<DrawerTools, 'onNote'>): DisplayDrawer {
  const drawer = new PageDrawer(notebook, { ...tools, onNote: () => undefined })
  return {
    async draw(page, width) {
      const look = { as: 'png', background: true, ...(width && { width }) } as const
      const { bytes, hash, area } = await drawer.drawPlaced(page, look)
      return { png: bytes, hash, rect: area }
    },
    close: () => drawer.close(),
  }
}

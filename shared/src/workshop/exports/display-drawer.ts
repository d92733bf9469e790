// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws a push's display pictures, the same as those of `rmirror render`.
import type { DisplayDrawer } from '../../api/index.ts'
import type { Notebook } from '../../library/index.ts'
import { type DrawerTools, PageDrawer } from './page-drawer.ts'

/** Drops notes about what a picture lacks: it shows what this computer is able to draw. */
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

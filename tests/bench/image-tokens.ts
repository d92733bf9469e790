// SPDX-License-Identifier: AGPL-3.0-or-later
// What a reading model charges for our crops, and for the same pages drawn whole.
import { type Core, imageTokens } from '@rmirror/shared/core'
import { isReadable, writtenPages } from './pages.ts'

/** The tablet's own screen in pixels. */
const wholePage = { width: 1404, height: 1872 }

export interface TokenSaving {
  pages: number
  crops: number
  wholePages: number
}

export function measureTokens(core: Core): TokenSaving {
  const pages = writtenPages().filter((page) => isReadable(core, page))
  const crops = pages.flatMap(({ file }) => {
    using page = core.openPage(file)
    return page.renderOcr().map(({ width, height }) => imageTokens(width, height))
  })
  return {
    pages: pages.length,
    crops: crops.reduce((total, tokens) => total + tokens, 0),
    wholePages: pages.length * imageTokens(wholePage.width, wholePage.height),
  }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// What a reading model charges for our crops, and for the same pages drawn whole.
import { type Core, imageTokens } from '@rmirror/shared/core'
import { modelOf, priceOf } from '../../e2e/emulators/claude/models.mjs'
import { defaultModel } from './ocr/settings.ts'
import { isReadable, writtenPages } from './pages.ts'

/** The tablet's own screen in pixels. */
const wholePage = { width: 1404, height: 1872 }

export interface TokenSaving {
  pages: number
  /** Whose prices these are. */
  model: string
  /** Of one page's pictures, on average; of the same page as one picture. */
  crops: Charge
  whole: Charge
}

export interface Charge {
  tokens: number
  dollars: number
}

export function measureTokens(core: Core): TokenSaving {
  const pages = writtenPages().filter((page) => isReadable(core, page))
  const crops = pages.flatMap(({ file }) => {
    using page = core.openPage(file)
    return page.renderOcr().map(({ width, height }) => imageTokens(width, height))
  })
  const tokens = crops.reduce((total, each) => total + each, 0) / pages.length
  return {
    pages: pages.length,
    model: defaultModel,
    crops: chargeFor(tokens),
    whole: chargeFor(imageTokens(wholePage.width, wholePage.height)),
  }
}

function chargeFor(tokens: number): Charge {
  const model = modelOf(defaultModel)
  const usage = { input_tokens: tokens, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0 }
  const dollars = model ? priceOf(model, usage) : null
  if (dollars === null) throw new Error(`What ${defaultModel} costs is not known`)
  return { tokens, dollars }
}

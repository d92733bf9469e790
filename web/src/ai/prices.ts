// SPDX-License-Identifier: AGPL-3.0-or-later
// What tokens cost, as far as that is known.
import type { AiSettings, Usage } from './types.ts'

/** When Claude's price list was read. */
export const pricesAsOf = Date.UTC(2026, 10, 17)

/** Dollars for a million tokens, of prompts as short as those about a page. */
interface Price {
  input: number
  output: number
}

const prices: Record<string, Price> = {
  'claude-haiku-5-5': { input: 0.1, output: 0.5 },
  'claude-sonnet-5-5': { input: 2, output: 10 },
  'claude-opus-5-5': { input: 4, output: 20 },
  'claude-haiku-4-5': { input: 1, output: 5 },
}

type Priced = Pick<AiSettings, 'kind' | 'model'>

/** Dollars; null: it isn't known what this model costs. */
export function priceOf({ kind, model }: Priced, { input, output }: Usage): number | null {
  // Some names end with the day they are of.
  const price = kind === 'claude' ? prices[model.replace(/-\d{8}$/, '')] : undefined
  return price ? (input * price.input + output * price.output) / 1_000_000 : null
}

/** Before anything was measured: the prompt with one image, and a page of text with some thought about it. */
const supposed: Usage = { input: 6_000, output: 3_000 }

export interface Measured extends Usage {
  pages: number
}

/** What so many pages will take, by what pages took so far. */
export function estimate(pages: number, measured: Measured | null): Usage {
  const known = measured && measured.pages > 0 ? measured : { ...supposed, pages: 1 }
  const each = (tokens: number) => Math.ceil((tokens / known.pages) * pages)
  return { input: each(known.input), output: each(known.output) }
}

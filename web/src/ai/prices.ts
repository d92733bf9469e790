// SPDX-License-Identifier: AGPL-3.0-or-later
// Prices of tokens, as far as they are known.
import type { AiSettings, Usage } from './types.ts'

/** The date of Claude's price list. */
export const pricesAsOf = Date.UTC(2026, 10, 17)

/** Dollars per million tokens, for short prompts such as those for a page. */
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

/** In dollars; null if the model's price is unknown. */
export function priceOf({ kind, model }: Priced, { input, output }: Usage): number | null {
  // Some model names end with a date.
  const price = kind === 'claude' ? prices[model.replace(/-\d{8}$/, '')] : undefined
  return price ? (input * price.input + output * price.output) / 1_000_000 : null
}

/** Used until something was measured: a prompt with one image, and a page of text with some thinking. */
const supposed: Usage = { input: 6_000, output: 3_000 }

export interface Measured extends Usage {
  pages: number
}

/** Estimated tokens for `pages` pages, from the average so far. */
export function estimate(pages: number, measured: Measured | null): Usage {
  const known = measured && measured.pages > 0 ? measured : { ...supposed, pages: 1 }
  const each = (tokens: number) => Math.ceil((tokens / known.pages) * pages)
  return { input: each(known.input), output: each(known.output) }
}

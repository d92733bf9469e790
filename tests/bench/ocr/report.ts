// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages read and measured, and all of it as a table.
import { AnthropicError } from '@anthropic-ai/sdk'
import type { KnownPage } from './known-pages.ts'
import { type Closeness, closenessOf } from './measures.ts'
import { NotRead, type Read, type Reading } from './readers.ts'

const atATime = 4

export interface Measured extends Closeness {
  name: string
  cost: Omit<Reading, 'markdown'> | null
  /** Why the page was not read. It counts as one of which nothing was. */
  failure?: string
}

export async function measure(pages: KnownPage[], read: Read): Promise<Measured[]> {
  const measured: Measured[] = []
  const left = pages.entries()
  const work = async () => {
    for (const [index, page] of left) measured[index] = await measureOne(page, read)
  }
  await Promise.all(Array.from({ length: atATime }, work))
  return measured
}

async function measureOne(page: KnownPage, read: Read): Promise<Measured> {
  const { name, written, format } = page
  try {
    const { markdown, ...cost } = await read(page)
    return { name, cost, ...closenessOf(written, markdown, format) }
  } catch (error) {
    if (!(error instanceof NotRead || error instanceof AnthropicError || error instanceof TypeError)) throw error
    return { name, cost: null, failure: error.message, ...closenessOf(written, '', format) }
  }
}

/** Of all pages: errors for each character, the others' mean; what a page costs on average. */
export function overall(pages: Measured[]): Measured {
  const characters = sum(pages.map((page) => page.characters))
  const structures = pages.flatMap(({ structure }) => (structure === null ? [] : [structure]))
  const costs = pages.flatMap(({ cost }) => (cost ? [cost] : []))
  const prices = costs.flatMap(({ dollars }) => (dollars === null ? [] : [dollars]))
  return {
    name: `${pages.length} pages`,
    characters,
    characterErrors: sum(pages.map((page) => page.characterErrors * page.characters)) / Math.max(1, characters),
    lines: mean(pages.map(({ lines }) => lines)),
    structure: structures.length > 0 ? mean(structures) : null,
    cost:
      costs.length > 0
        ? {
            inputTokens: mean(costs.map(({ inputTokens }) => inputTokens)),
            outputTokens: mean(costs.map(({ outputTokens }) => outputTokens)),
            dollars: prices.length === costs.length ? mean(prices) : null,
          }
        : null,
  }
}

const heads = ['page', 'character errors', 'lines', 'structure', 'tokens in', 'tokens out', 'dollars']

export function tableOf(pages: Measured[]): string {
  const rows = [...pages, overall(pages)].map(rowOf)
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  const failures = pages.flatMap(({ name, failure }) => (failure ? [`${name} was not read: ${failure}`] : []))
  return [line(heads), ...rows.map(line), ...failures].join('\n')
}

function rowOf({ name, characterErrors, lines, structure, cost }: Measured): string[] {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  return [
    name,
    percent(characterErrors),
    percent(lines),
    structure === null ? '-' : percent(structure),
    cost ? cost.inputTokens.toFixed(0) : '-',
    cost ? cost.outputTokens.toFixed(0) : '-',
    cost?.dollars == null ? '-' : cost.dollars.toFixed(5),
  ]
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
const mean = (values: number[]) => sum(values) / Math.max(1, values.length)

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
  /** From the request to the answer. */
  seconds: number
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
  const begun = performance.now()
  const seconds = () => (performance.now() - begun) / 1000
  try {
    const { markdown, ...cost } = await read(page)
    return { name, cost, seconds: seconds(), ...closenessOf(written, markdown, format) }
  } catch (error) {
    if (!(error instanceof NotRead || error instanceof AnthropicError || error instanceof TypeError)) throw error
    return { name, cost: null, seconds: seconds(), failure: error.message, ...closenessOf(written, '', format) }
  }
}

/** Each page's means over the runs; its failure, if any run had one. */
export function meansOf(runs: Measured[][]): Measured[] {
  return (runs[0] ?? []).map(({ name }, page) => {
    const all = runs.flatMap((run) => run[page] ?? [])
    const failure = all.find((each) => each.failure !== undefined)?.failure
    return { ...overall(all), name, characters: all[0]?.characters ?? 0, ...(failure !== undefined && { failure }) }
  })
}

/** Of all pages: errors for each character, the others' mean; what a page costs and takes on average. */
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
    composite: mean(pages.map(({ composite }) => composite)),
    seconds: mean(pages.map(({ seconds }) => seconds)),
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

const heads = ['page', 'composite', 'character errors', 'lines', 'structure', 'tokens in', 'tokens out', 'dollars']

export function tableOf(pages: Measured[]): string {
  const failures = pages.flatMap(({ name, failure }) => (failure ? [`${name} was not read: ${failure}`] : []))
  return [aligned(heads, [...pages, overall(pages)].map(rowOf)), ...failures].join('\n')
}

/** Rows below their heads, the first column to the left and the others to the right. */
export function aligned(heads: string[], rows: string[][]): string {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(heads), ...rows.map(line)].join('\n')
}

function rowOf({ name, composite, characterErrors, lines, structure, cost }: Measured): string[] {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  return [
    name,
    composite.toFixed(3),
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

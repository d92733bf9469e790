// SPDX-License-Identifier: AGPL-3.0-or-later
// Several models compared: the figures of each, and which to use.
import { aligned, type Measured, overall } from './report.ts'

/** A model's pages, run by run. */
export interface Compared {
  name: string
  runs: Measured[][]
}

export interface Standing {
  name: string
  /** Of all pages and runs. */
  composite: number
  /** Of the worst run and of the best. */
  spread: [lowest: number, highest: number]
  characterErrors: number
  lines: number
  structure: number | null
  /** A page, on average; null where no price is known. */
  dollars: number | null
  /** A page, on average. */
  seconds: number
  /** Pages that were not read, of all runs. */
  failures: number
}

/** A model below this misreads so much that its text has to be written anew. */
const minComposite = 0.8
/** Models that differ by less are as good as each other. */
const equalWithin = 0.01

export function standingOf({ name, runs }: Compared): Standing {
  const composites = runs.map((pages) => overall(pages).composite)
  const all = overall(runs.flat())
  return {
    name,
    composite: all.composite,
    spread: [Math.min(...composites), Math.max(...composites)],
    characterErrors: all.characterErrors,
    lines: all.lines,
    structure: all.structure,
    dollars: all.cost?.dollars ?? null,
    seconds: all.seconds,
    failures: runs.flat().filter(({ failure }) => failure !== undefined).length,
  }
}

/** The best model, or the cheapest of those that are as good; null if none is good enough. */
export function recommended(standings: readonly Standing[]): Standing | null {
  const best = Math.max(0, ...standings.map(({ composite }) => composite))
  if (best < minComposite) return null
  const good = standings.filter(({ composite }) => composite >= Math.max(minComposite, best - equalWithin))
  const priceOf = ({ dollars }: Standing) => dollars ?? Number.POSITIVE_INFINITY
  return good.toSorted((a, b) => priceOf(a) - priceOf(b) || b.composite - a.composite)[0] ?? null
}

export function recommendationOf(standings: readonly Standing[]): string {
  const choice = recommended(standings)
  if (!choice) return `None is recommended: the composite of none reaches ${minComposite}.`
  return `Recommended: ${choice.name}.`
}

const heads = [
  'model',
  'composite',
  'of its runs',
  'character errors',
  'lines',
  'structure',
  'dollars a page',
  'seconds a page',
  'not read',
]

export function comparisonOf(standings: readonly Standing[]): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  return aligned(
    heads,
    standings.map((each) => [
      each.name,
      each.composite.toFixed(3),
      `${each.spread[0].toFixed(3)}-${each.spread[1].toFixed(3)}`,
      percent(each.characterErrors),
      percent(each.lines),
      each.structure === null ? '-' : percent(each.structure),
      each.dollars === null ? '-' : each.dollars.toFixed(5),
      each.seconds.toFixed(2),
      String(each.failures),
    ]),
  )
}

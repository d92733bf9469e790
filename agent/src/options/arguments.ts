// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses a command's arguments: its options, by their rows in the table, and positional arguments.
import { parseArgs } from 'node:util'
import { UsageError } from '../errors.ts'
import type { Call } from './command.ts'
import { type Option, type OptionName, options } from './options.ts'

/**
 * Parses `args` by the rows of these options. If an option is given twice, the last one counts. Throws a UsageError.
 */
export function readArguments(names: readonly OptionName[], args: string[]): Pick<Call, 'positionals' | 'values'> {
  const rows = names.map((name) => [name, options[name]] as [OptionName, Option])
  const config = rows.map(([name, { short, value }]) => [
    name,
    { type: value === undefined ? 'boolean' : 'string', ...(short && { short }) } as const,
  ])
  // Not strict: unknown options are reported below, with a suggestion.
  const { tokens } = parseArgs({ args, options: Object.fromEntries(config), strict: false, tokens: true })
  const positionals: string[] = []
  const values: Partial<Record<OptionName, unknown>> = {}
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const [name, row] = rows.find(([each]) => each === token.name) ?? []
    if (!name || !row) throw new UsageError(unknownOption(token.rawName, names))
    values[name] = row.read(textOf(token, row), `--${name}`)
  }
  return { positionals, values: values as Call['values'] }
}

/** A separate value that looks like an option counts as a forgotten value; `--output=-x` passes it explicitly. */
function textOf(
  token: { rawName: string; value?: string | undefined; inlineValue?: boolean | undefined },
  { value: shown }: Option,
): string {
  const { rawName, value, inlineValue } = token
  if (shown === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value`)
    return ''
  }
  if (value === undefined || (!inlineValue && /^-./.test(value)))
    throw new UsageError(`${rawName} needs a value: ${shown}`)
  return value
}

function unknownOption(given: string, names: readonly OptionName[]): string {
  const similar = mostSimilar(given.replace(/^-+/, ''), names)
  return `unknown option ${given}${similar ? `. Did you mean --${similar}?` : ''}`
}

/** The most similar name, at most two edits away; fewer for short words. */
export function mostSimilar<Name extends string>(word: string, names: readonly Name[]): Name | undefined {
  const max = Math.min(2, Math.floor(word.length / 2))
  const ranked = names.map((name) => ({ name, slips: slipsBetween(word, name) })).sort((a, b) => a.slips - b.slips)
  return ranked.find(({ slips }) => slips <= max)?.name
}

/** Levenshtein distance: the number of letters to insert, delete or replace. */
function slipsBetween(one: string, two: string): number {
  let row = Array.from({ length: two.length + 1 }, (_, index) => index)
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1]
    for (const [index, other] of [...two].entries())
      next.push(
        Math.min((row[index] ?? 0) + (letter === other ? 0 : 1), (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1),
      )
    row = next
  }
  return row.at(-1) ?? 0
}

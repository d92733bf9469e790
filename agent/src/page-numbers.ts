// SPDX-License-Identifier: AGPL-3.0-or-later
import { PageNumbers, readPageNumbers } from '@rmirror/shared/library'
import { UsageError } from './command.ts'

/** Of the option `--pages`. Throws a UsageError that says what is wrong. */
export function pagesOption(text: string | boolean | undefined): PageNumbers | undefined {
  if (text === undefined) return undefined
  const numbers = readPageNumbers(String(text))
  if (numbers instanceof PageNumbers) return numbers
  throw new UsageError(`--pages must be page numbers and ranges such as 2-5,8, not "${numbers.wrong}"`)
}

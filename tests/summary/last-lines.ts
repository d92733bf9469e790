// SPDX-License-Identifier: AGPL-3.0-or-later
// The last twenty lines of a failed run: which tests failed and why, because a log is often read from its end alone.
import { stripVTControlCharacters } from 'node:util'
import type { Failure } from './failure.ts'
import type { FailedStep } from './steps.ts'

const maxLines = 20
const maxWidth = 160

interface Item {
  title: string
  details: string[]
}

export function lastLines(steps: FailedStep[]): string {
  const items = steps.flatMap(itemsOf)
  const each = [3, 2, 1].find((lines) => items.length * lines < maxLines) ?? 1
  const shown = items.length < maxLines ? items : items.slice(0, maxLines - 2)
  const left = items.length - shown.length
  return [
    'Failed:',
    ...shown.flatMap(({ title, details }) => [title, ...details.slice(0, each - 1).map((line) => `    ${line}`)]),
    ...(left > 0 ? [`and ${left} more`] : []),
  ]
    .map((line) => line.slice(0, maxWidth))
    .join('\n')
}

function itemsOf({ name, status, report, output }: FailedStep): Item[] {
  const items = report.failures.map((failure) => ({ title: titleOf(name, failure), details: linesOf(failure) }))
  if (status === undefined)
    return [...items, { title: `${name}: was ended, because it took too long`, details: runningOf(report.running) }]
  return items.length > 0 ? items : [{ title: `${name}: ended with status ${status}`, details: reasonsIn(output) }]
}

function titleOf(step: string, { project, file, test }: Failure): string {
  const where = project && project !== step ? `${step}, ${project}` : step
  if (test) return `${where}: ${file} > ${test}`
  return `${where}: an error outside any test${file ? `, while ${file} ran` : ''}`
}

function runningOf(running: string[]): string[] {
  return running.length > 0 ? [`These still ran: ${running.join(', ')}`] : []
}

/** What says most first: an assertion's message, then where it was. */
function linesOf({ error }: Failure): string[] {
  return readable(error).filter((line) => !/node_modules|node:internal/.test(line))
}

/** The lines that name an error, or the last ones. */
function reasonsIn(output: string): string[] {
  const lines = readable(output)
  const errors = lines.filter((line) => /error:|Error:|Sanitizer|FAILED/.test(line))
  return errors.length > 0 ? errors : lines.slice(-2)
}

function readable(text: string): string[] {
  const lines = stripVTControlCharacters(text).split('\n')
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}

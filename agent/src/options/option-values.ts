// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses option values. Each function throws a UsageError that says what the value must be.
import { PageNumbers, readPageNumbers } from '@rmirror/shared/library'
import { UsageError } from '../errors.ts'
import { type SshAddress, sshAddress } from '../sources/ssh-address.ts'

export function oneOf<const Choice extends string>(
  choices: readonly Choice[],
  text: string,
  flag: string,
  said = choices.join(' or '),
): Choice {
  const chosen = choices.find((choice) => choice === text)
  if (chosen === undefined) throw new UsageError(`${flag} must be ${said}, not "${text}"`)
  return chosen
}

/** At least 1. */
export function wholeNumber(text: string, flag: string, max = Number.MAX_SAFE_INTEGER): number {
  const number = /^\d+$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= max) return number
  const end = max < Number.MAX_SAFE_INTEGER ? ` to ${max}` : ''
  throw new UsageError(`${flag} must be a whole number from 1${end}, not "${text}"`)
}

export function pagesOption(text: string, flag: string): PageNumbers {
  const numbers = readPageNumbers(text)
  if (numbers instanceof PageNumbers) return numbers
  throw new UsageError(`${flag} must be page numbers and ranges such as 2-5,8, not "${numbers.wrong}"`)
}

export function nameOption(text: string, flag: string): string {
  const name = text.trim()
  if (name === '') throw new UsageError(`${flag} needs a name`)
  return name
}

/** http or https, without user name and password. */
export function webAddress(text: string, flag: string): string {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined
  if (!url || url.username || url.password) throw new UsageError(`${flag} must be an address such as http://10.11.99.1`)
  return url.href.replace(/\/+$/, '')
}

export function tabletAddress(text: string, flag: string): SshAddress {
  const address = sshAddress(text)
  if (!address) throw new UsageError(`${flag} must be the address of a tablet such as root@10.11.99.1`)
  return address
}

/** Start of the day, or of the day `later` days after it, in local time; milliseconds since 1970. */
export function dayOption(text: string, flag: string, later = 0): number {
  const [, year = 0, month = 0, day = 0] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number)
  const start = new Date(year, month - 1, day)
  const isDay = start.getFullYear() === year && start.getMonth() === month - 1 && start.getDate() === day
  if (!isDay) throw new UsageError(`${flag} must be a day such as 2026-11-30, not "${text}"`)
  return new Date(year, month - 1, day + later).getTime()
}

/** "a, b or c" */
export function listed(items: readonly string[]): string {
  return `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`
}

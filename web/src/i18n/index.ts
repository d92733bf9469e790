// SPDX-License-Identifier: AGPL-3.0-or-later
// The words on the screen. A text is a string or its plural forms; `{name}` is filled in, numbers as people write them.
import { computed, signal } from '@preact/signals'
import de from './de.json'
import en from './en.json'

export type TextKey = keyof typeof en
type Text = string | { one: string; other: string }

const languages: Record<'en' | 'de', Record<TextKey, Text>> = { en, de }

/** What the person chose; "system" follows the browser. */
export const chosenLanguage = signal<'system' | 'en' | 'de'>('system')

export const language = computed<'en' | 'de'>(() => {
  if (chosenLanguage.value !== 'system') return chosenLanguage.value
  const known = navigator.languages
    .map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag) => tag === 'en' || tag === 'de')
  return known === 'de' ? 'de' : 'en'
})

/** How dates and numbers are written: as in the person's own region where people speak the language there. */
function locale(): string {
  if (navigator.language.startsWith(`${language.value}-`)) return navigator.language
  return language.value === 'en' ? 'en-GB' : 'de-DE'
}

const numbers = computed(() => new Intl.NumberFormat(locale()))
const plurals = computed(() => new Intl.PluralRules(language.value))

/** `count` chooses the plural form and fills `{count}`. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const text = languages[language.value][key]
  const form =
    typeof text === 'string' ? text : text[plurals.value.select(Number(values.count)) === 'one' ? 'one' : 'other']
  return form.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? ''
    return typeof value === 'number' ? numbers.value.format(value) : value
  })
}

export function formatNumber(value: number): string {
  return numbers.value.format(value)
}

/** "62 %" of 0.62 */
export function formatPercent(share: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent' }).format(share)
}

export function formatDate(milliseconds: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'long', timeStyle: 'short' }).format(milliseconds)
}

/** "20 December 2026" */
export function formatDay(milliseconds: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'long' }).format(milliseconds)
}

/** "15:32, in 4 minutes" */
export function formatSoon(milliseconds: number, now = Date.now()): string {
  const clock = new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(milliseconds)
  const seconds = Math.max(1, Math.ceil((milliseconds - now) / 1000))
  const relative = new Intl.RelativeTimeFormat(locale())
  return `${clock}, ${seconds < 60 ? relative.format(seconds, 'second') : relative.format(Math.ceil(seconds / 60), 'minute')}`
}

const steps = [
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
] as const

/** "yesterday", "3 hours ago"; after a week the date. */
export function formatAge(milliseconds: number, now = Date.now()): string {
  const age = now - milliseconds
  if (age >= 7 * 86_400_000 || age < 0)
    return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(milliseconds)
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' })
  const [unit, length] = steps.findLast(([, step]) => age >= step) ?? ['minute', 60_000]
  return relative.format(-Math.floor(age / length), unit)
}

/** "3.4 MB" */
export function formatSize(bytes: number): string {
  const unit = bytes < 1_000_000 ? ('kilobyte' as const) : ('megabyte' as const)
  const value = bytes / (unit === 'kilobyte' ? 1_000 : 1_000_000)
  const digits = value < 10 ? 1 : 0
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, maximumFractionDigits: digits }).format(value)
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts, dates and numbers in the user's language.
import { computed, effect, signal } from '@preact/signals'
import { english, type LanguageName, languageFor, languages, type TextKey } from './languages.ts'
import { formOf, memoized, type Texts } from './texts.ts'

export { isTextKey, type LanguageName, languages, type TextKey } from './languages.ts'

/** The language that the user chose; "system" follows the browser. */
export const chosenLanguage = signal<LanguageName | 'system'>('system')

const wanted = computed(() =>
  chosenLanguage.value === 'system' ? (languageFor(navigator.languages) ?? 'en') : chosenLanguage.value,
)

/** The current language, whose texts are loaded. */
const spoken = signal<{ name: LanguageName; texts: Texts<string> }>({ name: 'en', texts: english })

export const language = computed<LanguageName>(() => spoken.value.name)

let loading: Promise<void> | undefined

effect(() => {
  loading = speak(wanted.value)
})

/** If a language can't be loaded, the previous one stays. */
async function speak(name: LanguageName): Promise<void> {
  const texts = await textsOf(name).catch(() => undefined)
  if (texts && name === wanted.value) spoken.value = { name, texts }
}

let areLaterWanted = false

async function textsOf(name: LanguageName): Promise<Texts<string>> {
  const { load, loadLater } = languages[name]
  const [first, later] = await Promise.all([load(), areLaterWanted ? loadLater() : undefined])
  return { ...first.default, ...later?.default }
}

/**
 * Loads the texts of later screens, now and with each further language. Rejects if the English ones can't be loaded.
 * The texts are added to those in use, so nothing that is shown changes.
 */
export async function loadLaterTexts(): Promise<void> {
  areLaterWanted = true
  await Promise.all([addLaterTexts('en', english), loading])
  const { name, texts } = spoken.peek()
  // If they can't be loaded, English is the fallback.
  await addLaterTexts(name, texts).catch(() => undefined)
}

async function addLaterTexts(name: LanguageName, texts: Texts<string>): Promise<void> {
  Object.assign(texts, (await languages[name].loadLater()).default)
}

/** Resolves when the chosen language is in use, or could not be loaded. */
export async function languageLoaded(): Promise<void> {
  await loading
}

/**
 * The locale for dates and numbers: the user's own region if the language is spoken there, else the language's default.
 */
function locale(): string {
  return navigator.language.startsWith(`${language.value}-`) ? navigator.language : languages[language.value].region
}

function perLocale<Format>(make: (locale: string) => Format): () => Format {
  const formatOf = memoized(make)
  return () => formatOf(locale())
}

/** The user's time zone, by its name in the IANA database; null: the browser's. */
export const chosenZone = signal<string | null>(null)

/** undefined: the browser's time zone, also if the browser doesn't know the chosen one. */
export const timeZone = computed(() =>
  chosenZone.value !== null && isTimeZone(chosenZone.value) ? chosenZone.value : undefined,
)

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}

/** Like `perLocale`, for dates and times in the user's time zone. */
function perPlace(options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  const formatOf = memoized((timeZone) =>
    perLocale((name) => new Intl.DateTimeFormat(name, { ...options, ...(timeZone && { timeZone }) })),
  )
  return () => formatOf(timeZone.value ?? '')()
}

const numbers = perLocale((name) => new Intl.NumberFormat(name))
const percents = perLocale((name) => new Intl.NumberFormat(name, { style: 'percent' }))
const moments = perPlace({ dateStyle: 'long', timeStyle: 'short' })
const days = perPlace({ dateStyle: 'long' })
const shortDays = perPlace({ dateStyle: 'medium' })
const clocks = perPlace({ timeStyle: 'short' })
const spans = perLocale((name) => new Intl.RelativeTimeFormat(name))
const ages = perLocale((name) => new Intl.RelativeTimeFormat(name, { numeric: 'auto' }))

/**
 * `count` selects the plural form and fills `{count}`. A text that the language lacks is taken from English, and one
 * that English lacks is its key.
 */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const { name, texts } = spoken.value
  const count = Number(values.count)
  const form = formOf(texts[key], name, count) ?? formOf(english[key], 'en', count) ?? key
  return form.replace(/\{(\w+)\}/g, (_, blank: string) => {
    const value = values[blank] ?? ''
    return typeof value === 'number' ? numbers().format(value) : value
  })
}

export function formatNumber(value: number): string {
  return numbers().format(value)
}

/** "62 %" of 0.62 */
export function formatPercent(share: number): string {
  return percents().format(share)
}

export function formatDate(milliseconds: number): string {
  return moments().format(milliseconds)
}

/** "20 December 2026" */
export function formatDay(milliseconds: number): string {
  return days().format(milliseconds)
}

/** "20 Dec 2026", for lists. */
export function formatShortDay(milliseconds: number): string {
  return shortDays().format(milliseconds)
}

/** "15:32" */
export function formatClock(milliseconds: number): string {
  return clocks().format(milliseconds)
}

/** "15:32, in 4 minutes" */
export function formatSoon(milliseconds: number, now = Date.now()): string {
  const clock = clocks().format(milliseconds)
  const seconds = Math.max(1, Math.ceil((milliseconds - now) / 1000))
  const [length, unit] = seconds < 60 ? ([seconds, 'second'] as const) : ([Math.ceil(seconds / 60), 'minute'] as const)
  return `${clock}, ${spans().format(length, unit)}`
}

const steps = [
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
] as const

/** "yesterday", "3 hours ago"; a date after a week. */
export function formatAge(milliseconds: number, now = Date.now()): string {
  const age = now - milliseconds
  if (age >= 7 * 86_400_000 || age < 0) return shortDays().format(milliseconds)
  const [unit, length] = steps.findLast(([, step]) => age >= step) ?? ['minute', 60_000]
  return ages().format(-Math.floor(age / length), unit)
}

/** "Notion, Obsidian and Readwise" */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(locale()).format(items)
}

const sizes = [
  ['kilobyte', 1_000],
  ['megabyte', 1_000_000],
  ['gigabyte', 1_000_000_000],
] as const

/** "$0.05"; sums below $0.10 to a tenth of a cent. */
export function formatDollars(value: number): string {
  const digits = value > 0 && value < 0.1 ? 3 : 2
  const style = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const
  return new Intl.NumberFormat(locale(), { ...style, minimumFractionDigits: 2, maximumFractionDigits: digits }).format(
    value,
  )
}

/** "$9.00" of 900 cents; `amount` is in the smallest unit of the currency. */
export function formatPrice(amount: number, currency: string): string {
  const format = new Intl.NumberFormat(locale(), { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** "3.4 MB" */
export function formatSize(bytes: number): string {
  const [unit, length] = sizes.findLast(([, length]) => bytes >= length) ?? sizes[0]
  const value = bytes / length
  const digits = value < 100 ? 1 : 0
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, maximumFractionDigits: digits }).format(value)
}

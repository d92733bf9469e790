// SPDX-License-Identifier: AGPL-3.0-or-later
// The words on the screen, in the language that the person chose.
import { computed, effect, signal } from '@preact/signals'
import { english, type LanguageName, languageFor, languages, type TextKey } from './languages.ts'
import { formOf, madeOnce, type Texts } from './texts.ts'

export { isTextKey, type LanguageName, languages, type TextKey } from './languages.ts'

/** What the person chose; "system" follows the browser. */
export const chosenLanguage = signal<LanguageName | 'system'>('system')

const wanted = computed(() =>
  chosenLanguage.value === 'system' ? (languageFor(navigator.languages) ?? 'en') : chosenLanguage.value,
)

/** Its texts are here. */
const spoken = signal<{ name: LanguageName; texts: Texts<string> }>({ name: 'en', texts: english })

export const language = computed<LanguageName>(() => spoken.value.name)

let loading: Promise<void> | undefined

effect(() => {
  loading = speak(wanted.value)
})

/** Where a language cannot be loaded, the one before it stays. */
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
 * Brings the texts of the screens that are loaded later, and has the next language bring its own. Rejects without English.
 * They are added to what is spoken: nothing that is shown changes by them.
 */
export async function loadLaterTexts(): Promise<void> {
  areLaterWanted = true
  await Promise.all([addLaterTexts('en', english), loading])
  const { name, texts } = spoken.peek()
  // Until they can be loaded, English stands in.
  await addLaterTexts(name, texts).catch(() => undefined)
}

async function addLaterTexts(name: LanguageName, texts: Texts<string>): Promise<void> {
  Object.assign(texts, (await languages[name].loadLater()).default)
}

/** Resolves when the chosen language is spoken, or could not be loaded. */
export async function languageLoaded(): Promise<void> {
  await loading
}

/** How dates and numbers are written: as in the person's own region where people speak the language there. */
function locale(): string {
  return navigator.language.startsWith(`${language.value}-`) ? navigator.language : languages[language.value].region
}

function perLocale<Format>(make: (locale: string) => Format): () => Format {
  const formatOf = madeOnce(make)
  return () => formatOf(locale())
}

/** Where the person lives, by its name in the IANA time zone database; null: where the browser is. */
export const chosenZone = signal<string | null>(null)

/** Undefined for the browser's own, also where it doesn't know the chosen one. */
export const timeZone = computed(() =>
  chosenZone.value !== null && isTimeZone(chosenZone.value) ? chosenZone.value : undefined,
)

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}

/** The same for times, which are written as they are where the person lives. */
function perPlace(options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  const formatOf = madeOnce((timeZone) =>
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

/** `count` chooses the plural form and fills `{count}`. A text that the language lacks is said in English. */
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

/** "yesterday", "3 hours ago"; after a week the date. */
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

/** "$0.05"; small sums to a tenth of a cent. */
export function formatDollars(value: number): string {
  const digits = value > 0 && value < 0.1 ? 3 : 2
  const style = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const
  return new Intl.NumberFormat(locale(), { ...style, minimumFractionDigits: 2, maximumFractionDigits: digits }).format(
    value,
  )
}

/** "3.4 MB" */
export function formatSize(bytes: number): string {
  const [unit, length] = sizes.findLast(([, length]) => bytes >= length) ?? sizes[0]
  const value = bytes / length
  const digits = value < 100 ? 1 : 0
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, maximumFractionDigits: digits }).format(value)
}

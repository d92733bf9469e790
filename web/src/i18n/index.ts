// SPDX-License-Identifier: AGPL-3.0-or-later
// The words on the screen, in the language that the person chose.
import { computed, effect, signal } from '@preact/signals'
import { english, type LanguageName, languageFor, languages, type TextKey } from './languages.ts'
import { formOf, type Texts } from './texts.ts'

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
  const loaded = await languages[name].load().catch(() => undefined)
  if (loaded && name === wanted.value) spoken.value = { name, texts: loaded.default }
}

/** Resolves when the chosen language is spoken, or could not be loaded. */
export async function languageLoaded(): Promise<void> {
  await loading
}

/** How dates and numbers are written: as in the person's own region where people speak the language there. */
function locale(): string {
  return navigator.language.startsWith(`${language.value}-`) ? navigator.language : languages[language.value].region
}

const numbers = computed(() => new Intl.NumberFormat(locale()))

/** `count` chooses the plural form and fills `{count}`. A text that the language lacks is said in English. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const { name, texts } = spoken.value
  const count = Number(values.count)
  const form = formOf(texts[key], name, count) ?? formOf(english[key], 'en', count) ?? key
  return form.replace(/\{(\w+)\}/g, (_, blank: string) => {
    const value = values[blank] ?? ''
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

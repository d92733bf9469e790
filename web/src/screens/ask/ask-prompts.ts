// SPDX-License-Identifier: AGPL-3.0-or-later
// The ready-made questions, and the languages that a text can be translated to.
import { language, t } from '../../i18n/index.ts'

export const tasks = ['summarise', 'translate', 'todos', 'free'] as const
export type Task = (typeof tasks)[number]

export interface Asked {
  task: Task
  /** BCP 47: what to translate to. */
  language: string
  /** What the person typed. */
  question: string
}

/** For the model, in the language of the dashboard: it answers in the language of the question. */
export function promptOf({ task, language, question }: Asked): string {
  switch (task) {
    case 'summarise':
      return t('ask.summarisePrompt')
    case 'translate':
      return t('ask.translatePrompt', { language: nameOf(language) })
    case 'todos':
      return t('ask.todosPrompt')
    case 'free':
      return question.trim()
  }
}

/** The heading of the answer, and of a note that is made from it. */
export function titleOf({ task, language, question }: Asked, name: string): string {
  switch (task) {
    case 'summarise':
      return t('ask.summaryOf', { name })
    case 'translate':
      return t('ask.translationOf', { name, language: nameOf(language) })
    case 'todos':
      return t('ask.todosOf', { name })
    case 'free':
      return shortened(question.trim().split('\n')[0] ?? '')
  }
}

const maxTitleLetters = 120

function shortened(line: string): string {
  const letters = [...line]
  return letters.length > maxTitleLetters ? `${letters.slice(0, maxTitleLetters).join('')}…` : line
}

/** A translation is as long as its text; other answers are shorter, and a smaller limit reserves fewer tokens. */
export const maxTokensOf = ({ task }: Asked) => (task === 'translate' ? 16_000 : 4_000)

const offered = [
  ...['ar', 'bg', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fi', 'fr', 'he', 'hi', 'hr', 'hu', 'id', 'it', 'ja'],
  ...['ko', 'lt', 'lv', 'nb', 'nl', 'pl', 'pt', 'ro', 'ru', 'sk', 'sl', 'sv', 'tr', 'uk', 'vi', 'zh'],
]

export function browserLanguage(): string {
  return new Intl.Locale(navigator.language).language
}

/** By name, in the language of the dashboard. */
export function languagesToOffer(): { code: string; name: string }[] {
  const codes = [...new Set([...offered, browserLanguage()])]
  const { compare } = new Intl.Collator(language.value)
  return codes.map((code) => ({ code, name: nameOf(code) })).sort((a, b) => compare(a.name, b.name))
}

function nameOf(code: string): string {
  return new Intl.DisplayNames([language.value], { type: 'language' }).of(code) ?? code
}

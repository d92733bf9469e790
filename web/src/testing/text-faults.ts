// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks a language's file of texts against the English one, for tests.

type Text = string | { [form: string]: string }
type Texts = Record<string, Text>

/** One sentence per fault. */
export function faultsOf(language: string, texts: Texts, english: Texts): string[] {
  const missing = Object.keys(english).filter((key) => !Object.hasOwn(texts, key))
  const unknown = Object.keys(texts).filter((key) => !Object.hasOwn(english, key))
  return [
    ...missing.map((key) => `${key} is missing`),
    ...unknown.map((key) => `${key} is unknown`),
    ...Object.entries(texts).flatMap(([key, text]) => {
      const original = english[key]
      return original === undefined ? [] : faultsOfText(language, text, original).map((fault) => `${key} ${fault}`)
    }),
  ]
}

function faultsOfText(language: string, text: Text, original: Text): string[] {
  if (typeof original === 'string')
    return typeof text === 'string' ? faultsOfBlanks(text, original) : ['has plural forms, the English text has none']
  if (typeof text === 'string') return ['has no plural forms, the English text has some']
  const rules = new Intl.PluralRules(language)
  const forms = rules.resolvedOptions().pluralCategories
  return [
    ...forms.filter((form) => !(form in text)).map((form) => `lacks the form ${form}`),
    ...Object.keys(text)
      .filter((form) => !forms.some((each) => each === form))
      .map((form) => `has the form ${form}, which the language does not`),
    ...Object.entries(text).flatMap(([form, words]) => {
      const other = original.other ?? ''
      const needsCount = other.includes('{count}') && !isForOneNumber(rules, form) && !words.includes('{count}')
      return [
        ...faultsOfBlanks(words, other).map((fault) => `${fault} in the form ${form}`),
        ...(needsCount ? [`lacks {count} in the form ${form}, which is for several numbers`] : []),
      ]
    }),
  ]
}

/** “One notebook” needs no number if the form is only for 1. */
function isForOneNumber(rules: Intl.PluralRules, form: string): boolean {
  const numbers = [...Array(200).keys(), 1_000_000].filter((number) => rules.select(number) === form)
  return numbers.length <= 1
}

function faultsOfBlanks(words: string, original: string): string[] {
  const [here, there] = [blanksOf(words), blanksOf(original)]
  return [
    ...there.filter((blank) => blank !== '{count}' && !here.includes(blank)).map((blank) => `lacks ${blank}`),
    ...here.filter((blank) => !there.includes(blank)).map((blank) => `has ${blank}, the English text has not`),
  ]
}

function blanksOf(words: string): string[] {
  return [...new Set(words.match(/\{\w+\}/g) ?? [])]
}

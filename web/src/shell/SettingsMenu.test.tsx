// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import type { Store } from '../data/store.ts'
import first from '../i18n/en.json'
import { type Language, languages } from '../i18n/languages.ts'
import later from '../i18n/later/en.json'
import { faultsOf } from '../testing/text-faults.ts'

afterEach(cleanup)

const en = { ...first, ...later }

/** The English texts in brackets, in Polish plural forms. */
function pseudoPolish(
  english: Record<string, string | Record<string, string>>,
): Record<string, string | Record<string, string>> {
  const forms = new Intl.PluralRules('pl').resolvedOptions().pluralCategories
  const texts = Object.entries(english).map(([key, text]) => {
    if (typeof text === 'string') return [key, `[${text}]`]
    return [key, Object.fromEntries(forms.map((form) => [form, `[${form}: ${text.other}]`]))]
  })
  return Object.fromEntries(texts)
}

it('a language is offered, loaded and spoken for one row and two files of texts', async () => {
  expect(faultsOf('pl', pseudoPolish(en), en)).toEqual([])
  const row: Language = {
    name: 'Polski',
    region: 'pl-PL',
    load: async () => ({ default: pseudoPolish(first) }),
    loadLater: async () => ({ default: pseudoPolish(later) }),
  }
  Object.assign(languages, { pl: row })

  // Modules read the table when they load, so they are imported after the row is added.
  const { StoreContext } = await import('../data/store.ts')
  const { read } = await import('../data/library/preferences.ts')
  const { language, t } = await import('../i18n/index.ts')
  const { SettingsMenu } = await import('./SettingsMenu.tsx')
  const { noOwnKeyTranscription } = await import('../testing/own-key-transcription.ts')
  const library = { notebooks: signal(new Map()) }
  const { PageTexts } = await import('../data/own-key/page-texts.ts')
  const ownKeyTranscription = noOwnKeyTranscription()
  const pageTexts = new PageTexts(ownKeyTranscription)
  const store = { account: { state: signal({ kind: 'guest' }) }, library, ownKeyTranscription, pageTexts }
  render(
    <StoreContext.Provider value={store as unknown as Store}>
      <SettingsMenu onHelp={() => {}} onFolder={() => {}} />
    </StoreContext.Provider>,
  )
  const field = screen.getByLabelText<HTMLSelectElement>(en['language.title'])
  expect([...field.options].map(({ text }) => text)).toEqual([en['language.system'], 'English', 'Deutsch', 'Polski'])
  fireEvent.change(field, { target: { value: 'pl' } })
  await expect.poll(() => language.value).toBe('pl')
  expect([1, 2, 5].map((count) => t('notebook.pages', { count }))).toEqual([
    '[one: 1 pages]',
    '[few: 2 pages]',
    '[many: 5 pages]',
  ])
  expect(read().language).toBe('pl')
})

it('a choice of one of the radios is kept', async () => {
  const { preferences } = await import('../data/library/preferences.ts')
  const { PreferenceField } = await import('./PreferenceField.tsx')
  render(<PreferenceField name="theme" />)
  fireEvent.click(screen.getAllByRole('radio')[2] as HTMLElement)
  expect(preferences.value.theme).toBe('dark')
  cleanup()
  const { container } = render(<PreferenceField name="sort" />)
  expect(container.textContent).toBe('')
})

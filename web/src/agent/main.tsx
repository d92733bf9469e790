// SPDX-License-Identifier: AGPL-3.0-or-later
import './agent.css'
import { effect } from '@preact/signals'
import { QueryClient, QueryClientProvider } from '@tanstack/preact-query'
import { render } from 'preact'
import { language, loadLaterTexts, t } from '../i18n/index.ts'
import { openSession } from './ask.ts'
import { LocalPage } from './LocalPage.tsx'

const isDark = matchMedia('(prefers-color-scheme: dark)')
const wear = () => {
  document.documentElement.dataset.theme = isDark.matches ? 'dark' : 'light'
}
isDark.addEventListener('change', wear)
wear()

// Otherwise the first texts would be keys, or English in every language. All texts come from this computer, so loading
// some of them later gains nothing.
await Promise.all([loadLaterTexts(), openSession()])
effect(() => {
  document.documentElement.lang = language.value
  document.title = t('local.title')
})
const client = new QueryClient()
// If the page is already open, `rmirror open` only changes the address's fragment.
addEventListener('hashchange', () => void openSession().then(() => client.invalidateQueries()))
const root = document.querySelector('#app')
if (root)
  render(
    <QueryClientProvider client={client}>
      <LocalPage />
    </QueryClientProvider>,
    root,
  )

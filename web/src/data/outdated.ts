// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether the server has another version of the dashboard than this tab: files that this one has not loaded yet are gone.
import { signal } from '@preact/signals'

export const isOutdated = signal(false)

let checking: Promise<void> | undefined

/** For when one of the dashboard's own files could not be loaded. Without a connection nothing can be said. */
export function checkForUpdate(): Promise<void> {
  checking ??= compare()
    .catch(() => {})
    .finally(() => {
      checking = undefined
    })
  return checking
}

async function compare(): Promise<void> {
  const own = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.getAttribute('src')
  const answer = await fetch('/', { cache: 'no-store', headers: { Accept: 'text/html' } })
  if (own && answer.ok && !(await answer.text()).includes(own)) isOutdated.value = true
}

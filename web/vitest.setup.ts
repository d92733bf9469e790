// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs before each test file. The files of a worker share one window; each gets an empty one and fresh modules.
import { configure } from '@testing-library/preact'
import { afterAll, vi } from 'vitest'
import { patience } from '../tests/world/patience.ts'

configure({ asyncUtilTimeout: patience.expect.poll.timeout })

function emptyWindow(): void {
  localStorage.clear()
  sessionStorage.clear()
  history.replaceState(null, '', '/')
  document.head.replaceChildren()
  document.body.replaceChildren()
  for (const element of [document.documentElement, document.body])
    for (const name of element.getAttributeNames()) element.removeAttribute(name)
  // jsdom can't open dialogs.
  HTMLDialogElement.prototype.showModal = () => {}
  HTMLDialogElement.prototype.close = () => {}
}

vi.resetModules()
// Tests render later screens without waiting for their texts.
const { loadLaterTexts } = await import('./src/i18n/index.ts')
await loadLaterTexts()
const { endAll } = await import('./src/testing/at-end.ts')
// Some files run in Node alone.
if ('document' in globalThis) emptyWindow()
// Files that use IndexedDB set it up themselves.
Reflect.deleteProperty(globalThis, 'indexedDB')

afterAll(async () => {
  endAll()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  // Preact's last update waits for a frame, and the window may be gone before that.
  if ('requestAnimationFrame' in globalThis) await new Promise((done) => requestAnimationFrame(done))
})

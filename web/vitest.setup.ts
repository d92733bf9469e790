// SPDX-License-Identifier: AGPL-3.0-or-later
// vitest runs this for each file. One window serves all files of a worker: each finds it empty, and has modules of its own.
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
  // jsdom has dialogs that can't be opened.
  HTMLDialogElement.prototype.showModal = () => {}
  HTMLDialogElement.prototype.close = () => {}
}

vi.resetModules()
// Tests show screens without waiting for them to be loaded.
const { loadLaterTexts } = await import('./src/i18n/index.ts')
await loadLaterTexts()
// Some files ask for Node alone.
if ('document' in globalThis) emptyWindow()
// Files that keep something there open it themselves.
Reflect.deleteProperty(globalThis, 'indexedDB')

afterAll(async () => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  // What was drawn last waits for a frame, and the window may be gone before it comes.
  if ('requestAnimationFrame' in globalThis) await new Promise((done) => requestAnimationFrame(done))
})

// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs before each test file. The files of a worker share one window; each gets an empty one and fresh modules.
import { cleanup, configure } from '@testing-library/preact'
import { afterAll, afterEach, vi } from 'vitest'
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
const { RunningWork } = await import('./src/testing/running-work.ts')
// Some files run in Node alone.
if ('document' in globalThis) emptyWindow()
// Files that use IndexedDB set it up themselves.
Reflect.deleteProperty(globalThis, 'indexedDB')

const work = new RunningWork()

afterEach(endAll)

afterAll(async () => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  cleanup()
  endAll()
  const left = await work.ended()
  work.stop()
  if (left.length > 0)
    throw new Error(`These tests left something running. End it in the test, or with atEnd:\n${left.join('\n')}`)
})

// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, describe, expect, it, vi } from 'vitest'
import { handOverOf, optionsOf } from './file-delivery.ts'

const document = '---\ntitle: "Diary"\nsource: "reMarkable"\n---\n\n# Diary\n\n---\n\nEnd\n'
const file = (text: string) => ({ name: 'Diary.md', text: async () => text }) as File

afterEach(() => vi.unstubAllGlobals())

describe('the clipboard', () => {
  it('gets the text without what it says to programs', async () => {
    const writeText = vi.fn()
    vi.stubGlobal('navigator', { clipboard: { writeText } })
    await handOverOf('copy')?.hand(file(document))
    await handOverOf('copy')?.hand(file('Diary\n=====\n'))
    expect(writeText.mock.calls.flat()).toEqual(['# Diary\n\n---\n\nEnd\n', 'Diary\n=====\n'])
  })
})

describe('other apps', () => {
  const sharing = (error?: Error) => {
    const share = vi.fn(() => (error ? Promise.reject(error) : Promise.resolve()))
    vi.stubGlobal('navigator', { share })
    return share
  }

  it('get the file itself', async () => {
    const share = sharing()
    const shared = file('')
    await handOverOf('share')?.hand(shared)
    expect(share.mock.calls).toEqual([[{ files: [shared], title: 'Diary.md' }]])
  })

  it('may be none after all', async () => {
    sharing(new DOMException('Closed', 'AbortError'))
    await handOverOf('share')?.hand(file(''))
    sharing(new DOMException('Click first', 'NotAllowedError'))
    await expect(handOverOf('share')?.hand(file(''))).rejects.toThrow('Click first')
  })
})

it('only what the browser can do is offered', () => {
  vi.stubGlobal('navigator', {})
  expect([optionsOf('markdown'), optionsOf('pdf')]).toEqual([
    { copy: true, share: false },
    { copy: false, share: false },
  ])
  const canShare = ({ files: [file] }: { files: [File] }) => file.type === 'application/pdf'
  vi.stubGlobal('navigator', { canShare })
  expect([optionsOf('html').share, optionsOf('pdf').share]).toEqual([false, true])
})

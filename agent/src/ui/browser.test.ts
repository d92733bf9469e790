// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { browserCommand } from './browser.ts'

const page = 'https://notes.example.org/device?user_code=WDJB-MJHT'
const on = (platform: NodeJS.Platform, environment: NodeJS.ProcessEnv = {}, url = page) =>
  browserCommand(url, { platform, environment })

test('a page is opened as each system does, without a shell', () => {
  expect(on('darwin')).toEqual(['open', page])
  expect(on('win32')).toEqual(['rundll32', 'url.dll,FileProtocolHandler', page])
  expect(on('linux', { DISPLAY: ':0' })).toEqual(['xdg-open', page])
  expect(on('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open', page])
  expect(on('linux', { BROWSER: 'firefox', SSH_CONNECTION: '1' })).toEqual(['firefox', page])
})

test('no browser is opened without a screen or for an address that is no web page', () => {
  expect(on('linux')).toBeUndefined()
  expect(on('darwin', { SSH_CONNECTION: '::1 1 ::1 22' })).toBeUndefined()
  for (const url of ['file:///etc/passwd', 'javascript:alert(1)', '-a Calculator', 'vscode://x'])
    expect(on('darwin', {}, url)).toBeUndefined()
})

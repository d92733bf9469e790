// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { platformName, runsOn, thisComputer } from './computer.ts'

const packages = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64']
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15'

const saying = (architecture: string, bitness = '64') => ({
  getHighEntropyValues: async () => ({ architecture, bitness }),
})

test.each([
  ['Firefox on Linux', { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0' }, ['linux-x64']],
  ['Firefox on a Raspberry Pi', { userAgent: 'Mozilla/5.0 (X11; Linux aarch64; rv:128.0)' }, ['linux-arm64']],
  ['Edge on Windows', { userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/126.0' }, ['win32-x64']],
  ['Windows on ARM', { userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)', userAgentData: saying('arm') }, []],
  ['Safari on any Mac', { userAgent: mac }, ['darwin-x64', 'darwin-arm64']],
  ['Chrome on a new Mac', { userAgent: mac, userAgentData: saying('arm') }, ['darwin-arm64']],
  ['Chrome on an old Mac', { userAgent: mac, userAgentData: saying('x86') }, ['darwin-x64']],
  ['an iPad', { userAgent: mac, maxTouchPoints: 5 }, []],
  ['a phone', { userAgent: 'Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/130.0 Mobile' }, []],
  ['something else', { userAgent: 'curl' }, []],
])('%s is offered what runs there', async (_, browser, expected) => {
  const computer = await thisComputer({ maxTouchPoints: 0, ...browser })
  expect(packages.filter((each) => runsOn(each, computer))).toEqual(expected)
})

test('a browser that refuses to say more is believed in what it says', async () => {
  const userAgentData = { getHighEntropyValues: () => Promise.reject(new Error('NotAllowedError')) }
  const computer = await thisComputer({ userAgent: mac, maxTouchPoints: 0, userAgentData })
  expect(computer).toEqual({ system: 'darwin', architecture: null })
})

test('platforms are called what people call them', () => {
  expect(['linux-x64', 'darwin-arm64', 'win32-x64', 'plan9-mips'].map(platformName)).toEqual([
    ...['Linux (x64)', 'macOS (Apple silicon)', 'Windows (x64)', 'plan9 (mips)'],
  ])
})

// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { readManifest } from './agent-release.ts'

const manifest = (version: unknown, packages: unknown) => JSON.stringify({ version, packages })

test('of a manifest only packages with an address of the web are offered', () => {
  const good = { platform: 'linux-x64', url: '/downloads/a.tar.gz', size: 1 }
  const bad = ['javascript:alert(1)', '//evil.example/a', 'data:text/html,x', 7].map((url) => ({ ...good, url }))
  expect(readManifest(manifest('1.2.3', [...bad, good, null, 'x']))).toEqual({ version: '1.2.3', packages: [good] })
})

test.each(['no JSON', 'null', '[]', manifest('newest', []), manifest('1.2.3', {}), manifest(1, [])])(
  '%s is no release',
  (text) => {
    expect(readManifest(text)).toBeNull()
  },
)

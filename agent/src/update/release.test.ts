// SPDX-License-Identifier: AGPL-3.0-or-later
// Which releases are trusted.
import { generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { packageIn, readRelease } from './release.ts'

const maker = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519')

const linux = { platform: 'linux-x64', url: '/downloads/a.tar.gz', sha256: 'a'.repeat(64), size: 5 }
const good = { version: '2.0.0', packages: [linux] }

function signed(manifest: unknown, key = maker.privateKey) {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest)
  return { manifest: text, signature: sign(null, Buffer.from(text), key).toString('base64') }
}
const read = (release: unknown) => readRelease(release, maker.publicKey)

test('a signed release is read, whatever else a later one says', () => {
  const later = { ...good, notes: 'ä', packages: [{ ...linux, minimum: '1.0.0' }] }
  const release = read(signed(later))
  expect(release).toEqual(good)
  expect(packageIn(release, 'linux-x64')).toEqual(linux)
  expect(() => packageIn(release, 'linux-arm64')).toThrow('Version 2.0.0 has no package for linux-arm64.')
})

test('a release with a foreign signature, or changed after it was signed, is refused', () => {
  const release = signed(good)
  const changed = Buffer.from(release.signature, 'base64')
  changed[63] = (changed[63] ?? 0) ^ 1
  const forged = [
    signed(good, stranger.privateKey),
    { ...release, manifest: release.manifest.replace('2.0.0', '3.0.0') },
    { ...release, manifest: `${release.manifest} ` },
    { ...release, signature: '' },
    { ...release, signature: signed(good, stranger.privateKey).signature },
    { ...release, signature: changed.toString('base64') },
  ]
  for (const each of forged) expect(() => read(each)).toThrow("isn't signed by whoever made this program")
})

test.each<[string, unknown]>([
  ['no object', 5],
  ['a list', [good]],
  ['no version', { packages: [linux] }],
  ['a version that leads elsewhere', { ...good, version: '../2.0.0' }],
  ['no packages', { version: '2.0.0' }],
  ['more packages than there are computers', { ...good, packages: Array.from({ length: 65 }, () => linux) }],
  ['a package that is none', { ...good, packages: [null] }],
  ['no size', { ...good, packages: [{ ...linux, size: undefined }] }],
  ['a size that fills the disk', { ...good, packages: [{ ...linux, size: 1e12 }] }],
  ['a hash in capitals', { ...good, packages: [{ ...linux, sha256: 'A'.repeat(64) }] }],
  ['an address of the disk', { ...good, packages: [{ ...linux, url: 'file:///etc/passwd' }] }],
])('signed, but %s: it is refused', (_, manifest) => {
  expect(() => read(signed(manifest))).toThrow("can't be read")
})

test('an answer that is no release is refused', () => {
  for (const answer of [null, 'text', {}, { manifest: 5, signature: '' }, { manifest: '{}' }])
    expect(() => read(answer)).toThrow("can't be read")
})

// SPDX-License-Identifier: AGPL-3.0-or-later
// tests/vectors.json through wasm: the same answers as natively and on the server.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtModule } from './core.ts'

interface Vectors {
  file_hash: { name: string; size: number; expected: string }[]
  text_fingerprint: { name: string; request: unknown; expected: string }[]
  text_fingerprint_refused: { name: string; request: unknown }[]
}

const vectors: Vectors = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'vectors.json'), 'utf8'))
const core = await builtModule()

describe('the vectors, through wasm', () => {
  it('are as many as promised', () => {
    expect(vectors.file_hash.length).toBeGreaterThanOrEqual(20)
    expect(vectors.text_fingerprint.length).toBeGreaterThanOrEqual(35)
  })

  it.each(vectors.file_hash)('hash a file of $name', ({ size, expected }) => {
    const pattern = Uint8Array.from({ length: size }, (_, i) => (i * 31 + 7) % 251)
    expect(core.fileHash(pattern)).toBe(expected)
  })

  it.each(vectors.text_fingerprint)('fingerprint $name', ({ request, expected }) => {
    expect(core.textFingerprint(JSON.stringify(request))).toBe(expected)
  })

  it.each(vectors.text_fingerprint_refused)('refuse $name', ({ request }) => {
    expect(core.textFingerprint(JSON.stringify(request))).toMatchObject({ ok: false, error: { code: 'bad-request' } })
  })
})

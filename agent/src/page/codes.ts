// SPDX-License-Identifier: AGPL-3.0-or-later
// "rmirror open" proves that the user may read this account's files: it writes the hash of a code there, and the
// browser presents the code, once.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { LocalPlace } from '@rmirror/shared/local-page'

const goodForMs = 60_000

interface Kept {
  hash: string
  /** Milliseconds since 1970. */
  at: number
}

/** Invalidates any earlier code. */
function makeCode(file: string, now = Date.now()): string {
  const code = randomBytes(24).toString('base64url')
  writeFileSync(file, JSON.stringify({ hash: hashOf(code), at: now } satisfies Kept), { mode: 0o600 })
  return code
}

/** The address with which a browser may open the page, once; `place` is the view that the page shows first. */
export function openingAddress(port: number, file: string, place?: LocalPlace): string {
  return `http://127.0.0.1:${port}/#${makeCode(file)}${place ? `/${place}` : ''}`
}

/** True if the code is valid; it can't be used again. */
export function takeCode(file: string, code: string, now = Date.now()): boolean {
  const kept = keptIn(file)
  if (!kept || now - kept.at > goodForMs || now < kept.at) return false
  if (!timingSafeEqual(Buffer.from(hashOf(code)), Buffer.from(kept.hash))) return false
  rmSync(file)
  return true
}

function keptIn(file: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept
    return /^[0-9a-f]{64}$/.test(kept.hash) ? kept : undefined
  } catch {
    return undefined
  }
}

const hashOf = (code: string) => createHash('sha256').update(code).digest('hex')

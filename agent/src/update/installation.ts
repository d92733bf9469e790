// SPDX-License-Identifier: AGPL-3.0-or-later
// How this program was installed, and therefore how it is updated. Every package has an install.json; a checkout
// doesn't.
import { createPublicKey, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { arch } from 'node:os'
import { join } from 'node:path'
import { CommandError } from '../errors.ts'
import { programFolder } from '../version.ts'

export interface Packaged {
  kind: 'npm' | 'deb' | 'archive'
  /** Public key of the package's maker; absent if it accepts no updates. */
  key: KeyObject | undefined
  /** The version that was installed, as stated by its launcher; absent if it wasn't started by one. */
  base: string | undefined
}

export type Installation = { kind: 'checkout' } | Packaged

export function readInstallation(folder = programFolder, environment = process.env): Installation {
  const file = join(folder, 'install.json')
  if (!existsSync(file)) return { kind: 'checkout' }
  const { kind, update_key: key } = parsed(file)
  if (kind !== 'npm' && kind !== 'deb' && kind !== 'archive') throw damaged(file)
  const { RMIRROR_AGENT_LAUNCHER: launcher, RMIRROR_AGENT_BASE: base } = environment
  return { kind, key: typeof key === 'string' ? publicKey(key, file) : undefined, base: launcher && base }
}

/** Command that the user runs to get this version; undefined if "rmirror update" does that. */
export function commandFor({ kind }: Installation, version: string, server: string): string | undefined {
  if (kind === 'archive') return undefined
  if (kind === 'checkout') return 'git pull && make run'
  if (kind === 'npm') return `npm install -g ${server}/downloads/rmirror-${version}.tgz`
  // Debian sorts 1.0.0~rc.1 before 1.0.0.
  const name = `rmirror_${version.replaceAll('-', '~')}_${arch() === 'x64' ? 'amd64' : arch()}.deb`
  return `curl -fLO ${server}/downloads/${name} && sudo apt install ./${name}`
}

/** The raw key in Base64; RFC 8037 has the same bytes in Base64url. */
function publicKey(text: string, file: string): KeyObject {
  try {
    const x = Buffer.from(text, 'base64').toString('base64url')
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  } catch {
    throw damaged(file)
  }
}

function parsed(file: string): { kind?: unknown; update_key?: unknown } {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    throw damaged(file)
  }
}

const damaged = (file: string) => new CommandError(`${file} is damaged. Install rMirror again.`)

// SPDX-License-Identifier: AGPL-3.0-or-later
// The release that a server offers. The server only passes it on: the program's maker has signed it.
import { type KeyObject, verify } from 'node:crypto'
import { type Api, ApiProblem, answerTo, isVersion } from '@rmirror/shared/api'
import { CommandError } from '../errors.ts'
import { visibleLine } from '../visible.ts'

export interface Package {
  /** `process.platform` and `process.arch`: "linux-x64". */
  platform: string
  /** A web address, or a path on the server. */
  url: string
  /** Hash of the whole archive, in hexadecimal digits. */
  sha256: string
  /** In bytes. */
  size: number
}

export interface Release {
  version: string
  packages: Package[]
}

const maxPackages = 64
const maxBytes = 512 * 1024 * 1024

/** Undefined if the server offers none. Rejects with a CommandError if the offer can't be trusted. */
export async function fetchRelease(api: Api, key: KeyObject, signal: AbortSignal): Promise<Release | undefined> {
  try {
    return readRelease(await answerTo(api.GET('/api/v1/agents/latest', { signal })), key)
  } catch (cause) {
    if (cause instanceof ApiProblem && cause.status === 404) return undefined
    if (cause instanceof SyntaxError) throw new CommandError(unreadable, { cause })
    throw cause
  }
}

const unreadable = "The release that the server offers can't be read, and is ignored. Tell whoever runs the server."

/** Verifies the signature before it reads anything in the manifest. */
export function readRelease(signed: unknown, key: KeyObject): Release {
  const { manifest, signature } = objectOf(signed)
  if (typeof manifest !== 'string' || typeof signature !== 'string') throw new CommandError(unreadable)
  if (!verify(null, Buffer.from(manifest), key, Buffer.from(signature, 'base64')))
    throw new CommandError(
      "The release that the server offers isn't signed by whoever made this program, and is ignored. Tell whoever runs the server.",
    )
  const { version, packages } = objectOf(JSON.parse(manifest))
  if (typeof version !== 'string' || !isVersion(version)) throw new CommandError(unreadable)
  if (!Array.isArray(packages) || packages.length > maxPackages) throw new CommandError(unreadable)
  return { version, packages: packages.map(packageOf) }
}

/** Throws a CommandError if there is no package for this platform. */
export function packageIn({ version, packages }: Release, platform: string): Package {
  const found = packages.find((each) => each.platform === platform)
  if (!found) throw new CommandError(`Version ${version} has no package for ${platform}.`)
  return found
}

function packageOf(value: unknown): Package {
  const { platform, url, sha256, size } = objectOf(value)
  const isRight =
    typeof platform === 'string' &&
    typeof url === 'string' &&
    /^(https?:\/\/|\/)/.test(url) &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    typeof size === 'number' &&
    Number.isInteger(size) &&
    size > 0 &&
    size <= maxBytes
  if (!isRight) throw new CommandError(unreadable)
  return { platform: visibleLine(platform), url, sha256, size }
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new CommandError(unreadable)
  return value as Record<string, unknown>
}

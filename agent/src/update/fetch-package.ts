// SPDX-License-Identifier: AGPL-3.0-or-later
// Downloads a package. It may come from anywhere, because the release states its hash and size.
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { ReadableStream } from 'node:stream/web'
import { CommandError } from '../errors.ts'
import type { Package } from './release.ts'

/** Timeout of a download that receives nothing. */
const stallMs = 60_000

/** Rejects with a CommandError if it can't be downloaded or isn't the signed package; may leave a part of the file. */
export async function fetchPackage(
  { url, size, sha256 }: Package,
  { server, file, signal }: { server: string; file: string; signal: AbortSignal },
): Promise<void> {
  const address = url.startsWith('/') ? `${server}${url}` : url
  const stall = new AbortController()
  const stalled = new CommandError(`The download of ${address} stands still. Try again later.`)
  const timer = setTimeout(() => stall.abort(stalled), stallMs)
  await using handle = await open(file, 'wx', 0o600)
  try {
    const answer = await fetch(address, { signal: AbortSignal.any([signal, stall.signal]) })
    if (!answer.ok || !answer.body) throw new CommandError(`${address} answers ${answer.status}. Try again later.`)
    const hash = createHash('sha256')
    let received = 0
    for await (const part of answer.body as ReadableStream<Uint8Array>) {
      timer.refresh()
      received += part.length
      if (received > size) break
      hash.update(part)
      await handle.writeFile(part)
    }
    if (received < size) throw new CommandError(`${address} ended early. Try again later.`)
    if (received > size || hash.digest('hex') !== sha256) throw new CommandError(changed(address))
  } catch (cause) {
    throw signal.aborted || cause instanceof CommandError ? cause : failed(cause, address)
  } finally {
    clearTimeout(timer)
  }
}

const changed = (address: string) =>
  `${address} isn't the package that was signed: it was changed, and is thrown away. Tell whoever runs the server.`

function failed(cause: unknown, address: string): CommandError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOSPC') return new CommandError('The disk is full. Make room, then try again.', { cause })
  return new CommandError(`${address} can't be downloaded. Try again later.`, { cause })
}

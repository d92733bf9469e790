// SPDX-License-Identifier: AGPL-3.0-or-later
// Decides whether a server's offer is installed: only if it is newer than everything known here.
import type { KeyObject } from 'node:crypto'
import { compareVersions } from '@rmirror/shared/api'
import { anonymousApi } from '../account/connection.ts'
import { CommandError } from '../errors.ts'
import { version } from '../version.ts'
import { fetchRelease, type Release } from './release.ts'
import type { Versions } from './versions.ts'

/** Undefined if there is nothing newer. Rejects with a CommandError if the offer can't be trusted. */
export async function findUpdate(
  server: string,
  { key, versions, signal }: { key: KeyObject; versions: Versions; signal: AbortSignal },
): Promise<Release | undefined> {
  const release = await fetchRelease(anonymousApi(server), key, signal)
  if (!release || compareVersions(release.version, version) <= 0) return undefined
  const highest = versions.highest()
  if (highest !== undefined && compareVersions(release.version, highest) < 0)
    throw new CommandError(
      `The server offers version ${release.version}, though version ${highest} was offered before. It is ignored: somebody may want weaknesses back that were mended. Tell whoever runs the server.`,
    )
  await versions.recordOffer(release.version)
  return release
}

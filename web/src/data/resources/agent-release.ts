// SPDX-License-Identifier: AGPL-3.0-or-later
// The agent release that the server offers for download.
import { ApiProblem, answerTo, isVersion } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'

export interface AgentRelease {
  version: string
  packages: AgentPackage[]
}

export interface AgentPackage {
  /** "linux-x64" */
  platform: string
  url: string
  /** In bytes. */
  size: number
}

const maxPackages = 64

/** null: the server offers none. The change feed doesn't report new releases: the query is refetched on mount. */
export function latestAgent(remote: Remote): RemoteQuery<AgentRelease | null> {
  return {
    queryKey: remote.keyOf('latest agent'),
    queryFn: ({ signal }) => fetchRelease(remote.account, signal),
    enabled: remote.user.value !== null,
    staleTime: 0,
  }
}

async function fetchRelease({ api }: Pick<Account, 'api'>, signal: AbortSignal): Promise<AgentRelease | null> {
  try {
    const { manifest } = await answerTo(api.GET('/api/v1/agents/latest', { signal, cache: 'no-store' }))
    return readManifest(manifest)
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null
    throw error
  }
}

/**
 * Parses a release manifest; null if it's invalid. Keeps only packages with http(s) or same-origin addresses. The
 * signature isn't checked: devices check it before they install anything, and the dashboard only makes links.
 */
export function readManifest(text: string): AgentRelease | null {
  const { version, packages } = membersOf(parsed(text))
  if (typeof version !== 'string' || !isVersion(version) || !Array.isArray(packages)) return null
  return { version, packages: packages.slice(0, maxPackages).flatMap(packageOf) }
}

function packageOf(value: unknown): AgentPackage[] {
  const { platform, url, size } = membersOf(value)
  const isRight = typeof platform === 'string' && typeof url === 'string' && typeof size === 'number'
  return isRight && /^(https?:\/\/|\/(?!\/))/.test(url) ? [{ platform, url, size }] : []
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const membersOf = (value: unknown) => (typeof value === 'object' ? (value ?? {}) : {}) as Record<string, unknown>

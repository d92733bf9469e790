// SPDX-License-Identifier: AGPL-3.0-or-later
// The browsers that are signed in to the account, including this one.
import { ApiProblem, answerTo } from '@rmirror/shared/api'
import type { Account } from './account.ts'

export interface Session {
  id: string
  /** null: unknown. */
  browser: string | null
  /** null: unknown operating system. */
  system: string | null
  /** Milliseconds since 1970. */
  begunAt: number
  lastUsedAt: number
  /** It's this browser's session. */
  isCurrent: boolean
}

type Asked = Pick<Account, 'api'>

/** This browser's session first, then the others by last use. */
export async function fetchSessions({ api }: Asked, signal: AbortSignal): Promise<Session[]> {
  const { sessions } = await answerTo(api.GET('/api/v1/auth/sessions', { signal, cache: 'no-store' }))
  const known = sessions.map(({ id, browser, created_at, last_used_at, is_current }) => ({
    ...{ id, ...namesIn(browser), isCurrent: is_current },
    ...{ begunAt: Date.parse(created_at), lastUsedAt: Date.parse(last_used_at) },
  }))
  return known.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent) || b.lastUsedAt - a.lastUsedAt)
}

/** The server's format is "Firefox (Linux)". */
function namesIn(browser: string): Pick<Session, 'browser' | 'system'> {
  const [, name, system] = /^(.+?) \(([^()]+)\)$/.exec(browser) ?? []
  return name && system ? { browser: name, system } : { browser: browser || null, system: null }
}

/** A session that has already ended (404) is no error. */
export async function endSession({ api }: Asked, { id }: Pick<Session, 'id'>): Promise<void> {
  try {
    await answerTo(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } }))
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error
  }
}

export async function endOtherSessions({ api }: Asked): Promise<void> {
  await answerTo(api.DELETE('/api/v1/auth/sessions'))
}

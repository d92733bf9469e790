// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests to the `rmirror watch` process that serves this page.
import { signal } from '@preact/signals'
import type {
  LocalActions,
  LocalPlace,
  LocalPlan,
  LocalProblem,
  LocalSelection,
  LocalSession,
  LocalState,
} from '@rmirror/shared/local-page'

/** The browser has no session token; `rmirror open` gives it one. */
export class NoSession extends Error {}
/** The process has ended. */
export class NotRunning extends Error {}

export const fetchState = () => ask<LocalState>('GET', 'state')
export const fetchSelection = () => ask<LocalSelection>('GET', 'selection')

export const fetchPlan = () => ask<LocalPlan>('GET', 'plan')

export async function fetchDiagnostics(): Promise<string> {
  return (await answerTo('GET', 'diagnostics')).text()
}

export async function act<Name extends keyof LocalActions>(name: Name, body: LocalActions[Name]): Promise<void> {
  await answerTo('POST', name, body)
}

/** The part of the page the user was sent to, until it's in focus. */
export const targetSection = signal<LocalPlace | null>(null)

/**
 * Exchanges the code in the address that `rmirror open` opened, if there is one, for a session token. Removes the code
 * from the address first.
 */
export async function openSession(): Promise<void> {
  const [code, place] = location.hash.slice(1).split('/')
  if (!code) return
  history.replaceState(null, '', location.pathname)
  if (place === 'removals') targetSection.value = place
  // A used code needs no error here: `fetchState` then rejects with NoSession.
  const answer = await answerTo('POST', 'session', { code }).catch(() => undefined)
  if (answer) keepToken(((await answer.json()) as LocalSession).token)
}

const storedToken = 'rmirror-page'
let token = ''

/** Unlike cookies, storage is separate for each port. After a reload, or in another tab, no new code is needed. */
function keepToken(given: string): void {
  token = given
  try {
    localStorage.setItem(storedToken, given)
  } catch {
    // Without storage, the token lasts until the page is left.
  }
}

function keptToken(): string {
  try {
    return localStorage.getItem(storedToken) ?? token
  } catch {
    return token
  }
}

async function ask<Answer>(method: string, name: string): Promise<Answer> {
  return (await answerTo(method, name)).json() as Promise<Answer>
}

async function answerTo(method: string, name: string, body?: object): Promise<Response> {
  const sent = body && { body: JSON.stringify(body) }
  const headers = { 'rmirror-page': keptToken(), ...(body && { 'Content-Type': 'application/json' }) }
  const answer = await fetch(`/api/${name}`, { method, headers, ...sent }).catch((cause: unknown) => {
    throw new NotRunning('', { cause })
  })
  if (answer.ok) return answer
  const { error } = (await answer.json()) as LocalProblem
  throw answer.status === 401 ? new NoSession(error) : new Error(error)
}

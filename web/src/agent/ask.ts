// SPDX-License-Identifier: AGPL-3.0-or-later
// Asking the watch whose page this is.
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

/** Nobody has shown that they may read this: "rmirror open" does. */
export class NotOpened extends Error {}
/** The watch has ended. */
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

/** What the person came for, until it is shown. */
export const wantedPlace = signal<LocalPlace | null>(null)

/** By the code that "rmirror open" put into the address, where there is one. It is taken out of the address at once. */
export async function openSession(): Promise<void> {
  const [code, place] = location.hash.slice(1).split('/')
  if (!code) return
  history.replaceState(null, '', location.pathname)
  if (place === 'removals') wantedPlace.value = place
  // A code that is used up is told by the state, which nobody may read then.
  const answer = await answerTo('POST', 'session', { code }).catch(() => undefined)
  if (answer) keepToken(((await answer.json()) as LocalSession).token)
}

const storedToken = 'rmirror-page'
let token = ''

/** Storage belongs to this port alone, unlike cookies. A reload, or another tab, needs no new code. */
function keepToken(given: string): void {
  token = given
  try {
    localStorage.setItem(storedToken, given)
  } catch {
    // Without storage the token is good until the page is left.
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
  throw answer.status === 401 ? new NotOpened(error) : new Error(error)
}

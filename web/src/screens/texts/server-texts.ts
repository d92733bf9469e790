// SPDX-License-Identifier: AGPL-3.0-or-later
// Localised texts for the server's errors.
import { ApiProblem, type CapacityProblem, capacityProblemOf, NotReached } from '@rmirror/shared/api'
import type { CredentialsProblem } from '../../components/forms/CredentialsForm.tsx'
import type { PasswordProblem } from '../../components/forms/PasswordForm.tsx'
import type { Problem } from '../../components/forms/use-form.ts'
import { isServerFailure } from '../../data/account/account.ts'
import { formatClock, formatSoon, type TextKey, t } from '../../i18n/index.ts'

/** Minimum length in characters, the same as on the server. */
export const minPasswordLength = 10

/** Text for errors that aren't specific to the request. Rethrows what is neither the server's nor the network's. */
export function serverText(error: unknown): string {
  if (!isServerFailure(error)) throw error
  if (error instanceof NotReached) return t('server.unreachable')
  if (!(error instanceof ApiProblem) || isByFiles(error)) return t('server.absent')
  const noRoom = capacityProblemOf(error)
  if (noRoom) return t(noRoomTexts[noRoom])
  if (error.type === 'terms_not_accepted') return t('server.terms')
  if (error.status === 429) return tooOften(error)
  if (error.status === 401) return t('server.signedOut')
  if (error.status >= 500) return t('server.busy')
  return t('server.refused', { detail: error.message })
}

// The server's sentences on why pages wait. What its administrator has to fix is in the server's log.
const spentToday = "This server's spending limit for today is reached. Transcription goes on at 00:00 UTC."
const waitingTexts: Record<string, TextKey | undefined> = {
  'Transcription is paused on this server. Pages wait, and are transcribed automatically when it resumes.':
    'reading.paused',
  'This page costs more than this server spends in a day. It waits until the administrator of this server allows more.':
    'reading.spendLimitTooLow',
  'The transcription service of this server stopped before the end of this page. The page waits, and is retried automatically.':
    'reading.cutOff',
}

/** Translation of such a sentence, with the time in the user's time zone; null for any other reason. */
export function waitingText(reason: string): string | null {
  const text = waitingTexts[reason]
  if (text) return t(text)
  if (reason !== spentToday) return null
  return t('reading.spendLimit', { when: formatClock(new Date().setUTCHours(24, 0, 0, 0)) })
}

/** Why a sync ended, and how to go on; no hint to sync again if the storage is full, which would end the same way. */
export function syncProblem(error: unknown): string {
  return capacityProblemOf(error) ? serverText(error) : `${serverText(error)} ${t('sync.later')}`
}

export function signInProblem(error: unknown): CredentialsProblem {
  if (error instanceof ApiProblem && error.status === 401) return { about: 'password', text: t('account.wrong') }
  return { about: 'form', text: serverText(error) }
}

export function signUpProblem(error: unknown): CredentialsProblem {
  if (error instanceof ApiProblem) {
    if (error.status === 409) return { about: 'email', text: t('account.taken') }
    if (error.field === 'email') return { about: 'email', text: t('account.emailWrong') }
    if (error.field === 'password') return { about: 'password', text: t('account.passwordEasy') }
    const refusal = signUpRefusals[error.type]
    if (refusal) return { about: 'form', text: t(refusal) }
  }
  return { about: 'form', text: serverText(error) }
}

export const signUpRefusals: Record<string, TextKey | undefined> = {
  signup_closed: 'signUp.closed',
  invitation_needed: 'signUp.invitedOnly',
  invitation_unknown: 'signUp.unknown',
  invitation_used: 'signUp.used',
  invitation_expired: 'signUp.expired',
}

export function passwordProblem(error: unknown): PasswordProblem {
  if (error instanceof ApiProblem) {
    if (error.field === 'password.current') return { about: 'current', text: t('password.wrong') }
    if (error.field === 'password.new') return { about: 'new', text: t('account.passwordEasy') }
  }
  return { about: 'form', text: serverText(error) }
}

export function profileProblem(error: unknown): Problem<'name' | 'time_zone'> {
  if (error instanceof ApiProblem && error.field === 'time_zone')
    return { about: 'time_zone', text: t('profile.timeZoneWrong') }
  if (error instanceof ApiProblem && error.field === 'name') return { about: 'name', text: t('profile.nameWrong') }
  return { about: 'form', text: serverText(error) }
}

const noRoomTexts: Record<CapacityProblem, TextKey> = {
  storage_full: 'server.storageFull',
  too_many_notebooks: 'server.tooManyNotebooks',
  too_many_pages: 'server.tooManyPages',
  disk_full: 'server.diskFull',
}

/** The answer is from a static file server: it knows no POST, and its errors lack our `detail`. */
function isByFiles({ status, members }: ApiProblem): boolean {
  return [403, 404, 405, 501].includes(status) && !('detail' in members)
}

function tooOften({ retryAfterMs }: ApiProblem): string {
  if (retryAfterMs === undefined) return t('server.busy')
  return t('server.tooOften', { when: formatSoon(Date.now() + retryAfterMs) })
}

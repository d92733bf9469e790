// SPDX-License-Identifier: AGPL-3.0-or-later
// The steps from a new account to notes in another service, as the server has observed them.
import { answerTo, type components } from '@rmirror/shared/api'
import { changeAccount } from '../account/profile.ts'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'

export type FirstSteps = components['schemas']['FirstSteps']

/** Refetched shortly after a change they depend on; disabled once the user has ended them. */
export function firstSteps(remote: Remote): RemoteQuery<FirstSteps> {
  return {
    queryKey: remote.keyOf('first steps'),
    queryFn: ({ signal }) => answerTo(remote.account.api.GET('/api/v1/me/first-steps', { signal, cache: 'no-store' })),
    enabled: remote.user.value !== null && remote.account.user.value?.first_steps_ended === false,
    staleTime: 0,
  }
}

/** Applies to all browsers of the user. */
export function endFirstSteps({ account }: Remote): Promise<void> {
  return changeAccount(account, { first_steps_ended: true })
}

export function areAllTaken(steps: FirstSteps): boolean {
  return Object.values(steps).every(Boolean)
}

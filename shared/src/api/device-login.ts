// SPDX-License-Identifier: AGPL-3.0-or-later
// Signs a device in by a code that its owner enters in the dashboard (RFC 8628).
import { type Api, answerTo } from './client.ts'
import { ApiProblem, NotReached } from './problem.ts'
import { wait } from './retrying-fetch.ts'
import type { paths } from './schema.gen.ts'

/** The code to show, where to enter it, and the secret to poll with. */
export type StartedLogin = paths['/api/v1/auth/device']['post']['responses']['200']['content']['application/json']

export interface IssuedToken {
  token: string
  /** RFC 3339 */
  expires_at: string
}

/** The owner denied the device, or the code expired. `message` is the server's sentence. */
export class DeviceLoginRefused extends Error {
  override name = 'DeviceLoginRefused'
  readonly isExpired: boolean

  constructor(message: string, isExpired: boolean, cause?: unknown) {
    super(message, { cause })
    this.isExpired = isExpired
  }
}

/** `name`: of the device, as the dashboard lists it. */
export function startDeviceLogin(api: Api, name: string, signal: AbortSignal): Promise<StartedLogin> {
  return answerTo(api.POST('/api/v1/auth/device', { body: { name: name.slice(0, 100) }, signal }))
}

/** Polls until the owner has decided. Rejects with DeviceLoginRefused if there will be no token. */
export async function approvedToken(
  api: Api,
  { device_code, expires_in, interval }: Pick<StartedLogin, 'device_code' | 'expires_in' | 'interval'>,
  signal: AbortSignal,
): Promise<IssuedToken> {
  const until = performance.now() + expires_in * 1000
  let everyMs = Math.max(1, interval) * 1000
  let nextMs = everyMs
  while (performance.now() + nextMs < until) {
    await wait(nextMs, signal)
    try {
      const answer = await answerTo(api.POST('/api/v1/auth/device/token', { body: { device_code }, signal }))
      return { token: answer.access_token, expires_at: answer.agent_token.expires_at }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof ApiProblem && error.members.error === 'slow_down') everyMs += 5000
      else if (!mayStillCome(error)) throw refusalFrom(error)
      nextMs = Math.max(everyMs, (error instanceof ApiProblem && error.retryAfterMs) || 0)
    }
  }
  throw new DeviceLoginRefused('The code expired before this device was approved.', true)
}

function mayStillCome(error: unknown): boolean {
  if (error instanceof NotReached) return true
  if (!(error instanceof ApiProblem)) return false
  return error.members.error === 'authorization_pending' || [429, 502, 503, 504].includes(error.status)
}

function refusalFrom(error: unknown): unknown {
  if (!(error instanceof ApiProblem) || error.status !== 400) return error
  return new DeviceLoginRefused(error.message, error.members.error === 'expired_token', error)
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// The devices that can send pages to the account, and those that wait for approval.
import { ApiProblem, answerTo, type components } from '@rmirror/shared/api'
import type { Account } from './account.ts'

export interface Device {
  id: string
  name: string
  /** Milliseconds since 1970. */
  addedAt: number
  /** null: never. */
  lastUsedAt: number | null
  expiresAt: number
  /** How often and when last its token was renewed; null: never. */
  renewals: number
  renewedAt: number | null
  /** When the server signed it out because a renewed token was used again; null: it didn't. */
  reusedAt: number | null
  /** What it last reported; null: nothing yet. */
  state: DeviceState | null
}

export interface DeviceState {
  version: string
  /** Its operating system and architecture. */
  platform: string
  /** The kinds of sources it syncs from. */
  sources: string[]
  /** null: never. */
  lastSyncAt: number | null
  /** Why it can't sync; null if it can. */
  problem: string | null
}

export interface WaitingDevice {
  userCode: string
  name: string
  askedAt: number
}

type Asked = Pick<Account, 'api'>

export async function fetchDevices({ api }: Asked, signal: AbortSignal): Promise<Device[]> {
  const { items } = await answerTo(api.GET('/api/v1/auth/agent-tokens', { signal, cache: 'no-store' }))
  return items.map(({ id, name, created_at, last_used_at, expires_at, renewals, renewed_at, reused_at, state }) => ({
    id,
    name,
    addedAt: Date.parse(created_at),
    lastUsedAt: last_used_at === null ? null : Date.parse(last_used_at),
    expiresAt: Date.parse(expires_at),
    renewals,
    renewedAt: renewed_at === null ? null : Date.parse(renewed_at),
    reusedAt: reused_at === null ? null : Date.parse(reused_at),
    state: state && stateOf(state),
  }))
}

function stateOf(state: components['schemas']['AgentState']): DeviceState {
  const { version, platform, sources, last_sync_at, problem } = state
  return { version, platform, sources, lastSyncAt: last_sync_at === null ? null : Date.parse(last_sync_at), problem }
}

/** Returns the token, which is shown once: the server can't return it again. */
export async function addDeviceToken({ api }: Asked, name: string): Promise<string> {
  return (await answerTo(api.POST('/api/v1/auth/agent-token', { body: { name } }))).access_token
}

/** A token that was already revoked, or has expired, is no error. */
export async function revokeDevice({ api }: Asked, { id }: Pick<Device, 'id'>): Promise<void> {
  try {
    await answerTo(api.DELETE('/api/v1/auth/agent-tokens/{id}', { params: { path: { id } } }))
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error
  }
}

/** The device that shows this code. Rejects with an ApiProblem of status 404 if there is none. */
export async function fetchWaitingDevice({ api }: Asked, code: string, signal: AbortSignal): Promise<WaitingDevice> {
  const question = { params: { path: { user_code: code.trim() } }, signal, cache: 'no-store' } as const
  const { user_code, name, created_at } = await answerTo(api.GET('/api/v1/auth/device/requests/{user_code}', question))
  return { userCode: user_code, name, askedAt: Date.parse(created_at) }
}

export async function decideOnDevice(
  { api }: Asked,
  { userCode }: Pick<WaitingDevice, 'userCode'>,
  approve: boolean,
): Promise<void> {
  await answerTo(api.POST('/api/v1/auth/device/decision', { body: { user_code: userCode, approve } }))
}

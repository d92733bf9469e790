// SPDX-License-Identifier: AGPL-3.0-or-later
// The agents that may send pages to the account, and those that ask to.
import { effect, signal } from '@preact/signals'
import { answerTo } from '@rmirror/shared/api'
import type { Account } from './account.ts'

export interface Device {
  id: string
  name: string
  /** Milliseconds since 1970. */
  addedAt: number
  /** null: never. */
  lastUsedAt: number | null
  expiresAt: number
}

export interface WaitingDevice {
  userCode: string
  name: string
  askedAt: number
}

export class Devices {
  /** null: not asked for yet. */
  readonly list = signal<Device[] | null>(null)
  readonly #account: Account

  constructor(account: Account) {
    this.#account = account
    effect(() => {
      if (!account.user.value) this.list.value = null
    })
  }

  async load(): Promise<void> {
    const { items } = await answerTo(this.#account.api.GET('/api/v1/auth/agent-tokens'))
    this.list.value = items.map(({ id, name, created_at, last_used_at, expires_at }) => ({
      id,
      name,
      addedAt: Date.parse(created_at),
      lastUsedAt: last_used_at === null ? null : Date.parse(last_used_at),
      expiresAt: Date.parse(expires_at),
    }))
  }

  async revoke(id: string): Promise<void> {
    await answerTo(this.#account.api.DELETE('/api/v1/auth/agent-tokens/{id}', { params: { path: { id } } }))
    this.list.value = this.list.value?.filter((device) => device.id !== id) ?? null
  }

  /** The agent that shows this code; an ApiProblem of status 404 when there is none. */
  async waiting(typed: string): Promise<WaitingDevice> {
    const params = { path: { user_code: typed.trim() } }
    const { user_code, name, created_at } = await answerTo(
      this.#account.api.GET('/api/v1/auth/device/requests/{user_code}', { params }),
    )
    return { userCode: user_code, name, askedAt: Date.parse(created_at) }
  }

  async decide({ userCode }: WaitingDevice, approve: boolean): Promise<void> {
    const body = { user_code: userCode, approve }
    await answerTo(this.#account.api.POST('/api/v1/auth/device/decision', { body }))
  }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// The notice that a limit is nearly reached. It's shown once, and again at the next step or in the next month.
import { effect, signal } from '@preact/signals'
import type { Account } from './account.ts'
import type { Quota } from './quota.ts'

const steps = [1, 0.91, 0.8]
const kinds = ['pages', 'tokens', 'storage'] as const

export interface NearLimit {
  kind: (typeof kinds)[number]
  /** From 0 to 1, where nothing is left. */
  share: number
  /** Identifies the notice; unchanged until there is more to say. */
  name: string
}

/** The limit with the largest used share; null if none has reached the first step. */
export function nearLimitOf(quota: Quota): NearLimit | null {
  const { tokens, storage } = quota
  const shares = {
    pages: quota.has_reader ? shareOf(quota.used + quota.reserved, quota.limit) : 0,
    tokens: quota.has_claude && tokens.limit !== 0 ? shareOf(tokens.used + tokens.reserved, tokens.limit) : 0,
    storage: shareOf(storage.used, storage.limit),
  }
  const kind = kinds.reduce((highest, each) => (shares[each] > shares[highest] ? each : highest))
  const share = Math.min(1, shares[kind])
  const step = steps.find((each) => share >= each)
  if (step === undefined) return null
  const period = kind === 'storage' ? '' : quota.period_start
  return { kind, share, name: [kind, step, period].join(' ') }
}

function shareOf(taken: number, limit: number | null): number {
  if (limit === null) return 0
  return limit > 0 ? taken / limit : 1
}

const key = 'rmirror.limit-read'

/** The `name` of the last notice that was shown. */
export const lastShown = signal(readKept())

export function noteShown(near: NearLimit): void {
  lastShown.value = near.name
  try {
    localStorage.setItem(key, near.name)
  } catch {
    // Without storage it's remembered only as long as the tab.
  }
}

/** Forgets it when the user signs out. Returns a function that stops this. */
export function forgetShown({ userId }: Pick<Account, 'userId'>): () => void {
  let before: string | null = null
  return effect(() => {
    const now = userId.value
    if (before !== null && now !== before) {
      lastShown.value = null
      localStorage.removeItem(key)
    }
    before = now
  })
}

function readKept(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useState } from 'preact/hooks'

export type Settled<T> = { value: T } | { error: unknown } | null

/**
 * What the question was answered; asked anew when `about` changes, and not at all while it is null. A new `version` of
 * the same is asked for too, but what was there stays until it comes.
 */
export function usePromise<T>(ask: () => Promise<T>, about: string | null, version = 0): Settled<T> {
  const [settled, setSettled] = useState<{ about: string | null; outcome: Settled<T> }>({ about, outcome: null })
  useEffect(() => {
    if (about === null) return
    let current = true
    const settle = (outcome: Settled<T>) => current && setSettled({ about, outcome })
    ask().then(
      (value) => settle({ value }),
      (error: unknown) => settle({ error }),
    )
    return () => {
      current = false
    }
  }, [about, version])
  return settled.about === about ? settled.outcome : null
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useState } from 'preact/hooks'

export type Settled<T> = { value: T } | { error: unknown } | null

/** What the question was answered; asked anew when `about` changes, and not at all while it is null. */
export function usePromise<T>(ask: () => Promise<T>, about: string | null): Settled<T> {
  const [settled, setSettled] = useState<Settled<T>>(null)
  useEffect(() => {
    setSettled(null)
    if (about === null) return
    let current = true
    ask().then(
      (value) => current && setSettled({ value }),
      (error: unknown) => current && setSettled({ error }),
    )
    return () => {
      current = false
    }
  }, [about])
  return settled
}

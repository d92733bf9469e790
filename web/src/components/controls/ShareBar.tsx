// SPDX-License-Identifier: AGPL-3.0-or-later

const littleFrom = 0.67
const leastFrom = 0.91

/** Classifies how much is left of a limit; of a limit of 0, nothing is. */
export function fullness(taken: number, limit: number): 'plenty' | 'little' | 'least' {
  const share = limit > 0 ? taken / limit : 1
  if (share >= leastFrom) return 'least'
  return share >= littleFrom ? 'little' : 'plenty'
}

interface ShareBarProps {
  label: string
  taken: number
  limit: number
}

/** Usage bar of a limit: amber when little is left, red when hardly anything is. */
export function ShareBar({ label, taken, limit }: ShareBarProps) {
  return (
    <progress
      class={`left-${fullness(taken, limit)}`}
      aria-label={label}
      max={Math.max(limit, 1)}
      value={Math.min(taken, limit)}
    />
  )
}

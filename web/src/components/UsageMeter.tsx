// SPDX-License-Identifier: AGPL-3.0-or-later

interface UsageMeterProps {
  label: string
  /** "14 of 20,000 notebooks" */
  words: string
  /** Below the bar. */
  more?: string | null
  used: number
  /** null: there is none. */
  limit: number | null
}

/** How much of something is used, in words and as a bar. */
export function UsageMeter({ label, words, more = null, used, limit }: UsageMeterProps) {
  return (
    <div class="quota">
      <p class="quota-words">{words}</p>
      {limit !== null && <progress aria-label={label} max={Math.max(limit, 1)} value={Math.min(used, limit)} />}
      {more && <p class="quiet quota-deferred">{more}</p>}
    </div>
  )
}

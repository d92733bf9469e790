// SPDX-License-Identifier: AGPL-3.0-or-later
import { ShareBar } from './ShareBar.tsx'

interface UsageMeterProps {
  label: string
  /** "14 of 20,000 notebooks" */
  words: string
  /** Opposite the words. */
  aside?: string | null
  /** Below the bar. */
  more?: string | null
  /** What to do about a limit that is reached. */
  full?: string | null
  used: number
  /** null: there is none. */
  limit: number | null
}

/** How much of something is used, in words and as a bar. */
export function UsageMeter({ label, words, aside = null, more = null, full = null, used, limit }: UsageMeterProps) {
  return (
    <div class="quota">
      <p class="quota-words">
        <span>{words}</span>
        {aside && <span class="quiet">{aside}</span>}
      </p>
      {limit !== null && <ShareBar label={label} taken={used} limit={limit} />}
      {more && <p class="quiet quota-deferred">{more}</p>}
      {full && <p class="note">{full}</p>}
    </div>
  )
}

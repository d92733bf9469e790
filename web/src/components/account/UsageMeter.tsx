// SPDX-License-Identifier: AGPL-3.0-or-later
import { ShareBar } from '../controls/ShareBar.tsx'

interface UsageMeterProps {
  label: string
  /** "14 of 20,000 notebooks" */
  words: string
  /** Shown opposite the words. */
  aside?: string | null
  /** Shown below the bar. */
  more?: string | null
  /** What to do once the limit is reached. */
  full?: string | null
  used: number
  /** null: unlimited. */
  limit: number | null
}

/** Usage of a resource, in words and as a bar. */
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

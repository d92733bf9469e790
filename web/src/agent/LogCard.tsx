// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LogLine } from '@rmirror/shared/local-page'
import { formatClock, t } from '../i18n/index.ts'

/** `lines` are oldest first; shown newest first. */
export function LogCard({ lines }: { lines: LogLine[] }) {
  return (
    <section class="card local-card" aria-labelledby="local-log">
      <h2 id="local-log">{t('local.log')}</h2>
      {lines.length === 0 && <p class="quiet">{t('local.logEmpty')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <ol class="local-log" lang="en" tabIndex={0} aria-labelledby="local-log">
        {lines.toReversed().map(({ id, at, text, is_trouble }) => (
          <li key={id} class={is_trouble ? 'local-trouble' : undefined}>
            <time dateTime={at}>{formatClock(Date.parse(at))}</time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

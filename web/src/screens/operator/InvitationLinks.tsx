// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLayoutEffect, useRef } from 'preact/hooks'
import { CopyText } from '../../components/controls/CopyText.tsx'
import type { InvitationLink } from '../../data/operator/invitations.ts'
import { t } from '../../i18n/index.ts'

/** Links just made, to be copied: they are shown once. Takes the focus. */
export function InvitationLinks({ links, onDone }: { links: InvitationLink[]; onDone: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const all = links.map(({ email, link }) => (email === null ? link : `${email} ${link}`)).join('\n')
  useLayoutEffect(() => heading.current?.focus(), [all])
  return (
    <section class="drawn" aria-labelledby="operator-links">
      <h2 ref={heading} tabIndex={-1} id="operator-links">
        {t('operator.invited', { count: links.length })}
      </h2>
      {links.length > 0 && <p class="quiet">{t('operator.linksOnce')}</p>}
      <ul class="operator-links">
        {links.map(({ email, link }) => (
          <li key={link}>
            {email !== null && <span>{email}</span>}
            <div class="drawn-value">
              <code>{link}</code>
              <CopyText text={link} />
            </div>
          </li>
        ))}
      </ul>
      {links.length > 1 && (
        <p class="operator-all-links">
          {t('operator.allLinks')} <CopyText text={all} />
        </p>
      )}
      <button type="button" class="button" onClick={onDone}>
        {t('drawn.done')}
      </button>
    </section>
  )
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { useRef, useState } from 'preact/hooks'
import { AccessItem } from '../../components/account/AccessItem.tsx'
import { displayName } from '../../components/controls/display-name.ts'
import { useIncrementalRender } from '../../components/controls/use-incremental-render.ts'
import { revokeLink, type ShareLink } from '../../data/resources/links.ts'
import { useStore } from '../../data/store.ts'
import { formatAge, formatShortDay, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

interface LinkListProps {
  links: readonly ShareLink[]
  /** Shown in place of an empty list. */
  nothing: string
}

/** Links that can be opened, each with a button to revoke it. */
export function LinkList({ links, nothing }: LinkListProps) {
  const { remote } = useStore()
  const outcome = useRef<HTMLParagraphElement>(null)
  const [revoked, setRevoked] = useState<string | null>(null)
  const shown = useIncrementalRender(links.length, 50)
  const revoking = useMutation({
    mutationFn: ({ id }: ShareLink) => revokeLink(remote, id),
    onSuccess: (_, link) => {
      // Move the focus away from the button, which disappears.
      outcome.current?.focus()
      setRevoked(nameOf(link))
    },
  })
  const isMeant = ({ id }: ShareLink) => revoking.variables?.id === id
  return (
    <>
      <ul class="devices">
        {links.slice(0, shown).map((link) => (
          <AccessItem
            key={link.id}
            icon={link.has_password ? 'lock' : 'share'}
            name={nameOf(link)}
            action={t('links.revoke')}
            label={t('links.revokeNamed', { name: nameOf(link), when: formatAge(Date.parse(link.created_at)) })}
            isBusy={revoking.isPending && isMeant(link)}
            problem={revoking.error && isMeant(link) ? serverText(revoking.error) : null}
            onAct={() => revoking.mutate(link)}
          >
            {factsOf(link).join(' · ')}
          </AccessItem>
        ))}
      </ul>
      <p ref={outcome} tabIndex={-1} role="status" class="quiet">
        {revoked === null ? links.length === 0 && nothing : t('links.revoked', { name: revoked })}
      </p>
    </>
  )
}

/** "Diary, page 3" */
function nameOf({ visible_name, page_number }: ShareLink): string {
  const name = displayName(visible_name)
  return page_number === null ? name : `${name}, ${t('page.number', { number: page_number })}`
}

function factsOf(link: ShareLink): string[] {
  const { last_used_at, expires_at, has_password, allows_download } = link
  return [
    last_used_at === null ? t('links.unused') : t('links.used', { when: formatAge(Date.parse(last_used_at)) }),
    // The day on which it still works: the end is the next one's beginning.
    ...(expires_at === null ? [] : [t('links.until', { day: formatShortDay(Date.parse(expires_at) - 1) })]),
    ...(has_password ? [t('links.hasPassword')] : []),
    ...(allows_download ? [t('links.hasDownload')] : []),
  ]
}

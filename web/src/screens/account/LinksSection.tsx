// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { shareLinks } from '../../data/resources/links.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { LinkList } from '../links/LinkList.tsx'
import { serverText } from '../texts/server-texts.ts'

/** All links by which others read notebooks and pages of this account. */
export function LinksSection() {
  const { remote } = useStore()
  const { data: links, error, refetch } = useQuery(shareLinks(remote, null))
  return (
    <section aria-labelledby="account-links">
      <h2 id="account-links">{t('links.title')}</h2>
      <p class="quiet">{t('links.what')}</p>
      {links ? (
        <LinkList links={links} nothing={t('links.noneAtAll')} />
      ) : (
        <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
      )}
    </section>
  )
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// What people with a link see, with or without an account: one notebook or page, read-only.
import { QueryClientProvider, useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { useLocationProperty } from 'wouter-preact/use-browser-location'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { makeQueryClient } from '../../data/server/remote-query.ts'
import { linkHref, readLinkAddress } from '../../data/shared/link-address.ts'
import { refusalOf, SharedLink } from '../../data/shared/shared-link.ts'
import { t } from '../../i18n/index.ts'
import { AttachmentSourceContext } from '../attachments/use-attachment-source.ts'
import { serverText } from '../texts/server-texts.ts'
import { LinkPassword } from './LinkPassword.tsx'
import { SharedHead } from './SharedHead.tsx'
import { SharedNote } from './SharedNote.tsx'
import { SharedNotebook } from './SharedNotebook.tsx'
import { SharedPage } from './SharedPage.tsx'

export function SharedScreen({ server = '' }: { server?: string }) {
  const hash = useLocationProperty(
    () => location.hash,
    () => '',
  )
  const { token, page } = readLinkAddress(hash)
  const link = useMemo(() => new SharedLink(token, server), [token, server])
  // Apart from the account's data, which is cleared when its user signs in or out.
  const client = useMemo(() => makeQueryClient(), [link])
  useEffect(askNotToBeIndexed, [])
  if (token === '')
    return (
      <Framed>
        <NoLink />
      </Framed>
    )
  return (
    <QueryClientProvider client={client}>
      <AttachmentSourceContext.Provider value={link}>
        <Opened key={token} link={link} number={page} />
      </AttachmentSourceContext.Provider>
    </QueryClientProvider>
  )
}

function Opened({ link, number }: { link: SharedLink; number: number | null }) {
  const { data: shared, error, refetch } = useQuery(link.library())
  const refusal = refusalOf(error)
  if (refusal === 'password-needed')
    return (
      <Framed>
        <LinkPassword link={link} onUnlocked={() => void refetch()} />
      </Framed>
    )
  if (refusal === 'no-link')
    return (
      <Framed>
        <NoLink />
      </Framed>
    )
  if (!shared)
    return (
      <Framed>
        <div class="screen">
          <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
        </div>
      </Framed>
    )
  const { notebook, pages, isWhole } = shared
  if (notebook.isNote) return <Framed>{pages[0] && <SharedNote link={link} shared={shared} page={pages[0]} />}</Framed>
  if (isWhole && number === null)
    return (
      <Framed>
        <SharedNotebook link={link} shared={shared} />
      </Framed>
    )
  const page = pages[(number ?? 1) - 1]
  if (page) return <SharedPage key={page.uuid} link={link} shared={shared} page={page} />
  return (
    <Framed>
      <div class="screen missing">
        <ScreenTitle title={t('missing.page')} />
        <Link href={linkHref({ token: link.token, page: null })} class="button button-primary">
          {t('shared.toNotebook')}
        </Link>
      </div>
    </Framed>
  )
}

/** One text for all links that don't work, as the server has one answer. */
function NoLink() {
  return (
    <div class="screen missing">
      <ScreenTitle title={t('shared.missing')} />
      <p>{t('shared.whyMissing')}</p>
    </div>
  )
}

function Framed({ children }: { children: ComponentChildren }) {
  return (
    <>
      <SharedHead />
      {children}
    </>
  )
}

/** Search engines that run scripts. The server tells the others in a header. */
function askNotToBeIndexed(): () => void {
  const robots = document.createElement('meta')
  robots.name = 'robots'
  robots.content = 'noindex, nofollow'
  document.head.append(robots)
  return () => robots.remove()
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from 'wouter-preact'
import { t } from '../i18n/index.ts'
import { PagePicture } from './PagePicture.tsx'
import { Tags } from './Tags.tsx'
import { useOnScreen } from './use-on-screen.ts'

interface PageCardProps {
  href: string
  number: number
  tags: string[]
  picture: string | null
  unreadable: boolean
  landscape: boolean
  onScreen: (onScreen: boolean) => void
}

export function PageCard({ href, number, tags, picture, unreadable, landscape, onScreen }: PageCardProps) {
  const card = useOnScreen<HTMLLIElement>(onScreen)
  return (
    <li ref={card} class="page-card">
      <Link href={href} class="card-link" aria-label={t('page.number', { number })}>
        <span class="cover">
          <PagePicture picture={picture} unreadable={unreadable} landscape={landscape} />
        </span>
        <span class="page-number">{number}</span>
      </Link>
      <Tags tags={tags} />
    </li>
  )
}

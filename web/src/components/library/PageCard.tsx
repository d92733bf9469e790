// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { Link } from 'wouter-preact'
import { t } from '../../i18n/index.ts'
import { useOnScreen } from '../controls/use-on-screen.ts'
import { Tags } from './Tags.tsx'

interface PageCardProps {
  href: string
  number: number
  tags: string[]
  /** Thumbnail of the page. */
  picture: ComponentChildren
  /** What isn't sent yet. */
  badge?: ComponentChildren
  onScreen: (onScreen: boolean) => void
}

export function PageCard({ href, number, tags, picture, badge, onScreen }: PageCardProps) {
  const card = useOnScreen<HTMLLIElement>(onScreen)
  return (
    <li ref={card} class="page-card">
      <Link href={href} class="card-link" aria-label={t('page.number', { number })}>
        <span class="cover">{picture}</span>
        <span class="page-number">{number}</span>
      </Link>
      {badge && <p class="card-state">{badge}</p>}
      <Tags tags={tags} />
    </li>
  )
}

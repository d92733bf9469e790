// SPDX-License-Identifier: AGPL-3.0-or-later
import { formatAge, formatShortDay, t } from '../../i18n/index.ts'
import { AccessItem } from './AccessItem.tsx'

export interface SessionShown {
  /** Name of the browser; null: unknown. */
  browser: string | null
  /** Operating system; null: unknown. */
  system: string | null
  /** Milliseconds since 1970. */
  begunAt: number
  lastUsedAt: number
  /** The session of this browser. */
  isCurrent: boolean
}

interface SessionItemProps {
  session: SessionShown
  /** The request to sign it out is in flight. */
  isBusy: boolean
  /** Why the last attempt to sign it out failed. */
  problem: string | null
  onEnd: () => void
}

/** List item for a browser that is signed in to the account. */
export function SessionItem({ session, isBusy, problem, onEnd }: SessionItemProps) {
  const { begunAt, lastUsedAt, isCurrent } = session
  const name = sessionName(session)
  const when = formatAge(lastUsedAt)
  return (
    <AccessItem
      icon={isCurrent ? 'check' : 'window'}
      name={name}
      action={t('account.signOut')}
      label={isCurrent ? t('sessions.endThis') : t('sessions.endNamed', { name, when })}
      isBusy={isBusy}
      problem={problem}
      onAct={onEnd}
    >
      {isCurrent ? t('sessions.this') : t('devices.used', { when })}
      {' · '}
      {t('sessions.since', { day: formatShortDay(begunAt) })}
    </AccessItem>
  )
}

/** "Firefox on Linux" */
export function sessionName({ browser, system }: Pick<SessionShown, 'browser' | 'system'>): string {
  if (browser === null) return t('sessions.unknown')
  return system === null ? browser : t('sessions.on', { browser, system })
}

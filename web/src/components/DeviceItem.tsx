// SPDX-License-Identifier: AGPL-3.0-or-later
import { formatAge, formatShortDay, t } from '../i18n/index.ts'
import { Icon } from './Icon.tsx'

export interface DeviceShown {
  id: string
  name: string
  /** Milliseconds since 1970. */
  addedAt: number
  /** null: never. */
  lastUsedAt: number | null
  expiresAt: number
}

interface DeviceItemProps {
  device: DeviceShown
  /** Being revoked. */
  isBusy: boolean
  /** Why it could not be revoked. */
  problem: string | null
  onRevoke: () => void
}

/** One of the devices that can send pages to the account. */
export function DeviceItem({ device, isBusy, problem, onRevoke }: DeviceItemProps) {
  const { name, addedAt, lastUsedAt, expiresAt } = device
  return (
    <li>
      <Icon name="device" />
      <div>
        <strong>{name}</strong>
        <span class="quiet">
          {lastUsedAt === null
            ? t('devices.added', { when: formatAge(addedAt) })
            : t('devices.used', { when: formatAge(lastUsedAt) })}
          {' · '}
          {t('devices.expires', { day: formatShortDay(expiresAt) })}
        </span>
        {problem && (
          <p class="form-problem" role="alert">
            {problem}
          </p>
        )}
      </div>
      <button
        type="button"
        class="button button-small"
        aria-label={t('devices.revokeNamed', { name })}
        aria-disabled={isBusy}
        onClick={() => !isBusy && onRevoke()}
      >
        {t('devices.revoke')}
      </button>
    </li>
  )
}

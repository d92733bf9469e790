// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from 'preact/hooks'
import { formatAge, formatDay, t } from '../i18n/index.ts'
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

interface DeviceListProps {
  devices: DeviceShown[]
  onRevoke: (device: DeviceShown) => Promise<void>
}

/** The agents that may send pages to the account. */
export function DeviceList({ devices, onRevoke }: DeviceListProps) {
  if (devices.length === 0) return <p class="quiet">{t('devices.none')}</p>
  return (
    <ul class="devices">
      {devices.map((device) => (
        <Device key={device.id} device={device} onRevoke={onRevoke} />
      ))}
    </ul>
  )
}

function Device({ device, onRevoke }: { device: DeviceShown } & Pick<DeviceListProps, 'onRevoke'>) {
  const { name, addedAt, lastUsedAt, expiresAt } = device
  const [busy, setBusy] = useState(false)
  const revoke = async () => {
    setBusy(true)
    await onRevoke(device)
    setBusy(false)
  }
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
          {t('devices.expires', { day: formatDay(expiresAt) })}
        </span>
      </div>
      <button
        type="button"
        class="button button-small"
        aria-label={t('devices.revokeNamed', { name })}
        aria-disabled={busy}
        onClick={() => !busy && void revoke()}
      >
        {t('devices.revoke')}
      </button>
    </li>
  )
}

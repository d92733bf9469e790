// SPDX-License-Identifier: AGPL-3.0-or-later
import { formatAge, formatShortDay, t } from '../i18n/index.ts'
import { AccessItem } from './AccessItem.tsx'

export interface DeviceShown {
  id: string
  name: string
  /** Milliseconds since 1970. */
  addedAt: number
  /** null: never. */
  lastUsedAt: number | null
  expiresAt: number
  /** What it said of itself last; null: nothing yet. */
  state: {
    version: string
    /** What it runs on. */
    platform: string
    /** null: never. */
    lastSyncAt: number | null
    /** What keeps it from syncing. */
    problem: string | null
  } | null
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
  const { name, addedAt, lastUsedAt, expiresAt, state } = device
  return (
    <AccessItem
      icon="device"
      name={name}
      action={t('devices.revoke')}
      label={t('devices.revokeNamed', { name })}
      isBusy={isBusy}
      problem={problem}
      onAct={onRevoke}
      more={state && <StateLines state={state} />}
    >
      {lastUsedAt === null
        ? t('devices.added', { when: formatAge(addedAt) })
        : t('devices.used', { when: formatAge(lastUsedAt) })}
      {' · '}
      {t('devices.expires', { day: formatShortDay(expiresAt) })}
    </AccessItem>
  )
}

function StateLines({ state }: { state: NonNullable<DeviceShown['state']> }) {
  const { version, platform, lastSyncAt, problem } = state
  return (
    <>
      <span class="quiet">
        {t('devices.runs', { version, platform })}
        {lastSyncAt !== null && ` · ${t('devices.synced', { when: formatAge(lastSyncAt) })}`}
      </span>
      {problem && <p class="form-problem">{problem}</p>}
    </>
  )
}

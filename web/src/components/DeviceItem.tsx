// SPDX-License-Identifier: AGPL-3.0-or-later
import { formatList, formatShortDay, type TextKey, t } from '../i18n/index.ts'
import { AccessItem } from './AccessItem.tsx'
import { Moment } from './Moment.tsx'

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
    /** The kinds of places it syncs from. */
    sources: string[]
    /** null: never. */
    lastSyncAt: number | null
    /** What keeps it from syncing. */
    problem: string | null
  } | null
}

interface DeviceItemProps {
  device: DeviceShown
  /** The newer version that there is for it. */
  update: string | null
  /** Being revoked. */
  isBusy: boolean
  /** Why it could not be revoked. */
  problem: string | null
  onRevoke: () => void
}

/** One of the devices that can send pages to the account. */
export function DeviceItem({ device, update, isBusy, problem, onRevoke }: DeviceItemProps) {
  const { name, addedAt, lastUsedAt, expiresAt, state } = device
  const contact =
    lastUsedAt === null
      ? ({ text: 'devices.added', at: addedAt } as const)
      : ({ text: 'devices.used', at: lastUsedAt } as const)
  return (
    <AccessItem
      icon="device"
      name={name}
      action={t('devices.revoke')}
      label={t('devices.revokeNamed', { name })}
      isBusy={isBusy}
      problem={problem}
      onAct={onRevoke}
      more={state && <StateLines state={state} update={update} />}
    >
      <Moment {...contact} />
      {' · '}
      {t('devices.expires', { day: formatShortDay(expiresAt) })}
    </AccessItem>
  )
}

interface StateLinesProps extends Pick<DeviceItemProps, 'update'> {
  state: NonNullable<DeviceShown['state']>
}

function StateLines({ state, update }: StateLinesProps) {
  const { version, platform, sources, lastSyncAt, problem } = state
  return (
    <>
      <span class="quiet">
        {t('devices.runs', { version, platform })}
        {lastSyncAt !== null && (
          <>
            {' · '}
            <Moment text={'devices.synced'} at={lastSyncAt} />
          </>
        )}
      </span>
      {sources.length > 0 && (
        <span class="quiet">{t('devices.sources', { sources: formatList(sources.map(sourceName)) })}</span>
      )}
      {update !== null && <p class="device-update">{t('devices.update', { version: update })}</p>}
      {problem && <p class="form-problem">{problem}</p>}
    </>
  )
}

const sourceNames: Record<string, TextKey | undefined> = {
  desktop: 'devices.sourceDesktop',
  folder: 'devices.sourceFolder',
  inbox: 'devices.sourceInbox',
  ssh: 'devices.sourceSsh',
  usb: 'devices.sourceUsb',
}

/** One that a newer device names is called what the device calls it. */
function sourceName(kind: string): string {
  const text = sourceNames[kind]
  return text ? t(text) : kind
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { formatList, formatShortDay, type TextKey, t } from '../../i18n/index.ts'
import { Moment } from '../controls/Moment.tsx'
import { AccessItem } from './AccessItem.tsx'

export interface DeviceShown {
  id: string
  name: string
  /** Milliseconds since 1970. */
  addedAt: number
  /** null: never. */
  lastUsedAt: number | null
  expiresAt: number
  /** How often its token was renewed. `renewedAt`: when last; null: never. */
  renewals: number
  renewedAt: number | null
  /** When the server signed it out because its token was used twice; null if it wasn't. */
  reusedAt: number | null
  /** Its last status report; null before the first one. */
  state: {
    version: string
    /** Operating system and architecture, such as "Linux (x64)". */
    platform: string
    /** The kinds of sources it syncs from. */
    sources: string[]
    /** null: never. */
    lastSyncAt: number | null
    /** What prevents it from syncing; null: nothing. */
    problem: string | null
  } | null
}

interface DeviceItemProps {
  device: DeviceShown
  /** The version it can be updated to; null if it is up to date. */
  update: string | null
  /** The request to revoke it is in flight. */
  isBusy: boolean
  /** Why the last attempt to revoke it failed. */
  problem: string | null
  onRevoke: () => void
}

/** List item for a device that can send pages to the account. */
export function DeviceItem({ device, update, isBusy, problem, onRevoke }: DeviceItemProps) {
  const { name, addedAt, lastUsedAt, reusedAt, state } = device
  const contact =
    lastUsedAt === null
      ? ({ text: 'devices.added', at: addedAt } as const)
      : ({ text: 'devices.used', at: lastUsedAt } as const)
  return (
    <AccessItem
      icon="device"
      name={name}
      action={reusedAt === null ? t('devices.revoke') : t('devices.dismiss')}
      label={reusedAt === null ? t('devices.revokeNamed', { name }) : t('devices.dismissNamed', { name })}
      isBusy={isBusy}
      problem={problem}
      onAct={onRevoke}
      more={
        reusedAt === null ? state && <StateLines state={state} update={update} /> : <ReusedLine reusedAt={reusedAt} />
      }
    >
      <Moment {...contact} />
      {reusedAt === null && <Life {...device} />}
    </AccessItem>
  )
}

function Life({ expiresAt, renewals, renewedAt }: Pick<DeviceShown, 'expiresAt' | 'renewals' | 'renewedAt'>) {
  return (
    <>
      {' · '}
      {t('devices.expires', { day: formatShortDay(expiresAt) })}
      {renewedAt !== null && ` · ${t('devices.renewed', { count: renewals, day: formatShortDay(renewedAt) })}`}
    </>
  )
}

/** Explains why the device was signed out, and what to do. */
function ReusedLine({ reusedAt }: { reusedAt: number }) {
  return <p class="form-problem">{t('devices.reused', { day: formatShortDay(reusedAt) })}</p>
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

/** Display name of a source; the raw `kind` if only a newer agent version knows it. */
function sourceName(kind: string): string {
  const text = sourceNames[kind]
  return text ? t(text) : kind
}

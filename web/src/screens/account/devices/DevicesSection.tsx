// SPDX-License-Identifier: AGPL-3.0-or-later
import { compareVersions, isVersion } from '@rmirror/shared/api'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useRef, useState } from 'preact/hooks'
import { DeviceItem } from '../../../components/account/DeviceItem.tsx'
import { LoadingOrError } from '../../../components/controls/LoadingOrError.tsx'
import { type Device, revokeDevice } from '../../../data/account/devices.ts'
import { latestAgent } from '../../../data/resources/agent-release.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'
import { AddDevice } from './AddDevice.tsx'

/** The devices that can send pages to the account, with buttons to revoke them. */
export function DevicesSection() {
  const { remote } = useStore()
  const { data: devices, error, refetch } = useQuery(remote.devices())
  const { data: release } = useQuery(latestAgent(remote))
  const heading = useRef<HTMLHeadingElement>(null)
  const [revoked, setRevoked] = useState<string | null>(null)
  const onRevoked = (device: Device) => {
    // Move the focus away from the button, which disappears.
    heading.current?.focus()
    setRevoked(device.name)
    remote.deviceRevoked(device)
  }
  return (
    <section aria-labelledby="account-devices">
      <h2 ref={heading} tabIndex={-1} id="account-devices">
        {t('devices.title')}
      </h2>
      <p class="quiet">{t('devices.what')}</p>
      {!devices && <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />}
      {devices?.length === 0 && <p class="quiet">{t('devices.none')}</p>}
      {devices && devices.length > 0 && (
        <ul class="devices">
          {devices.map((device) => (
            <RevocableDevice
              key={device.id}
              device={device}
              update={updateFor(device, release?.version)}
              onRevoked={() => onRevoked(device)}
            />
          ))}
        </ul>
      )}
      <p role="status" class="quiet">
        {revoked !== null && t('devices.revoked', { name: revoked })}
      </p>
      <AddDevice />
    </section>
  )
}

/** The offered version if the device runs an older one; otherwise null. */
function updateFor({ state }: Device, offered: string | undefined): string | null {
  if (!state || offered === undefined || !isVersion(state.version)) return null
  return compareVersions(offered, state.version) > 0 ? offered : null
}

interface RevocableDeviceProps {
  device: Device
  update: string | null
  onRevoked: () => void
}

function RevocableDevice({ device, update, onRevoked }: RevocableDeviceProps) {
  const { account } = useStore()
  const revoke = useMutation({ mutationFn: () => revokeDevice(account, device), onSuccess: onRevoked })
  return (
    <DeviceItem
      device={device}
      update={update}
      isBusy={revoke.isPending}
      problem={revoke.error && serverText(revoke.error)}
      onRevoke={() => revoke.mutate()}
    />
  )
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useRef, useState } from 'preact/hooks'
import { DeviceItem } from '../components/DeviceItem.tsx'
import { type Device, revokeDevice } from '../data/devices.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { serverText } from './server-texts.ts'

/** The devices that can send pages to the account, and taking that from them. */
export function DevicesSection() {
  const { remote } = useStore()
  const { data: devices, error } = useQuery(remote.devices())
  const heading = useRef<HTMLHeadingElement>(null)
  const [revoked, setRevoked] = useState<string | null>(null)
  const onRevoked = (device: Device) => {
    // The focus would be lost with the button.
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
      {error && !devices && (
        <p class="form-problem" role="alert">
          {serverText(error)}
        </p>
      )}
      {devices?.length === 0 && <p class="quiet">{t('devices.none')}</p>}
      {devices && devices.length > 0 && (
        <ul class="devices">
          {devices.map((device) => (
            <RevocableDevice key={device.id} device={device} onRevoked={() => onRevoked(device)} />
          ))}
        </ul>
      )}
      <p role="status" class="quiet">
        {revoked !== null && t('devices.revoked', { name: revoked })}
      </p>
    </section>
  )
}

function RevocableDevice({ device, onRevoked }: { device: Device; onRevoked: () => void }) {
  const { account } = useStore()
  const revoke = useMutation({ mutationFn: () => revokeDevice(account, device), onSuccess: onRevoked })
  return (
    <DeviceItem
      device={device}
      isBusy={revoke.isPending}
      problem={revoke.error && serverText(revoke.error)}
      onRevoke={() => revoke.mutate()}
    />
  )
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// How to connect another computer to the account: the agent's download, and the command that signs it in.
import { useQuery } from '@tanstack/preact-query'
import { useEffect, useState } from 'preact/hooks'
import { CopyText } from '../../../components/controls/CopyText.tsx'
import { Icon } from '../../../components/controls/Icon.tsx'
import { LoadingOrError } from '../../../components/controls/LoadingOrError.tsx'
import { type Computer, platformName, runsOn, thisComputer } from '../../../data/account/computer.ts'
import { type AgentPackage, type AgentRelease, latestAgent } from '../../../data/resources/agent-release.ts'
import { useStore } from '../../../data/store.ts'
import { formatSize, t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'
import { DeviceToken } from './DeviceToken.tsx'

export function AddDevice() {
  const { remote } = useStore()
  const { data: release, error, refetch } = useQuery(latestAgent(remote))
  return (
    <>
      <h3>{t('devices.add')}</h3>
      <ol class="steps">
        <li>
          <p>{t('devices.addProgram')}</p>
          {release === undefined && (
            <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
          )}
          {release === null && <p class="quiet">{t('devices.noDownload')}</p>}
          {release && <Downloads release={release} />}
        </li>
        <li>
          <p>{t('devices.addLogin')}</p>
          <Command text={`rmirror login --server ${location.origin}`} />
        </li>
      </ol>
      <DeviceToken />
    </>
  )
}

function Downloads({ release: { version, packages } }: { release: AgentRelease }) {
  const computer = useComputer()
  if (!computer) return null
  const here = packages.filter(({ platform }) => runsOn(platform, computer))
  const others = packages.filter(({ platform }) => !runsOn(platform, computer))
  return (
    <>
      {here.map((each) => (
        <a key={each.platform} class="button section-action" href={each.url} download="">
          <Icon name="download" />
          {t('devices.download', { version, platform: platformName(each.platform) })}
        </a>
      ))}
      {others.length > 0 && (
        <details class="steps-folded" open={here.length === 0}>
          <summary>{t(here.length === 0 ? 'devices.downloads' : 'devices.downloadsOther')}</summary>
          <ul class="device-packages">
            {others.map((each) => (
              <PackageLink key={each.platform} agentPackage={each} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function PackageLink({ agentPackage: { platform, url, size } }: { agentPackage: AgentPackage }) {
  return (
    <li>
      <a href={url} download="">
        {platformName(platform)}
      </a>{' '}
      <span class="quiet">{formatSize(size)}</span>
    </li>
  )
}

function Command({ text }: { text: string }) {
  return (
    <div class="drawn-value">
      <code>{text}</code>
      <CopyText text={text} />
    </div>
  )
}

/** The kind of computer this browser runs on; null until the browser has answered. */
function useComputer(): Computer | null {
  const [computer, setComputer] = useState<Computer | null>(null)
  useEffect(() => void thisComputer().then(setComputer), [])
  return computer
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useState } from 'preact/hooks'
import { prefer, preferences } from '../../data/library/preferences.ts'
import { worksOffline } from '../../data/local/offline.ts'
import { pdfWriter } from '../../data/local/pdf-writer.ts'
import { useStore } from '../../data/store.ts'
import { formatSize, type TextKey, t } from '../../i18n/index.ts'

/** Explains where files are stored and what leaves this browser. */
export function AboutScreen() {
  const { account } = useStore()
  const [used, setUsed] = useState<number | null>(null)
  useEffect(() => {
    navigator.storage?.estimate().then(
      ({ usage }) => setUsed(usage ?? null),
      () => setUsed(null),
    )
  }, [])
  return (
    <>
      <p class="about-lead">{t('about.lead')}</p>
      <h2>{t('about.whereTitle')}</h2>
      <p>{t('about.where')}</p>
      {used !== null && <p class="quiet">{t('about.used', { size: formatSize(used) })}</p>}
      <h2>{t('about.networkTitle')}</h2>
      <p>
        {t('about.network')} {worksOffline() && t('about.offline')}
      </p>
      <p class="quiet">{t(pdfWriterText())}</p>
      <h2>{t('about.syncTitle')}</h2>
      <p>{t('about.sync')}</p>
      <p class="quiet">{t('about.telemetry')}</p>
      {account.state.value.kind === 'guest' && (
        <label class="tick">
          <input
            type="checkbox"
            checked={preferences.value.telemetry}
            onChange={({ currentTarget }) => prefer({ telemetry: currentTarget.checked })}
          />
          <span>{t('about.telemetryGuest')}</span>
        </label>
      )}
      <h2>{t('about.keyTitle')}</h2>
      <p>{t('about.key')}</p>
      <h2>{t('about.sourceTitle')}</h2>
      <p>{t('about.source')}</p>
      <p>
        <a href="/api.html">{t('about.api')}</a>
      </p>
    </>
  )
}

function pdfWriterText(): TextKey {
  if (pdfWriter.value === 'here') return 'about.pdfHere'
  return worksOffline() ? 'about.pdfLater' : 'about.pdfWithFirst'
}

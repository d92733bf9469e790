// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { t } from '../../i18n/index.ts'
import { Icon } from '../controls/Icon.tsx'
import { ScreenTitle } from '../controls/ScreenTitle.tsx'
import { TabletDrawing } from '../controls/TabletDrawing.tsx'
import { AddFiles } from './AddFiles.tsx'

interface EmptyLibraryProps {
  /** What leaves this browser: a headline and a sentence. */
  privacy: { line: string; why: string }
  worksOffline: boolean
  onFiles: (files: File[]) => void
  onSample: () => void
  /** Shown above the drop area. */
  children?: ComponentChildren
  /** Shown below it. */
  below?: ComponentChildren
}

/** Welcome screen: one sentence, a drop area, and a sample to try. */
export function EmptyLibrary({ privacy, worksOffline, onFiles, onSample, children, below }: EmptyLibraryProps) {
  return (
    <div class="screen welcome">
      <div class="welcome-words">
        <ScreenTitle title={t('welcome.title')} />
        <p class="welcome-lead">{t('welcome.lead')}</p>
      </div>
      {children}
      <div class="drop-target">
        <TabletDrawing />
        <p class="drop-words">{t('welcome.drop')}</p>
        <div class="drop-actions">
          <AddFiles kind="files" primary onFiles={onFiles} />
          <AddFiles kind="folder" onFiles={onFiles} />
        </div>
        <button type="button" class="link" onClick={onSample}>
          {t('welcome.sample')}
        </button>
      </div>
      {below}
      <ul class="promises">
        <li>
          <Icon name="lock" />
          <div>
            <strong>{privacy.line}</strong>
            <span>{privacy.why}</span>
          </div>
        </li>
        {worksOffline && (
          <li>
            <Icon name="check" />
            <div>
              <strong>{t('promise.offline')}</strong>
              <span>{t('promise.offlineWhy')}</span>
            </div>
          </li>
        )}
        <li>
          <Icon name="download" />
          <div>
            <strong>{t('promise.yours')}</strong>
            <span>{t('promise.yoursWhy')}</span>
          </div>
        </li>
      </ul>
      <details class="where">
        <summary>{t('where.title')}</summary>
        <dl>
          <dt>{t('where.app')}</dt>
          <dd>{t('where.appHow')}</dd>
          <dd>
            <code>%APPDATA%\remarkable\desktop</code> (Windows)
          </dd>
          <dd>
            <code>~/Library/Containers/com.remarkable.desktop/Data/Library/Application Support/remarkable/desktop</code>{' '}
            (macOS)
          </dd>
          <dt>{t('where.usb')}</dt>
          <dd>{t('where.usbHow')}</dd>
          <dt>{t('where.backup')}</dt>
          <dd>{t('where.backupHow')}</dd>
        </dl>
      </details>
    </div>
  )
}

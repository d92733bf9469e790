// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../i18n/index.ts'
import { actions, keyName } from '../../shell/actions.ts'
import { Dialog } from './Dialog.tsx'

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('help.title')} onClose={onClose}>
      <dl class="keys">
        {Object.entries(actions).map(([name, { keys, text }]) => (
          <div key={name}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{keyName(key)}</kbd>
              ))}
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

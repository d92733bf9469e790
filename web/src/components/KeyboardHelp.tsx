// SPDX-License-Identifier: AGPL-3.0-or-later
import { type TextKey, t } from '../i18n/index.ts'
import { Dialog } from './Dialog.tsx'

const keys: [string[], TextKey][] = [
  [['/'], 'help.search'],
  [['↑', '↓'], 'help.hits'],
  [['→', 'Page ↓'], 'help.next'],
  [['←', 'Page ↑'], 'help.previous'],
  [['Home', 'End'], 'help.ends'],
  [['+', '−'], 'help.zoom'],
  [['0'], 'help.fit'],
  [['1'], 'help.full'],
  [['↑', '↓', '←', '→'], 'help.move'],
  [['T'], 'help.panel'],
  [['B'], 'help.background'],
  [['Esc'], 'help.back'],
  [['?'], 'help.this'],
]

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('help.title')} onClose={onClose}>
      <dl class="keys">
        {keys.map(([names, meaning]) => (
          <div key={meaning}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

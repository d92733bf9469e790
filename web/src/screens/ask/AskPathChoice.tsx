// SPDX-License-Identifier: AGPL-3.0-or-later
import { useId } from 'preact/hooks'
import type { Quota } from '../../data/account/quota.ts'
import type { AskPath } from '../../data/ask/ask-paths.ts'
import type { ClaudeModel } from '../../data/ask/claude-models.ts'
import { prefer } from '../../data/library/preferences.ts'
import { type TextKey, t } from '../../i18n/index.ts'

export interface PathChoice {
  paths: readonly AskPath[]
  path: AskPath | null
  onPath: (path: AskPath) => void
  /** Those of the server. */
  models: readonly ClaudeModel[]
  model: string
  quota: Quota | null
}

const pathTexts: Record<AskPath, TextKey> = { 'own-key': 'ask.withOwnKey', server: 'ask.withServer' }

/** Own key or server, if both can be used, for this question only; and the model of the server, which is remembered. */
export function AskPathChoice({ paths, path, onPath, models, model }: PathChoice) {
  const id = useId()
  const hasModels = path === 'server' && models.length > 1
  if (paths.length < 2 && !hasModels) return null
  return (
    <div class="ask-choices">
      {paths.length > 1 && path && (
        <div class="form-field">
          <label for={`${id}-path`}>{t('ask.with')}</label>
          <div class="form-input">
            <select
              id={`${id}-path`}
              value={path}
              onChange={({ currentTarget }) => onPath(currentTarget.value as AskPath)}
            >
              {paths.map((each) => (
                <option key={each} value={each}>
                  {t(pathTexts[each])}
                </option>
              ))}
            </select>
          </div>
        </div>
      )}
      {hasModels && (
        <div class="form-field">
          <label for={`${id}-model`}>{t('ask.model')}</label>
          <div class="form-input">
            <select
              id={`${id}-model`}
              value={model}
              onChange={({ currentTarget }) => prefer({ askModel: currentTarget.value })}
            >
              {models.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.display_name}
                </option>
              ))}
            </select>
          </div>
        </div>
      )}
    </div>
  )
}

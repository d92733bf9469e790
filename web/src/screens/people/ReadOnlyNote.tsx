// SPDX-License-Identifier: AGPL-3.0-or-later
import { Icon } from '../../components/controls/Icon.tsx'
import { useRights } from '../../data/people/rights.ts'
import { t } from '../../i18n/index.ts'

/** Says to a viewer why nothing can be changed here. */
export function ReadOnlyNote() {
  const { workspace, canWrite } = useRights()
  if (canWrite || !workspace) return null
  return (
    <p class="note">
      <Icon name="lock" />
      <span>{t('inWorkspace.readOnly', { workspace: workspace.name })}</span>
    </p>
  )
}

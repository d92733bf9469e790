// SPDX-License-Identifier: AGPL-3.0-or-later
// A workspace's audit log in sentences.
import { displayName } from '../../components/controls/display-name.ts'
import type { AuditEntry } from '../../data/people/members.ts'
import { roles } from '../../data/people/workspaces.ts'
import { type TextKey, t } from '../../i18n/index.ts'
import { roleName } from './role-texts.ts'

/** By the server's names of the actions. */
const texts: Record<string, TextKey | undefined> = {
  created: 'audit.created',
  renamed: 'audit.renamed',
  invited: 'audit.invited',
  invitation_revoked: 'audit.revoked',
  joined: 'audit.joined',
  role_changed: 'audit.role',
  removed: 'audit.removed',
  left: 'audit.left',
  handed_over: 'audit.handedOver',
  notebook_moved_in: 'audit.movedIn',
  notebook_moved_out: 'audit.movedOut',
}

/** An action that only a newer server knows is shown by its name. */
export function auditText({ action, by, details }: AuditEntry): string {
  const known = details as Record<string, unknown>
  const values = {
    by: by || t('audit.someone'),
    person: textIn(known, 'person') || t('audit.someone'),
    role: roleIn(known),
    name: textIn(known, 'name'),
    notebook: notebookIn(known),
  }
  const text = texts[action]
  return text ? t(text, values) : t('audit.other', { by: values.by, action })
}

/** One that has left the workspace isn't named. */
function notebookIn(details: Record<string, unknown>): string {
  const { notebook } = details
  return typeof notebook === 'string' ? t('export.quoted', { name: displayName(notebook) }) : t('audit.aNotebook')
}

function textIn(details: Record<string, unknown>, name: string): string {
  const value = details[name]
  return typeof value === 'string' ? value : ''
}

function roleIn(details: Record<string, unknown>): string {
  const role = roles.find((each) => each === details.role)
  return role ? roleName(role) : ''
}

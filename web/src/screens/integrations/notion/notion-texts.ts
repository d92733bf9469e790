// SPDX-License-Identifier: AGPL-3.0-or-later
// Localised texts for Notion's workspaces, and for why one couldn't be connected.
import { ApiProblem } from '@rmirror/shared/api'
import type { IconName } from '../../../components/controls/Icon.tsx'
import type { Workspace } from '../../../data/server/notion.ts'
import { canBeAdded, type MissingProperty } from '../../../data/server/notion-databases.ts'
import { type TextKey, t } from '../../../i18n/index.ts'
import { propertyType } from '../../texts/notion-property-types.ts'
import { translateReason } from '../../texts/reason-texts.ts'
import { serverText } from '../../texts/server-texts.ts'

/** Has a substitute, because Notion returns no name for a workspace that was never named. */
export function workspaceName({ workspace_name }: Pick<Workspace, 'workspace_name'>): string {
  return workspace_name || t('notion.unnamed')
}

/** Status of a workspace, or of all of them. */
export interface WorkspaceState {
  icon: IconName
  text: string
  isBad: boolean
}

export function stateOfWorkspace({ status, kind, blocked_because }: Workspace): WorkspaceState {
  if (blocked_because !== null) return { icon: 'warning', text: t('notion.blocked'), isBad: true }
  if (status === 'active') return { icon: 'check', text: t('notion.connected'), isBad: false }
  return { icon: 'warning', text: t(kind === 'oauth' ? 'notion.broken' : 'notion.tokenBroken'), isBad: true }
}

/** null: no workspace is connected. */
export function stateOfWorkspaces(workspaces: Workspace[]): WorkspaceState | null {
  const [first] = workspaces
  if (!first) return null
  const bad = workspaces.find((each) => stateOfWorkspace(each).isBad)
  if (bad) {
    const { icon, text } = stateOfWorkspace(bad)
    return { icon, text: t('notion.stateOf', { name: workspaceName(bad), state: text }), isBad: true }
  }
  const one = t('notion.stateOf', { name: workspaceName(first), state: t('notion.connected') })
  const text = workspaces.length === 1 ? one : t('notion.severalConnected', { count: workspaces.length })
  return { icon: 'check', text, isBad: false }
}

type Grant = keyof Workspace['grants']

export const grantNames: Record<Grant, TextKey> = {
  reads_content: 'notion.reads',
  inserts_content: 'notion.inserts',
  updates_content: 'notion.updates',
}

/** undefined: not known until an attempt shows it. */
export function grantText(isGranted: boolean | undefined): string {
  if (isGranted === undefined) return t('notion.notKnown')
  return t(isGranted ? 'notion.granted' : 'notion.notGranted')
}

/** Why a workspace couldn't be connected, and what to do. */
export function connectProblem(error: unknown): string {
  if (!(error instanceof ApiProblem)) return serverText(error)
  const refusal = refusals[error.type]
  if (refusal) return t(refusal)
  const detail = error.field === undefined ? error.message : error.message.replace(`${error.field}: `, '')
  return translateReason(detail) ?? serverText(error)
}

const refusals: Record<string, TextKey | undefined> = {
  access_denied: 'notion.denied',
  connect_again: 'notion.expired',
  paste_a_token: 'notion.noClient',
  workspace_elsewhere: 'notion.elsewhere',
  workspace_blocked: 'notion.blocked',
}

/** Why a request to Notion failed or was refused. */
export function notionProblem(error: unknown): string {
  return (error instanceof ApiProblem && translateReason(error.message)) || serverText(error)
}

/** What in a database conflicts with the properties that it lacks; null: nothing. */
export function conflictText(missing: MissingProperty[]): string | null {
  const conflicts = missing.filter((each) => !canBeAdded(each))
  if (conflicts.length === 0) return null
  const list = conflicts.map(({ name, type, found_type: found }) =>
    found === null
      ? t('notionMirror.renameTitle', { name })
      : t('notionMirror.rename', { name, type: propertyType(type), found: propertyType(found) }),
  )
  return t('notionMirror.conflicts', { list: list.join('; ') })
}

/** Sentence that lists the missing properties and says that they will be added; null: none is missing. */
export function lackText(missing: MissingProperty[]): string | null {
  if (missing.length === 0) return null
  return t('notionMirror.lacks', { count: missing.length, properties: propertiesText(missing) })
}

/** "Tags (multi-select), Pages (number)" */
export function propertiesText(missing: MissingProperty[]): string {
  return missing.map(({ name, type }) => t('notionMirror.property', { name, type: propertyType(type) })).join(', ')
}

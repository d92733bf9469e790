// SPDX-License-Identifier: AGPL-3.0-or-later
import { useId } from 'preact/hooks'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import type { Workspace } from '../../data/people/workspaces.ts'
import { t } from '../../i18n/index.ts'
import { nameInput } from './workspace-name.ts'

export type Target = { kind: 'known'; workspace: Workspace } | { kind: 'new'; name: string }

interface TargetWorkspaceProps {
  workspaces: readonly Workspace[]
  target: Target | null
  /** Why they couldn't be listed. */
  problem: string | null
  onTarget: (target: Target) => void
}

/** A choice between workspaces, and a new one. */
export function TargetWorkspace({ workspaces, target, problem, onTarget }: TargetWorkspaceProps) {
  const id = useId()
  const isNew = target?.kind === 'new'
  return (
    <fieldset class="move-targets">
      <legend>{t('move.where')}</legend>
      <FormProblem text={problem} />
      {workspaces.map((workspace) => (
        <label key={workspace.id} class="export-check">
          <input
            type="radio"
            name={id}
            checked={target?.kind === 'known' && target.workspace.id === workspace.id}
            onChange={() => onTarget({ kind: 'known', workspace })}
          />
          <bdi class="workspace-name">{workspace.is_own ? t('workspaces.own') : workspace.name}</bdi>
        </label>
      ))}
      <label class="export-check">
        <input type="radio" name={id} checked={isNew} onChange={() => onTarget({ kind: 'new', name: '' })} />
        <span>{t('move.new')}</span>
      </label>
      {isNew && (
        <label class="export-field">
          <span>{t('workspaces.name')}</span>
          <input
            {...nameInput}
            type="text"
            value={target.name}
            onInput={({ currentTarget }) => onTarget({ kind: 'new', name: currentTarget.value })}
          />
        </label>
      )}
    </fieldset>
  )
}

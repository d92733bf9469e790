// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Selection } from '@rmirror/shared/library'
import type { LocalSelection } from '@rmirror/shared/local-page'
import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { displayName } from '../components/controls/display-name.ts'
import { FormProblem } from '../components/controls/FormProblem.tsx'
import { LoadingOrError } from '../components/controls/LoadingOrError.tsx'
import { t } from '../i18n/index.ts'
import { fetchSelection } from './ask.ts'
import { type Branch, branchesOf, isInTree, toggled } from './selection-tree.ts'
import { useAct } from './use-act.ts'

export function SelectionCard() {
  const known = useQuery({ queryKey: ['selection'], queryFn: fetchSelection, retry: false })
  return (
    <section class="card local-card" aria-labelledby="local-selection">
      <h2 id="local-selection">{t('local.selection')}</h2>
      <p class="quiet">{t('local.selectionMeans')}</p>
      {known.data ? (
        <SelectionForm key={JSON.stringify(known.data)} known={known.data} />
      ) : (
        <LoadingOrError problem={known.error?.message ?? null} onRetry={() => void known.refetch()} />
      )}
    </section>
  )
}

function SelectionForm({ known }: { known: LocalSelection }) {
  const act = useAct()
  const [selection, setSelection] = useState(known.selection)
  const [deletes, setDeletes] = useState(false)
  const isChanged = JSON.stringify(selection) !== JSON.stringify(known.selection)
  const branches = branchesOf(known)
  const save = () => act.do('select', { selection, existing: deletes ? 'delete' : 'keep' })
  if (branches.length === 0) return <p class="quiet">{t('local.nothingFound')}</p>
  return (
    <>
      <Branches branches={branches} selection={selection} isOut={false} onChange={setSelection} />
      {selection.excluded_tags.length > 0 && (
        <p class="quiet">
          {t('local.excludedTags', { tags: selection.excluded_tags.map((tag) => `#${tag}`).join(', ') })}
        </p>
      )}
      {isChanged && (
        <div class="local-save">
          <label class="local-choice">
            <input type="checkbox" checked={deletes} onChange={(event) => setDeletes(event.currentTarget.checked)} />
            {t('local.deleteExcluded')}
          </label>
          <div class="form-actions form-actions-start">
            <button type="button" class="button button-primary" onClick={save}>
              {t('local.save')}
            </button>
            <button type="button" class="button" onClick={() => setSelection(known.selection)}>
              {t('local.undo')}
            </button>
          </div>
        </div>
      )}
      <FormProblem text={act.problem} />
    </>
  )
}

interface BranchesProps {
  branches: Branch[]
  selection: Selection
  /** A folder above is excluded. */
  isOut: boolean
  onChange: (selection: Selection) => void
}

function Branches({ branches, selection, isOut, onChange }: BranchesProps) {
  return (
    <ul class="local-tree">
      {branches.map((branch) => (
        <li key={branch.uuid}>
          <label class="local-choice">
            <input
              type="checkbox"
              checked={!isOut && isInTree(branch, selection)}
              disabled={isOut || branch.tags.some((tag) => selection.excluded_tags.includes(tag.normalize()))}
              onChange={() => onChange(toggled(branch, selection))}
            />
            <span>{displayName(branch.name)}</span>
            {branch.pages !== null && <span class="quiet">{t('local.pages', { count: branch.pages })}</span>}
          </label>
          {branch.inside.length > 0 && (
            <Branches
              {...{ selection, onChange }}
              branches={branch.inside}
              isOut={isOut || !isInTree(branch, selection)}
            />
          )}
        </li>
      ))}
    </ul>
  )
}

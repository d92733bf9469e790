// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Selection } from '@rmirror/shared/library'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useMemo, useRef, useState } from 'preact/hooks'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { LoadingOrError } from '../../../components/controls/LoadingOrError.tsx'
import { useDraftState } from '../../../components/forms/drafts.ts'
import { Field } from '../../../components/forms/Field.tsx'
import { type KeepOrRemove, KeepOrRemoveField } from '../../../components/forms/KeepOrRemoveField.tsx'
import { CheckTree } from '../../../components/library/CheckTree.tsx'
import {
  effectOf,
  nodesOf,
  type SelectionNode,
  saveSelection,
  syncSelection,
  tagExcluding,
  tickOf,
  toggled,
  unknownIn,
} from '../../../data/library/sync-selection.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'
import { SelectionTags } from './SelectionTags.tsx'

const maxNewestPages = 10_000

/** Which parts of the library are synced. */
export function SelectionSection() {
  const { remote } = useStore()
  const { data: saved, error, refetch } = useQuery(syncSelection(remote))
  const [isSaved, setSaved] = useState(false)
  const outcome = useRef<HTMLParagraphElement>(null)
  const onSaved = () => {
    // Move the focus away from the button, which disappears.
    outcome.current?.focus()
    setSaved(true)
  }
  return (
    <section aria-labelledby="account-selection">
      <h2 id="account-selection">{t('selection.title')}</h2>
      <p class="quiet">{t('selection.what')}</p>
      {saved ? (
        <SelectionForm key={JSON.stringify(saved)} saved={saved} onChange={() => setSaved(false)} onSaved={onSaved} />
      ) : (
        <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
      )}
      <p ref={outcome} tabIndex={-1} role="status" class="quiet">
        {isSaved && t('selection.saved')}
      </p>
    </section>
  )
}

interface SelectionFormProps {
  saved: Selection
  onChange: () => void
  onSaved: () => void
}

function SelectionForm({ saved, onChange, onSaved }: SelectionFormProps) {
  const { remote, index } = useStore()
  const library = index.value
  const nodes = useMemo(() => nodesOf(library), [library])
  const [chosen, setChosen] = useDraftState('selection', saved)
  const [made, setMade] = useState<KeepOrRemove>('keep')
  const [newest, setNewest] = useDraftState(
    'newest pages',
    saved.newest_pages === null ? '' : String(saved.newest_pages),
  )
  const pages = newest.trim() === '' ? null : Number(newest)
  const isPages = pages === null || (Number.isInteger(pages) && pages >= 1 && pages <= maxNewestPages)
  const wanted = { ...chosen, newest_pages: isPages ? pages : saved.newest_pages }
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(saved) || !isPages
  const save = useMutation({
    mutationFn: () => saveSelection(remote, wanted, made === 'remove' ? 'delete' : 'keep'),
    onSuccess: onSaved,
  })
  const choose = (next: Selection) => {
    save.reset()
    onChange()
    setChosen(next)
  }
  const unknown = unknownIn(nodes, chosen)
  const isFolderOut = (node: SelectionNode) => tickOf(node, chosen) === false
  const lockedBy = (node: SelectionNode, above: SelectionNode[]) => {
    if (above.some(isFolderOut)) return t('selection.inExcluded')
    const tag = tagExcluding(node, chosen)
    return tag === undefined ? null : t('selection.byTag', { tag })
  }
  const submit = (event: Event) => {
    event.preventDefault()
    if (isPages && !save.isPending) save.mutate()
  }
  return (
    <form class="selection" noValidate onSubmit={submit}>
      {nodes.length === 0 ? (
        <p class="quiet">{t('choice.empty')}</p>
      ) : (
        <CheckTree
          label={t('choice.library')}
          nodes={nodes}
          tickOf={(node) => tickOf(node, chosen)}
          lockedBy={lockedBy}
          onToggle={(node) => choose(toggled(node, chosen))}
        />
      )}
      {unknown > 0 && <p class="quiet">{t('selection.unknown', { count: unknown })}</p>}
      <SelectionTags selection={chosen} known={library.tags} onChange={choose} />
      <Field
        label={t('selection.newest')}
        hint={t('selection.newestHint')}
        problem={isPages ? null : t('selection.newestWrong')}
        input={{
          ...{ type: 'text', inputMode: 'numeric', value: newest, autocomplete: 'off' },
          onInput: (event) => {
            onChange()
            setNewest(event.currentTarget.value)
          },
        }}
      />
      {isChanged && (
        <>
          <Effect nodes={nodes} saved={saved} chosen={wanted} made={made} onMade={setMade} />
          <div class="form-actions form-actions-start">
            <button type="submit" class="button button-primary" aria-disabled={save.isPending}>
              {t('selection.save')}
            </button>
          </div>
        </>
      )}
      <FormProblem text={save.error && serverText(save.error)} />
    </form>
  )
}

interface EffectProps {
  nodes: SelectionNode[]
  saved: Selection
  chosen: Selection
  made: KeepOrRemove
  onMade: (made: KeepOrRemove) => void
}

/** What saving the selection would change on the server. */
function Effect({ nodes, saved, chosen, made, onMade }: EffectProps) {
  const { leaving, excludedThere, joining } = effectOf(nodes, saved, chosen)
  return (
    <div class="note selection-effect">
      <div role="status">
        {leaving > 0 && <p>{t('selection.leaving', { count: leaving })}</p>}
        {joining > 0 && <p>{t('selection.joining', { count: joining })}</p>}
        {leaving + joining === 0 && <p>{t('selection.nothingMoves')}</p>}
        {chosen.newest_pages !== saved.newest_pages && <p>{t('selection.pagesStay')}</p>}
      </div>
      {excludedThere > 0 && (
        <KeepOrRemoveField
          legend={t('selection.existing', { count: excludedThere })}
          labels={{ keep: t('selection.keep'), remove: t('selection.delete') }}
          made={made}
          onChange={onMade}
        />
      )}
    </div>
  )
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { PreviewTable } from '../components/PreviewTable.tsx'
import { type Choice, fetchPreview, type ItemType, type Preview, type Target } from '../data/integrations.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { isNothing } from './PickedChoice.tsx'
import { serverText } from './server-texts.ts'
import { itemTypeOrder, itemTypeText } from './target-texts.ts'

/** What a choice would do at a target, when somebody asks. */
export function PreviewOf({ target, choice }: { target: Target; choice: Choice | null }) {
  const { account } = useStore()
  const look = useMutation({ mutationFn: () => fetchPreview(account, target.name, choice) })
  // What was counted was another choice.
  useEffect(() => look.reset(), [choice])
  const isIdle = isNothing(choice) || look.isPending
  return (
    <div class="preview-of">
      <button type="button" class="button" aria-disabled={isIdle} onClick={() => !isIdle && look.mutate()}>
        {t('preview.do')}
      </button>
      <div role="status">
        {look.isPending && <p class="quiet">{t('preview.counting')}</p>}
        {look.error && <p class="form-problem">{serverText(look.error)}</p>}
        {look.data && (
          <PreviewTable
            rows={inOrder(look.data.items).map(([type, counts]) => ({ label: itemTypeText(type), ...counts }))}
            sample={look.data.sample}
          />
        )}
      </div>
    </div>
  )
}

/** From the notebook down to what stands on its pages. */
function inOrder(items: Preview['items']): [ItemType, Preview['items'][string]][] {
  // What a newer server has comes last.
  const rank = (type: ItemType) => itemTypeOrder.indexOf(type) + 1 || itemTypeOrder.length + 1
  return (Object.entries(items) as [ItemType, Preview['items'][string]][]).sort(([a], [b]) => rank(a) - rank(b))
}

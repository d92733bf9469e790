// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { useEffect, useRef, useState } from 'preact/hooks'
import { PreviewTable } from '../../components/delivery/PreviewTable.tsx'
import {
  type Choice,
  type Compared,
  fetchPreview,
  type ItemType,
  type Preview,
  type Rules,
  type Settings,
  type Target,
} from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { itemTypeOrder, itemTypeText, targetName } from '../texts/target-texts.ts'
import { CompareProgress } from './CompareProgress.tsx'
import { isNothing } from './PickedChoice.tsx'
import { RulePreview } from './rules/RulePreview.tsx'

interface PreviewOfProps {
  target: Target
  choice: Choice | null
  /** Used instead of the stored settings. */
  settings?: Settings
  /** Used instead of the stored rules, and shown one by one. */
  rules?: Rules | null
  /** False while what is asked for is incomplete. */
  isReady?: boolean
}

/** Button for a dry run: what a choice would change at a target. Unmounting aborts it, on the server as well. */
export function PreviewOf({ target, choice, settings, rules, isReady = true }: PreviewOfProps) {
  const { account } = useStore()
  const [progress, setProgress] = useState<Compared | null>(null)
  const leaving = useRef(new AbortController())
  useEffect(() => () => leaving.current.abort(), [])
  const look = useMutation({
    mutationFn: (_: string) =>
      fetchPreview(
        account,
        target.name,
        { choice, ...(settings && { settings }), ...(rules !== undefined && { rules }) },
        { onProgress: setProgress, signal: leaving.current.signal },
      ),
    onSettled: () => setProgress(null),
  })
  const question = JSON.stringify([choice, settings, rules])
  const isAnswered = look.variables === question
  const isIdle = isNothing(choice) || !isReady || look.isPending
  return (
    <div class="preview-of">
      <button type="button" class="button" aria-disabled={isIdle} onClick={() => !isIdle && look.mutate(question)}>
        {t('preview.do')}
      </button>
      {progress && <CompareProgress {...progress} />}
      <div role="status">
        {look.isPending && <p class="quiet">{t('preview.counting')}</p>}
        {isAnswered && look.error && <p class="form-problem">{serverText(look.error)}</p>}
        {isAnswered && look.data && (
          <PreviewTable
            rows={inOrder(look.data.items).map(([type, counts]) => ({ label: itemTypeText(type), ...counts }))}
            sample={look.data.sample}
            estimate={look.data.estimate}
            name={targetName(target.name)}
          />
        )}
        {isAnswered && rules && look.data?.rules && <RulePreview rules={look.data.rules} />}
      </div>
    </div>
  )
}

/** Ordered from notebooks down to the items on their pages. */
function inOrder(items: Preview['items']): [ItemType, Preview['items'][string]][] {
  // Item types that only a newer server knows come last.
  const rank = (type: ItemType) => itemTypeOrder.indexOf(type) + 1 || itemTypeOrder.length + 1
  return (Object.entries(items) as [ItemType, Preview['items'][string]][]).sort(([a], [b]) => rank(a) - rank(b))
}

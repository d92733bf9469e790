// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { problemText } from '../../components/delivery/ProblemList.tsx'
import type { LiveNotebook } from '../../data/local/live-notebook.ts'
import { isUncountable } from '../../data/local/unopened.ts'
import { useStore } from '../../data/store.ts'
import { type TextKey, t } from '../../i18n/index.ts'

/** Shown instead of pages: why there are none, or that they are being counted, which this component starts. */
export function NoPages({ notebook }: { notebook: LiveNotebook }) {
  const { library } = useStore()
  const { uuid, unopened } = notebook.facts
  const isAbsent = useSignal(false)
  useEffect(() => {
    isAbsent.value = false
    if (unopened === 'uncounted') library.ensurePagesCounted(notebook).catch(() => (isAbsent.value = true))
  }, [uuid, unopened])
  return (
    <p class="nothing" role="status">
      {t(isAbsent.value ? 'problem.not-loaded' : reason(notebook))}
    </p>
  )
}

function reason(notebook: LiveNotebook): TextKey {
  if (notebook.facts.unopened === 'uncounted') return 'notebook.counting'
  const problem = notebook.facts.problems.at(-1)
  return isUncountable(notebook) && problem ? problemText(problem.code) : 'notebook.noPages'
}

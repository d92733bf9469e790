// SPDX-License-Identifier: AGPL-3.0-or-later
import { problemText } from '../components/ProblemList.tsx'
import { usePromise } from '../components/use-promise.ts'
import type { LiveNotebook } from '../data/library.ts'
import { useStore } from '../data/store.ts'
import { isUncountable } from '../data/unopened.ts'
import { type TextKey, t } from '../i18n/index.ts'

/** In the place of pages: why there are none, or that they are being counted, which this sees to. */
export function NoPages({ notebook }: { notebook: LiveNotebook }) {
  const { library } = useStore()
  const { uuid, unopened } = notebook.facts
  const counted = usePromise(() => library.wantPages(notebook), unopened === 'uncounted' ? uuid : null)
  const isAbsent = counted !== null && 'error' in counted
  return (
    <p class="nothing" role="status">
      {t(isAbsent ? 'problem.not-loaded' : reason(notebook))}
    </p>
  )
}

function reason(notebook: LiveNotebook): TextKey {
  if (notebook.facts.unopened === 'uncounted') return 'notebook.counting'
  const problem = notebook.facts.problems.at(-1)
  return isUncountable(notebook) && problem ? problemText(problem.code) : 'notebook.noPages'
}

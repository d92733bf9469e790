// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { choosePenMarks, penMarks } from '../../data/library/pen-marks.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

/** Whether pen marks become highlights; saved immediately. */
export function PenMarksSection() {
  const { remote } = useStore()
  const { data: saved, error } = useQuery(penMarks(remote))
  const choosing = useMutation({ mutationFn: (isOn: boolean) => choosePenMarks(remote, isOn) })
  const isOn = choosing.isPending ? choosing.variables : saved?.pen_marks
  const problem = choosing.error ?? (saved ? null : error)
  const others = saved ? saved.notebooks_with_pen_marks.length + saved.notebooks_without_pen_marks.length : 0
  return (
    <section aria-labelledby="account-pen-marks">
      <h2 id="account-pen-marks">{t('marks.title')}</h2>
      <p class="quiet">{t('marks.what')}</p>
      {isOn !== undefined && (
        <label class="tick">
          <input type="checkbox" checked={isOn} onChange={() => choosing.mutate(!isOn)} />
          <span>{t('marks.use')}</span>
        </label>
      )}
      {others > 0 && <p class="quiet">{t('marks.others', { count: others })}</p>}
      <FormProblem text={problem && serverText(problem)} />
      <p role="status" class="quiet">
        {choosing.isSuccess && t(choosing.variables ? 'marks.on' : 'marks.off')}
      </p>
    </section>
  )
}

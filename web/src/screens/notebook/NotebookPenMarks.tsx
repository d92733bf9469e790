// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import type { Notebook } from '../../data/library/notebook.ts'
import { chooseNotebookPenMarks, chosenFor, type NotebookPenMarks, penMarks } from '../../data/library/pen-marks.ts'
import { useStore } from '../../data/store.ts'
import { type TextKey, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

const choices: [NotebookPenMarks, TextKey][] = [
  ['on', 'marks.notebookOn'],
  ['off', 'marks.notebookOff'],
]

/** Whether the pen marks of this notebook become highlights; only for the owner of a synced notebook. */
export function PenMarksOfNotebook({ notebook: { uuid, there, isOthers, isNote } }: { notebook: Notebook }) {
  const { remote } = useStore()
  const { data: saved } = useQuery(penMarks(remote))
  const choosing = useMutation({
    mutationFn: (chosen: NotebookPenMarks) => chooseNotebookPenMarks(remote, uuid, chosen),
  })
  if (!saved || !there || isOthers || isNote) return null
  const chosen = choosing.isPending ? choosing.variables : chosenFor(saved, uuid)
  const usual = t(saved.pen_marks ? 'marks.notebookUsualOn' : 'marks.notebookUsualOff')
  return (
    <div class="notebook-marks">
      <label class="menu-field">
        <span>{t('marks.notebook')}</span>
        <select
          value={chosen}
          onChange={({ currentTarget }) => choosing.mutate(currentTarget.value as NotebookPenMarks)}
        >
          <option value="usual">{usual}</option>
          {choices.map(([value, label]) => (
            <option key={value} value={value}>
              {t(label)}
            </option>
          ))}
        </select>
      </label>
      <FormProblem text={choosing.error && serverText(choosing.error)} />
    </div>
  )
}

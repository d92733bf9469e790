// SPDX-License-Identifier: AGPL-3.0-or-later
import { Fragment } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { type TextKey, t } from '../../i18n/index.ts'
import { type Asked, languagesToOffer, type Task, tasks } from './ask-prompts.ts'

interface AskTasksProps {
  asked: Asked
  onChange: (changed: Partial<Asked>) => void
  /** Enter was pressed together with Control or Command in the question. */
  onAsk: () => void
}

const taskTexts: Record<Task, TextKey> = {
  summarise: 'ask.summarise',
  translate: 'ask.translate',
  todos: 'ask.todos',
  free: 'ask.free',
}

/** The longest question that can be typed, in characters. The server's limit includes what is added to it. */
const maxQuestionLetters = 4_000

/** The ready-made questions, and a free one. */
export function AskTasks({ asked, onChange, onAsk }: AskTasksProps) {
  const field = useRef<HTMLFieldSetElement>(null)
  // The browser focuses the button that closes the dialog, because it's the first.
  useEffect(() => field.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), [])
  return (
    <fieldset ref={field} class="ask-tasks">
      <legend>{t('ask.what')}</legend>
      {tasks.map((task) => (
        <Fragment key={task}>
          <label class="tick">
            <input type="radio" name="ask-task" checked={asked.task === task} onChange={() => onChange({ task })} />
            <span>{t(taskTexts[task])}</span>
          </label>
          {asked.task === task && task === 'translate' && <LanguageChoice asked={asked} onChange={onChange} />}
          {asked.task === task && task === 'free' && <QuestionField asked={asked} onChange={onChange} onAsk={onAsk} />}
        </Fragment>
      ))}
    </fieldset>
  )
}

function LanguageChoice({ asked, onChange }: Omit<AskTasksProps, 'onAsk'>) {
  const id = useId()
  return (
    <div class="form-field">
      <label for={id}>{t('ask.language')}</label>
      <div class="form-input">
        <select
          id={id}
          value={asked.language}
          onChange={({ currentTarget }) => onChange({ language: currentTarget.value })}
        >
          {languagesToOffer().map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}

function QuestionField({ asked, onChange, onAsk }: AskTasksProps) {
  const id = useId()
  return (
    <div class="form-field">
      <label for={id}>{t('ask.question')}</label>
      <textarea
        id={id}
        class="ask-question"
        rows={3}
        maxLength={maxQuestionLetters}
        value={asked.question}
        onInput={({ currentTarget }) => onChange({ question: currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          onAsk()
        }}
      />
    </div>
  )
}

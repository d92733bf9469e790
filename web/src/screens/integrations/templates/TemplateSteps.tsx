// SPDX-License-Identifier: AGPL-3.0-or-later
import { Field } from '../../../components/forms/Field.tsx'
import type { TemplateStep } from '../../../data/server/templates.ts'
import { type TextKey, t } from '../../../i18n/index.ts'

type StepKind = TemplateStep['do']

const empty: Record<StepKind, TemplateStep> = {
  replace: { do: 'replace', pattern: '', with: '' },
  drop_lines: { do: 'drop_lines', pattern: '' },
  shift_headings: { do: 'shift_headings', by: 1 },
  field: { do: 'field', name: '', value: '' },
}

const names: Record<StepKind, TextKey> = {
  replace: 'templates.step.replace',
  drop_lines: 'templates.step.dropLines',
  shift_headings: 'templates.step.shiftHeadings',
  field: 'templates.step.field',
}

interface TemplateStepsProps {
  steps: readonly TemplateStep[]
  /** Whether notes have properties that a step can set. */
  hasFields: boolean
  onChange: (steps: TemplateStep[]) => void
}

/** What changes each text after its template, in order. */
export function TemplateSteps({ steps, hasFields, onChange }: TemplateStepsProps) {
  const kinds = (Object.keys(empty) as StepKind[]).filter((kind) => kind !== 'field' || hasFields)
  const changed = (at: number, step: TemplateStep) => onChange(steps.map((each, index) => (index === at ? step : each)))
  return (
    <fieldset class="template-steps">
      <legend>{t('templates.steps')}</legend>
      {steps.length === 0 && <p class="quiet">{t('templates.noSteps')}</p>}
      <ol>
        {steps.map((step, index) => (
          // Steps have no ids; each is controlled by its own values.
          <li key={index}>
            <StepFields
              step={step}
              number={index + 1}
              kinds={kinds}
              onChange={(next) => changed(index, next)}
              onRemove={() => onChange(steps.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ol>
      {steps.length < 20 && (
        <button type="button" class="button button-small" onClick={() => onChange([...steps, empty.replace])}>
          {t('templates.addStep')}
        </button>
      )}
    </fieldset>
  )
}

interface StepFieldsProps {
  step: TemplateStep
  number: number
  kinds: readonly StepKind[]
  onChange: (step: TemplateStep) => void
  onRemove: () => void
}

function StepFields({ step, number, kinds, onChange, onRemove }: StepFieldsProps) {
  const text = (member: 'pattern' | 'with' | 'name' | 'value', label: TextKey) => (
    <Field
      label={t(label)}
      input={{
        type: 'text',
        value: step[member] ?? '',
        spellcheck: false,
        autocomplete: 'off',
        onInput: ({ currentTarget }) => onChange({ ...step, [member]: currentTarget.value }),
      }}
    />
  )
  return (
    <fieldset class="template-step">
      <legend>{t('templates.step', { number })}</legend>
      <div class="form-input">
        <select
          aria-label={t('templates.stepKind', { number })}
          value={step.do}
          onChange={({ currentTarget }) => onChange(empty[currentTarget.value as StepKind])}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(names[kind])}
            </option>
          ))}
        </select>
      </div>
      {(step.do === 'replace' || step.do === 'drop_lines') && text('pattern', 'templates.pattern')}
      {step.do === 'replace' && text('with', 'templates.with')}
      {step.do === 'field' && text('name', 'templates.fieldName')}
      {step.do === 'field' && text('value', 'templates.fieldValue')}
      {step.do === 'shift_headings' && (
        <Field
          label={t('templates.by')}
          input={{
            type: 'number',
            min: -5,
            max: 5,
            value: step.by ?? 1,
            onInput: ({ currentTarget }) => onChange({ ...step, by: Math.trunc(currentTarget.valueAsNumber) || 0 }),
          }}
        />
      )}
      <button
        type="button"
        class="button button-small"
        aria-label={t('templates.removeStep', { number })}
        onClick={onRemove}
      >
        {t('templates.remove')}
      </button>
    </fieldset>
  )
}

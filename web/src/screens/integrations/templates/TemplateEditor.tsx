// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem } from '@rmirror/shared/api'
import { placeholders, shippedTemplate } from '@rmirror/shared/templates/placeholders'
import { useMutation } from '@tanstack/preact-query'
import { useId, useRef, useState } from 'preact/hooks'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { useDraftState } from '../../../components/forms/drafts.ts'
import { Field } from '../../../components/forms/Field.tsx'
import type { Integration, Target } from '../../../data/server/integrations.ts'
import { saveTemplates, type TemplateKind, type Templates } from '../../../data/server/templates.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'
import { TemplatePreview } from './TemplatePreview.tsx'
import { TemplateSteps } from './TemplateSteps.tsx'
import { faultText, kindHint, kindText } from './template-texts.ts'

interface TemplateEditorProps {
  target: Target
  integration: Integration
  /** `secret`: for new code of one's own. */
  onDone: (outcome: 'saved' | 'cancelled', secret?: string) => void
}

/** One template at a time, the steps, and what both make of a page. */
export function TemplateEditor({ target, integration, onDone }: TemplateEditorProps) {
  const { account, remote } = useStore()
  const [templates, setTemplates] = useDraftState<Templates>('templates', integration.templates ?? {})
  const kinds = target.templates ?? []
  const [kind, setKind] = useState<TemplateKind>(kinds[0] ?? 'page')
  const save = useMutation({
    mutationFn: () => saveTemplates(account, target.name, templates),
    onSuccess: async (secret) => {
      await remote.deliveriesChanged()
      onDone('saved', secret)
    },
  })
  const isVault = kinds.includes('note')
  const change = (next: Templates) => {
    save.reset()
    setTemplates(next)
  }
  const submit = (event: Event) => {
    event.preventDefault()
    if (!save.isPending) save.mutate()
  }
  return (
    <form class="form templates" noValidate onSubmit={submit}>
      <KindField kinds={kinds} kind={kind} onChange={setKind} />
      <TemplateField
        key={kind}
        kind={kind}
        shipped={shippedTemplate(kind, isVault)}
        own={templates[kind]}
        onChange={(text) => change(withTemplate(templates, kind, text))}
      />
      <TemplateSteps
        steps={templates.steps ?? []}
        hasFields={isVault}
        onChange={(steps) => change(withSteps(templates, steps))}
      />
      {!isVault && (
        <Field
          label={t('templates.ownCode')}
          hint={t('templates.ownCodeHint')}
          input={{
            type: 'url',
            value: templates.address ?? '',
            spellcheck: false,
            autocomplete: 'off',
            placeholder: 'https://',
            onInput: ({ currentTarget }) => change(withAddress(templates, currentTarget.value.trim())),
          }}
        />
      )}
      <TemplatePreview target={target} templates={templates} />
      <FormProblem text={save.error && saveProblem(save.error)} />
      <div class="form-actions form-actions-start">
        <button type="submit" class="button button-primary" aria-disabled={save.isPending}>
          {t('templates.save')}
        </button>
        <button type="button" class="button" onClick={() => onDone('cancelled')}>
          {t('dialog.cancel')}
        </button>
      </div>
    </form>
  )
}

interface KindFieldProps {
  kinds: readonly TemplateKind[]
  kind: TemplateKind
  onChange: (kind: TemplateKind) => void
}

function KindField({ kinds, kind, onChange }: KindFieldProps) {
  const id = useId()
  if (kinds.length === 1) return null
  return (
    <div class="form-field">
      <label for={id}>{t('templates.kind')}</label>
      <div class="form-input">
        <select id={id} value={kind} onChange={({ currentTarget }) => onChange(currentTarget.value as TemplateKind)}>
          {kinds.map((each) => (
            <option key={each} value={each}>
              {kindText(each)}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}

interface TemplateFieldProps {
  kind: TemplateKind
  shipped: string
  own: string | undefined
  /** Undefined: as rMirror has it. */
  onChange: (text: string | undefined) => void
}

/** The template, what it can show, and the way back to what rMirror has. */
function TemplateField({ kind, shipped, own, onChange }: TemplateFieldProps) {
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const text = own ?? shipped
  const write = (next: string) => onChange(next === shipped ? undefined : next)
  const insert = (name: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = area.current ?? {}
    write(`${text.slice(0, selectionStart)}{{${name}}}${text.slice(selectionEnd)}`)
    area.current?.focus()
  }
  return (
    <div class="form-field">
      <label for={id}>{kindText(kind)}</label>
      <textarea
        ref={area}
        id={id}
        class="template-text"
        rows={Math.min(Math.max(text.split('\n').length, 2), 16)}
        spellcheck={false}
        value={text}
        aria-describedby={`${id}-below`}
        onInput={({ currentTarget }) => write(currentTarget.value)}
      />
      <p id={`${id}-below`} class="quiet">
        {kindHint(kind)}
      </p>
      <fieldset aria-label={t('templates.placeholders')} class="template-names">
        {placeholders[kind].map((name) => (
          <button key={name} type="button" class="button button-small" onClick={() => insert(name)}>
            {name}
          </button>
        ))}
      </fieldset>
      {own !== undefined && (
        <button type="button" class="button button-small section-action" onClick={() => onChange(undefined)}>
          {t('templates.reset')}
        </button>
      )}
    </div>
  )
}

function withTemplate(templates: Templates, kind: TemplateKind, text: string | undefined): Templates {
  const { [kind]: _, ...others } = templates
  return text === undefined ? others : { ...others, [kind]: text }
}

function withAddress({ address: _, ...others }: Templates, address: string): Templates {
  return address === '' ? others : { ...others, address }
}

function withSteps({ steps: _, ...others }: Templates, steps: Templates['steps'] = []): Templates {
  return steps.length === 0 ? others : { ...others, steps }
}

function saveProblem(error: unknown): string {
  const fault = error instanceof ApiProblem ? error.members.template_fault : undefined
  return fault ? faultText(fault as Parameters<typeof faultText>[0]) : serverText(error)
}

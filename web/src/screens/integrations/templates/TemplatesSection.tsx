// SPDX-License-Identifier: AGPL-3.0-or-later
import { useRef, useState } from 'preact/hooks'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { GeneratedSecret } from '../../../components/forms/GeneratedSecret.tsx'
import { checkForUpdate } from '../../../data/outdated.ts'
import type { Integration, Target } from '../../../data/server/integrations.ts'
import { t } from '../../../i18n/index.ts'
import { kindText } from './template-texts.ts'

type Editor = typeof import('./TemplateEditor.tsx')['TemplateEditor']

/** What texts look like at a target. The editor is loaded when it is opened: few people need it. */
export function TemplatesSection({ target, integration }: { target: Target; integration: Integration }) {
  const [loaded, setLoaded] = useState<{ Editor: Editor } | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const [secret, setSecret] = useState<string>()
  const said = useRef<HTMLParagraphElement>(null)
  const kinds = target.templates ?? []
  if (kinds.length === 0) return null
  const open = async () => {
    setFailed(false)
    setSaved(false)
    try {
      const { TemplateEditor } = await import('./TemplateEditor.tsx')
      setLoaded({ Editor: TemplateEditor })
    } catch {
      setFailed(true)
      void checkForUpdate()
    }
  }
  const close = (outcome: 'saved' | 'cancelled', drawn?: string) => {
    setLoaded(null)
    setSaved(outcome === 'saved')
    setSecret(drawn)
    // The button that had the focus is gone.
    said.current?.focus()
  }
  const own = kinds.filter((kind) => integration.templates?.[kind] !== undefined).map(kindText)
  const steps = integration.templates?.steps?.length ?? 0
  return (
    <section aria-labelledby="integration-templates">
      {secret !== undefined && (
        <GeneratedSecret
          label={t('templates.ownCodeSecret')}
          value={secret}
          hint={t('templates.ownCodeSecretHint')}
          onDone={() => setSecret(undefined)}
        />
      )}
      <h2 id="integration-templates">{t('templates.heading')}</h2>
      <p class="quiet">{t('templates.what')}</p>
      {loaded ? (
        <loaded.Editor target={target} integration={integration} onDone={close} />
      ) : (
        <>
          {own.length > 0 && <p>{t('templates.own', { kinds: own.join(', ') })}</p>}
          {integration.templates?.address !== undefined && <p>{t('templates.hasOwnCode')}</p>}
          {steps > 0 && <p>{t('templates.stepCount', { count: steps })}</p>}
          <button type="button" class="button section-action" onClick={() => void open()}>
            {t('templates.edit')}
          </button>
        </>
      )}
      <FormProblem text={hasFailed && t('screen.notLoaded')} />
      <p ref={said} tabIndex={-1} role="status">
        {isSaved && t('templates.saved')}
      </p>
    </section>
  )
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { CopyText } from '../controls/CopyText.tsx'

interface DrawnSecretProps {
  label: string
  value: string
  /** What the secret is for. */
  hint: string | null
  onDone: () => void
}

/** Shows a newly generated secret. It is shown only once: a user who doesn't copy it has to generate another. */
export function GeneratedSecret({ label, value, hint, onDone }: DrawnSecretProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus(), [])
  return (
    <section class="drawn" aria-labelledby="drawn-title">
      <h2 ref={heading} tabIndex={-1} id="drawn-title">
        {label}
      </h2>
      {hint && <p class="quiet">{hint}</p>}
      <div class="drawn-value">
        <code>{value}</code>
        <CopyText text={value} />
      </div>
      <p>{t('drawn.once')}</p>
      <button type="button" class="button" onClick={onDone}>
        {t('drawn.done')}
      </button>
    </section>
  )
}

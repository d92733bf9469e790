// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { copyText } from './copy-text.ts'
import { Icon } from './Icon.tsx'

interface CopyTextProps {
  /** A function if it takes long for a long text. */
  text: string | (() => string)
}

export function CopyText({ text }: CopyTextProps) {
  const [copied, setCopied] = useState(false)
  const copy = () =>
    copyText(typeof text === 'string' ? text : text()).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <button type="button" class="button button-small" onClick={copy} onBlur={() => setCopied(false)}>
      <Icon name={copied ? 'check' : 'copy'} />
      <span aria-live="polite">{t(copied ? 'text.copied' : 'text.copy')}</span>
    </button>
  )
}

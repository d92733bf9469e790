// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { copyText } from './copy-text.ts'
import { Icon } from './Icon.tsx'

export function CopyText({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  const copy = () =>
    copyText(text).then(
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

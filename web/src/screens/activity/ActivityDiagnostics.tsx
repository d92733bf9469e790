// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { copyText } from '../../components/controls/copy-text.ts'
import { Icon } from '../../components/controls/Icon.tsx'
import { collectDiagnostics } from '../../data/resources/diagnostics.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'

/** Copies diagnostics for a support request. The copied text is shown, so that users can see what it leaves out. */
export function ActivityDiagnostics() {
  const { remote } = useStore()
  const copy = useMutation({
    mutationFn: async () => {
      const text = await collectDiagnostics(remote)
      const isCopied = await copyText(text).then(
        () => true,
        () => false,
      )
      return { text, isCopied }
    },
  })
  return (
    <section class="activity-part" aria-labelledby="activity-diagnostics">
      <h2 id="activity-diagnostics">{t('activity.diagnostics')}</h2>
      <p class="quiet">{t('activity.diagnosticsMean')}</p>
      <button
        type="button"
        class="button section-action"
        aria-disabled={copy.isPending}
        onClick={() => !copy.isPending && copy.mutate()}
      >
        <Icon name="copy" />
        <span>{t('local.copyDiagnostics')}</span>
      </button>
      <p role="status">{copy.data && t(copy.data.isCopied ? 'text.copied' : 'activity.notCopied')}</p>
      {copy.data && (
        <details open={!copy.data.isCopied}>
          <summary>{t('activity.copiedText')}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard. */}
          <pre class="activity-copied" tabIndex={0}>
            {copy.data.text}
          </pre>
        </details>
      )}
    </section>
  )
}

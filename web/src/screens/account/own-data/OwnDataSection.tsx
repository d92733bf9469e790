// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { LoadingOrError } from '../../../components/controls/LoadingOrError.tsx'
import { wholeExport } from '../../../data/export/current-whole-export.ts'
import { WholeExport } from '../../../data/export/whole-export.ts'
import { type StoredKind, type StoredSummary, storedSummary } from '../../../data/resources/own-data.ts'
import { useStore } from '../../../data/store.ts'
import { formatNumber, formatSize, type TextKey, t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'

/** How much the server stores about the user, and the download of all of it. */
export function OwnDataSection() {
  const { account, remote } = useStore()
  const { data: summary, error, refetch } = useQuery(storedSummary(remote))
  const isRunning = wholeExport.value?.isRunning ?? false
  const download = () => {
    const run = new WholeExport(account)
    wholeExport.value = run
    void run.run()
  }
  return (
    <section aria-labelledby="account-data">
      <h2 id="account-data">{t('ownData.title')}</h2>
      <p class="quiet">{t('ownData.what')}</p>
      {summary ? (
        <Summary summary={summary} />
      ) : (
        <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
      )}
      <p class="quiet">{t('ownData.export')}</p>
      <button
        type="button"
        class="button section-action"
        aria-disabled={isRunning}
        onClick={() => !isRunning && download()}
      >
        {t('ownData.download')}
      </button>
    </section>
  )
}

const kindTexts: Record<StoredKind, TextKey> = {
  notebooks: 'ownData.notebooks',
  pages: 'ownData.pages',
  earlier_texts: 'ownData.earlierTexts',
  todos: 'ownData.todos',
  highlights: 'ownData.highlights',
  handwriting_images: 'ownData.handwritingImages',
  page_images: 'ownData.pageImages',
  attachments: 'ownData.attachments',
  texts_and_facts: 'ownData.texts',
  browsers: 'ownData.browsers',
  devices: 'ownData.devices',
  connections: 'ownData.connections',
  integrations: 'ownData.integrations',
  deliveries: 'ownData.deliveries',
  notifications: 'ownData.notifications',
  events: 'ownData.events',
}

/** A newer server may store kinds that this dashboard doesn't know. */
function Summary({ summary: { items, bytes } }: { summary: StoredSummary }) {
  const shown = items.filter(({ kind, count, bytes }) => kind in kindTexts && (count !== 0 || (bytes ?? 0) > 0))
  return (
    <table class="own-data">
      <thead>
        <tr>
          <th scope="col">{t('ownData.kind')}</th>
          <th scope="col">{t('ownData.count')}</th>
          <th scope="col">{t('ownData.size')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ kind, count, bytes }) => (
          <tr key={kind}>
            <th scope="row">{t(kindTexts[kind])}</th>
            <td>{count === null ? '' : formatNumber(count)}</td>
            <td>{bytes === null ? '' : formatSize(bytes)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('ownData.total')}</th>
          <td />
          <td>{formatSize(bytes)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

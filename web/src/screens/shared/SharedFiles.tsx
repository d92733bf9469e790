// SPDX-License-Identifier: AGPL-3.0-or-later
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { NotesSection } from '../../components/notes/NotesSection.tsx'
import type { SharedPageDetail } from '../../data/shared/shared-library.ts'
import { formatSize, t } from '../../i18n/index.ts'
import { useDownload } from '../attachments/use-download.ts'

type Files = SharedPageDetail['attachments']

/** The files of a shared page, to be downloaded. */
export function SharedFiles({ files }: { files: Files }) {
  if (files.length === 0) return null
  return (
    <NotesSection title={t('attachments.title')}>
      <ul class="attachment-list" aria-label={t('attachments.title')}>
        {files.map((file) => (
          <SharedFile key={file.id} file={file} />
        ))}
      </ul>
    </NotesSection>
  )
}

function SharedFile({ file: { id, file_name: name, size } }: { file: Files[number] }) {
  const download = useDownload()
  const label = t('attachments.download', { name })
  return (
    <li>
      <Icon name="file" />
      <span class="attachment-name">
        <bdi>{name}</bdi> <span class="quiet">{formatSize(size)}</span>
      </span>
      <span class="attachment-actions">
        <button
          type="button"
          class="button button-icon button-quiet"
          aria-label={label}
          title={label}
          aria-disabled={download.isBusy}
          onClick={() => download.start({ id, name })}
        >
          <Icon name="download" />
        </button>
      </span>
      <FormProblem text={download.isMissing ? t('attachments.gone', { name }) : download.problem} />
    </li>
  )
}

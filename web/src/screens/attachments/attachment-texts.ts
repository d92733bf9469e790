// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem, capacityProblemOf, NotReached } from '@rmirror/shared/api'
import { isServerFailure } from '../../data/account/account.ts'
import { DamagedFile, UnsuitableFile } from '../../data/attachments/attach-file.ts'
import { maxFileBytes } from '../../data/attachments/attachment-calls.ts'
import { formatSize, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

/** Why a file couldn't be attached. The text is kept in any case. */
export function attachProblem(error: unknown, { name, size }: Pick<File, 'name' | 'size'>): string {
  if (error instanceof UnsuitableFile) {
    const max = formatSize(maxFileBytes)
    return error.why === 'empty' ? t('attachments.empty') : t('attachments.tooLarge', { size: formatSize(size), max })
  }
  if (error instanceof DamagedFile) return t('attachments.damaged')
  if (error instanceof NotReached) return t('attachments.offline')
  if (!isServerFailure(error)) return t('attachments.unreadable', { name })
  const noRoom = capacityProblemOf(error)
  if (noRoom === 'storage_full') return t('attachments.storageFull')
  if (noRoom === 'disk_full') return t('attachments.diskFull')
  return error instanceof ApiProblem && error.status === 404 ? t('attachments.noDocument') : serverText(error)
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { isMissing } from '../../data/attachments/attachment-calls.ts'
import { saveFile } from '../../data/export/save-file.ts'
import { serverText } from '../texts/server-texts.ts'
import { useAttachmentSource } from './use-attachment-source.ts'

interface Wanted {
  id: string
  /** In case that the server doesn't say it. */
  name: string
}

/** Fetches an attachment as its source allows, and hands it to the browser's downloads under its name. */
export function useDownload() {
  const source = useAttachmentSource()
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ id, name }: Wanted) => {
      const file = await source?.file(id)
      if (file) saveFile(file.content, file.name || name)
    },
  })
  return {
    start: (wanted: Wanted) => {
      if (!isPending) mutate(wanted)
    },
    isBusy: isPending,
    isMissing: isMissing(error),
    problem: error && !isMissing(error) ? serverText(error) : null,
  }
}

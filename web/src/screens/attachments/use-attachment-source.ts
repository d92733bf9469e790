// SPDX-License-Identifier: AGPL-3.0-or-later
import { fetchAttachment } from '@rmirror/shared/api'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { attachedImage } from '../../data/attachments/attachment-calls.ts'
import type { AttachmentSource } from '../../data/attachments/attachment-source.ts'
import { useStore } from '../../data/store.ts'

/** null: the account. */
export const AttachmentSourceContext = createContext<AttachmentSource | null>(null)

/** null if nobody is signed in and there is no link. `shown`: the attachment that is to be shown. */
export function useAttachmentSource(shown?: string): AttachmentSource | null {
  const given = useContext(AttachmentSourceContext)
  const { account, remote, ownKeyTranscription } = useStore()
  if (given) return given
  const drawing = shown === undefined ? null : ownKeyTranscription.drawing(shown)
  if (drawing) return sourceOf(drawing)
  if (remote.user.value === null) return null
  return {
    image: (id) => attachedImage(remote, id),
    file: (id) => fetchAttachment(account, id),
    canDownload: true,
  }
}

/** A drawing in this browser. */
function sourceOf(drawing: Blob): AttachmentSource {
  const [images, file] = [[{ picture: drawing }], { name: 'drawing.png', content: drawing }]
  return {
    image: (id) => ({
      queryKey: ['own drawing', id],
      queryFn: async () => images,
      enabled: id !== null,
      gcTime: 0,
      structuralSharing: false,
    }),
    file: async () => file,
    canDownload: true,
  }
}

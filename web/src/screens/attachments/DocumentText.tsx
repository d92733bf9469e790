// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentProps } from 'preact'
import { AttachmentView } from '../../components/notes/attachment-view.ts'
import { TranscribedText } from '../../components/notes/TranscribedText.tsx'
import { ShownAttachment } from './ShownAttachment.tsx'

/** The text of a page or note, with its attachments. */
export function DocumentText(props: ComponentProps<typeof TranscribedText>) {
  return (
    <AttachmentView.Provider value={ShownAttachment}>
      <TranscribedText {...props} />
    </AttachmentView.Provider>
  )
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { type ComponentType, createContext } from 'preact'

export interface ShownAttachmentProps {
  /** The server's id of the attachment. */
  id: string
  /** As the text names it. */
  name: string
  /** The text wants it shown, not linked. */
  isImage: boolean
}

/** Shows an attachment in a text. Screens provide what fetches it; without it, attachments are named in words. */
export const AttachmentView = createContext<ComponentType<ShownAttachmentProps> | null>(null)

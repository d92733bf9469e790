// SPDX-License-Identifier: AGPL-3.0-or-later
import type { AttachedFile } from '@rmirror/shared/api'
import type { RemoteQuery } from '../server/remote-query.ts'

/** Where the attachments of a text come from: the account, or a link. */
export interface AttachmentSource {
  /** An image that a text shows; its result is null if it is gone. */
  image(id: string | null): RemoteQuery<{ picture: Blob }[] | null>
  /** Rejects with an ApiProblem of status 404 if it is gone. */
  file(id: string): Promise<AttachedFile>
  /** False if only images are given out. */
  canDownload: boolean
}

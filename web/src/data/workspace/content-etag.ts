// SPDX-License-Identifier: AGPL-3.0-or-later
import { fileHash } from '../attachments/file-hash.ts'

/** The SHA-256 of the content, as on the server. */
export const contentEtag = (content: string): Promise<string> => fileHash(new TextEncoder().encode(content))

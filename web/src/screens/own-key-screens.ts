// SPDX-License-Identifier: AGPL-3.0-or-later
// Entry point of the lazily loaded parts for the user's own AI key: one chunk, loaded when it is first needed.
export { AiKeysScreen } from './own-key/AiKeysScreen.tsx'
export { TranscribeDialog } from './own-key/TranscribeDialog.tsx'
export { TranscribePanel } from './own-key/TranscribePanel.tsx'

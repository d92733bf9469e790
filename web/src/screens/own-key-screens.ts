// SPDX-License-Identifier: AGPL-3.0-or-later
// What belongs to a person's own AI key, loaded together when it is first needed.
export { AiKeysScreen } from './AiKeysScreen.tsx'
export { TranscribeDialog } from './TranscribeDialog.tsx'
export { TranscribePanel } from './TranscribePanel.tsx'

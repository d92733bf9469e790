// SPDX-License-Identifier: AGPL-3.0-or-later
// Entry point of the lazily loaded integration and activity screens: one chunk, loaded when one of them is opened.
export { ActivityScreen } from './ActivityScreen.tsx'
export { IntegrationScreen } from './IntegrationScreen.tsx'
export { IntegrationsScreen } from './IntegrationsScreen.tsx'
export { NotionReturnScreen } from './NotionReturnScreen.tsx'
export { NotionScreen } from './NotionScreen.tsx'

// SPDX-License-Identifier: AGPL-3.0-or-later
// The screens of services that get notes, and of what is going on, loaded together when one of them is opened.
export { ActivityScreen } from './ActivityScreen.tsx'
export { IntegrationScreen } from './IntegrationScreen.tsx'
export { IntegrationsScreen } from './IntegrationsScreen.tsx'
export { NotionReturnScreen } from './NotionReturnScreen.tsx'
export { NotionScreen } from './NotionScreen.tsx'

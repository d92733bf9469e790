// SPDX-License-Identifier: AGPL-3.0-or-later
// Entry point of the lazily loaded integration and activity screens: one chunk, loaded when one of them is opened.
export { ActivityScreen } from './activity/ActivityScreen.tsx'
export { IntegrationsScreen } from './IntegrationsScreen.tsx'
export { IntegrationScreen } from './integrations/IntegrationScreen.tsx'
export { NotionReturnScreen } from './integrations/notion/NotionReturnScreen.tsx'
export { NotionScreen } from './integrations/notion/NotionScreen.tsx'
export { TargetReturnScreen } from './integrations/TargetReturnScreen.tsx'

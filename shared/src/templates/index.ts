// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates for what rMirror writes and sends (docs/decisions/0096-templates-and-steps.md).
export { placeholders, shippedTemplate } from './placeholders.ts'
export { faultOf, TemplateSet, templateSetFrom } from './template-set.ts'
export * from './types.ts'

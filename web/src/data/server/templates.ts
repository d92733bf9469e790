// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates of an integration: what texts look like at a target.
import { answerTo, type components } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'

type Schemas = components['schemas']
export type Templates = Schemas['Templates']
export type TemplateStep = Schemas['TemplateStep']
export type TemplateKind = Schemas['TemplateKind']
export type TemplateFault = Schemas['TemplateFault']
export type TemplatePreview = Schemas['TemplatePreview']

type Asked = Pick<Account, 'api'>

const at = (target_name: string) => ({ path: { target_name } })

/** They take the place of those before. Returns the secret for new code of one's own, which is shown only once. */
export async function saveTemplates({ api }: Asked, target: string, templates: Templates): Promise<string | undefined> {
  const question = { params: at(target), body: { templates } }
  const { drawn } = await answerTo(api.PUT('/api/v1/integrations/{target_name}/templates', question))
  return drawn.own_code_secret
}

export interface PreviewedPage {
  notebook_uuid: string
  page_number: number
}

/** What unsaved templates would make of a page. */
export function previewTemplates(
  { api }: Asked,
  target: string,
  templates: Templates,
  page: PreviewedPage,
  signal: AbortSignal,
): Promise<TemplatePreview> {
  const question = { params: at(target), body: { templates, ...page }, signal }
  return answerTo(api.POST('/api/v1/integrations/{target_name}/templates/preview', question))
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { LoadingOrError } from '../../../components/controls/LoadingOrError.tsx'
import type { Integration, Target } from '../../../data/server/integrations.ts'
import { t } from '../../../i18n/index.ts'
import { ChoiceSection } from '../ChoiceSection.tsx'
import { DeliveriesSection } from '../DeliveriesSection.tsx'
import { IntegrationStatus } from '../IntegrationStatus.tsx'
import { RemoveSection } from '../RemoveSection.tsx'
import { useIntegrations } from '../use-integrations.ts'
import { NotionMirrorDatabase } from './NotionMirrorDatabase.tsx'
import { NotionMirrorFlags } from './NotionMirrorFlag.tsx'
import { NotionMirrorSetUp } from './NotionMirrorSetUp.tsx'
import { NotionMirrorTodos } from './NotionMirrorTodos.tsx'
import { NotionRules } from './NotionRules.tsx'

/** Set-up and status of mirroring notebooks to a Notion database. `canStart`: a workspace is connected. */
export function NotionMirror({ canStart }: { canStart: boolean }) {
  const { targets, integrations, problem, retry } = useIntegrations()
  const target = targets?.find(({ name }) => name === 'notion')
  const integration = integrations?.find(({ target_name }) => target_name === 'notion') ?? null
  // An older server has no such target.
  if ((targets && !target) || (!integration && !canStart)) return null
  return (
    <section class="notion-mirror" aria-labelledby="notion-mirror">
      <h2 id="notion-mirror" tabIndex={-1}>
        {t('notionMirror.title')}
      </h2>
      {!target || !integrations ? (
        <LoadingOrError problem={problem} onRetry={retry} />
      ) : integration ? (
        <Mirrored target={target} integration={integration} />
      ) : (
        <NotionMirrorSetUp target={target} />
      )}
    </section>
  )
}

function Mirrored({ target, integration }: { target: Target; integration: Integration }) {
  return (
    <>
      <IntegrationStatus target={target} integration={integration} />
      {integration.state !== 'removing' && (
        <>
          <DeliveriesSection target={target} integration={integration} />
          <ChoiceSection target={target} integration={integration} />
          <NotionRules target={target} integration={integration} />
          <NotionMirrorDatabase target={target} integration={integration} />
          <NotionMirrorTodos target={target} integration={integration} />
          <NotionMirrorFlags target={target} integration={integration} />
          <RemoveSection target={target} />
        </>
      )}
    </>
  )
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { type Channel, chooseTopic, type Notices, type Topic } from '../../data/account/notices.ts'
import { planOf } from '../../data/server/plan.ts'
import { useStore } from '../../data/store.ts'
import { type TextKey, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { isPlanShown } from './PlanSection.tsx'

const topics: [topic: Topic, title: TextKey][] = [
  ['quota', 'mail.quota'],
  ['delivery', 'mail.delivery'],
  ['plan', 'mail.plan'],
  ['security', 'mail.security'],
]

interface NoticeTopicsProps {
  channel: Channel
  legend: string
  chosen: Notices[Channel]
}

/** Which notices go by a channel. */
export function NoticeTopics({ channel, legend, chosen }: NoticeTopicsProps) {
  const { account, remote } = useStore()
  // Only reads the cache: `PlanSection` fetches the plan.
  const { data: plan } = useQuery({ ...planOf(remote), enabled: false })
  const choosing = useMutation({
    mutationFn: ({ topic, isOn }: { topic: Topic; isOn: boolean }) => chooseTopic(account, channel, topic, isOn),
    onSettled: () => remote.invalidate('notices'),
  })
  const isOn = (topic: Topic) =>
    choosing.isPending && choosing.variables.topic === topic ? choosing.variables.isOn : chosen[topic]
  return (
    <fieldset class="form">
      <legend>{legend}</legend>
      {topics
        .filter(([topic]) => topic !== 'plan' || (plan && isPlanShown(plan)))
        .map(([topic, title]) => (
          <label key={topic} class="tick">
            <input
              type="checkbox"
              checked={isOn(topic)}
              onChange={() => choosing.mutate({ topic, isOn: !isOn(topic) })}
            />
            <span>{t(title)}</span>
          </label>
        ))}
      <FormProblem text={choosing.error && serverText(choosing.error)} />
    </fieldset>
  )
}

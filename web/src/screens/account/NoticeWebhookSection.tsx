// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem } from '@rmirror/shared/api'
import { useMutation } from '@tanstack/preact-query'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Field } from '../../components/forms/Field.tsx'
import { useForm } from '../../components/forms/use-form.ts'
import { type Notices, putReceiver, removeReceiver } from '../../data/account/notices.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { NoticeTopics } from './NoticeTopics.tsx'

/** A program's address that gets notices, signed. For users whose tier has it. */
export function NoticeWebhookSection({ notices }: { notices: Notices }) {
  const { account, remote } = useStore()
  const { address, secret, is_stopped } = notices.receiver
  const changed = () => remote.invalidate('notices')
  const { form, busy, about, onSubmit } = useForm<'address'>(async (filled) => {
    try {
      await putReceiver(account, String(filled.get('address')).trim())
    } catch (error) {
      if (error instanceof ApiProblem && error.field === 'address') return { about: 'address', text: error.message }
      return { about: 'form', text: serverText(error) }
    }
    await changed()
    return null
  })
  const removing = useMutation({ mutationFn: () => removeReceiver(account), onSuccess: changed })
  return (
    <section aria-labelledby="account-webhook">
      <h2 id="account-webhook">{t('noticeWebhook.title')}</h2>
      <p class="quiet">{t('noticeWebhook.what')}</p>
      {is_stopped && <FormProblem text={t('noticeWebhook.stopped')} />}
      <form ref={form} class="form" noValidate onSubmit={onSubmit}>
        <Field
          label={t('noticeWebhook.address')}
          problem={about('address')}
          input={{ type: 'url', name: 'address', inputMode: 'url', maxLength: 2000, defaultValue: address ?? '' }}
        />
        <FormProblem text={about('form')} />
        <div class="form-actions form-actions-start">
          <button type="submit" class="button" aria-disabled={busy}>
            {t('noticeWebhook.save')}
          </button>
          {address !== null && (
            <button type="button" class="button" onClick={() => removing.mutate()}>
              {t('noticeWebhook.remove')}
            </button>
          )}
        </div>
      </form>
      {secret !== null && (
        <p>
          {t('noticeWebhook.secret')} <code>{secret}</code>
        </p>
      )}
      {address !== null && (
        <NoticeTopics channel="webhook" legend={t('noticeWebhook.topics')} chosen={notices.webhook} />
      )}
      <FormProblem text={removing.error && serverText(removing.error)} />
    </section>
  )
}

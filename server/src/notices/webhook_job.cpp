// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notices/webhook_job.hpp"

#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "targets/failure.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

namespace rmirror::notices {

namespace {

using queue::ErrorClass;
using queue::Outcome;

// Nothing if the notice isn't wanted any more.
constexpr auto kShowNotice = R"sql(
    SELECT notification_json(notification) FROM notifications AS notification
    WHERE user_id = $1 AND id = $2
        AND takes_webhook($1, (SELECT topic FROM notice_kinds() AS rule WHERE rule.kind = notification.kind)))sql";

}  // namespace

std::vector<Outcome> WebhookJob::work(std::span<queue::Item const> items)
{
    std::vector<Outcome> outcomes;
    outcomes.reserve(items.size());
    for (auto const& item : items)
        outcomes.push_back(send(item));
    return outcomes;
}

Outcome WebhookJob::send(queue::Item const& item) const
{
    Event event{.id = item.item_key, .type = "notice", .data = {}};
    auto const webhook = db::as_system(pool_, [&](pqxx::work& work) -> std::optional<Webhook> {
        auto const shown = work.exec_params(kShowNotice, item.user_id, item.item_key);
        if (shown.empty())
            return std::nullopt;
        event.data = boost::json::parse(shown[0][0].c_str()).as_object();
        return webhook_of(work, item.user_id);
    });
    if (!webhook)
        return Outcome::dropped(ErrorClass::invalid_data, "This notice isn't wanted any more.");
    auto const result = sender_.send(*webhook, event);
    if (targets::is_done(result))
        return Outcome::done();
    auto failure = targets::failure_of(result, "Your receiver");
    if (!failure.stops && result.status != 410)
        return std::move(failure.outcome);
    // Its owner finds the webhook stopped in the dashboard.
    auto stopped = Outcome::rejected(failure.outcome.error, failure.outcome.message);
    stopped.write = [webhook = *webhook](pqxx::work& work) { stop_webhook(work, webhook); };
    return stopped;
}

}  // namespace rmirror::notices

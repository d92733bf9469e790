// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/notices.hpp"

#include "crypto/random_token.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

#include <algorithm>

namespace rmirror::mail {

namespace {

// A mail that was composed before is only sent again.
constexpr db::Statement kNoticeState = R"sql(
    SELECT rule.topic, takes_mail($1, rule.topic) AS is_wanted,
        CASE WHEN mails.status = 'composed' THEN 0
             ELSE ceil(extract(epoch FROM wait_of_notice($1, $2)))::integer END AS wait
    FROM mails JOIN notice_kinds() AS rule ON rule.kind = mails.kind
    WHERE mails.user_id = $1 AND mails.id = $2 AND mails.status IN ('waiting', 'composed'))sql";

constexpr db::Statement kGather = "SELECT gather_notices($1, $2)";

// Of an account that is gone, a mail's link still comes.
constexpr auto kHasUser = "SELECT FROM users WHERE id = $1";
constexpr auto kChoose = R"sql(
    INSERT INTO notice_choices (user_id, topic, channel, is_on) VALUES ($1, $2, $3, $4)
    ON CONFLICT (user_id, topic, channel) DO UPDATE SET is_on = excluded.is_on)sql";

constexpr auto kShowNotices = R"sql(
    WITH chosen AS (
        SELECT offered.channel, jsonb_object_agg(topics.topic, coalesce(choice.is_on, true)) AS topics
        FROM (SELECT DISTINCT topic FROM notice_kinds()) AS topics
        CROSS JOIN unnest(ARRAY['mail', 'webhook']) AS offered (channel)
        LEFT JOIN notice_choices AS choice
            ON choice.user_id = $1 AND choice.topic = topics.topic AND choice.channel = offered.channel
        GROUP BY offered.channel)
    SELECT jsonb_build_object(
        'can_send', EXISTS (SELECT 1 FROM mail_state),
        'email', jsonb_build_object('address', email, 'is_confirmed', email_confirmed_at IS NOT NULL,
                                    'failure', email_failure),
        'mail', (SELECT topics FROM chosen WHERE channel = 'mail'),
        'webhook', (SELECT topics FROM chosen WHERE channel = 'webhook'))
    FROM users WHERE id = $1)sql";

bool is_topic(std::string_view name)
{
    return std::find(kTopics.begin(), kTopics.end(), name) != kTopics.end();
}

}  // namespace

std::optional<NoticeState> notice_state(pqxx::work& work, UserId const& user_id, std::string const& mail_id)
{
    auto const rows = kNoticeState.rows(work, user_id, mail_id);
    if (rows.empty())
        return std::nullopt;
    return NoticeState{.topic = rows[0]["topic"].as<std::string>(),
                       .is_wanted = rows[0]["is_wanted"].as<bool>(),
                       .wait = std::chrono::seconds(rows[0]["wait"].as<int>())};
}

void gather_notices(pqxx::work& work, UserId const& user_id, std::string const& mail_id)
{
    kGather.rows(work, user_id, mail_id);
}

void choose(pqxx::work& work, UserId const& user_id, Choice const& choice)
{
    if (!work.exec_params(kHasUser, user_id).empty())
        work.exec_params0(kChoose, user_id, std::string(choice.topic), std::string(choice.channel),
                          choice.is_on);
}

std::string unsubscribe_token(Links const& links, Subscription const& subscription)
{
    auto const what = subscription.user_id.text() + "." + subscription.topic;
    return what + "." + links.token_of("unsubscribe " + what);
}

std::optional<Subscription> read_unsubscribe_token(Links const& links, std::string_view token)
{
    auto const topic_at = token.find('.');
    auto const end = token.rfind('.');
    if (topic_at == std::string_view::npos || end <= topic_at)
        return std::nullopt;
    Subscription subscription{UserId(std::string(token.substr(0, topic_at))),
                              std::string(token.substr(topic_at + 1, end - topic_at - 1))};
    bool const is_ours = crypto::equal_in_constant_time(unsubscribe_token(links, subscription), token);
    return is_ours && is_topic(subscription.topic) ? std::optional(std::move(subscription)) : std::nullopt;
}

boost::json::object show_notices(pqxx::work& work, UserId const& user_id)
{
    return boost::json::parse(work.exec_params1(kShowNotices, user_id)[0].c_str()).as_object();
}

}  // namespace rmirror::mail

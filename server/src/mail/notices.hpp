// SPDX-License-Identifier: AGPL-3.0-or-later
// Mails of notices: when they are sent, what they gather, and who doesn't want them. The kinds are in one
// table of the database (notice_kinds() of 165_mail.sql).
#pragma once

#include "base/ids.hpp"
#include "mail/links.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::mail {

constexpr std::array<std::string_view, 4> kTopics = {"quota", "delivery", "plan", "security"};

struct NoticeState {
    std::string topic;
    bool is_wanted = false;
    std::chrono::seconds wait{0};  // Above 0: not before.
};
/// Nullopt if the mail isn't about notices, or has ended.
std::optional<NoticeState> notice_state(pqxx::work& work, UserId const& user_id, std::string const& mail_id);
/// Fixes what the mail says: the waiting notices of its kind. Called before compose().
void gather_notices(pqxx::work& work, UserId const& user_id, std::string const& mail_id);

constexpr std::array<std::string_view, 2> kChannels = {"mail", "webhook"};
struct Choice {
    std::string_view topic;
    std::string_view channel;
    bool is_on = true;
};
/// Whether notices of the topic are to be sent by the channel.
void choose(pqxx::work& work, UserId const& user_id, Choice const& choice);

/// The user and topic of a link in a mail, by which its reader unsubscribes without signing in.
struct Subscription {
    UserId user_id;
    std::string topic;
};
std::string unsubscribe_token(Links const& links, Subscription const& subscription);
/// Nullopt unless this server made the token.
std::optional<Subscription> read_unsubscribe_token(Links const& links, std::string_view token);

/// `Notices` of shared/openapi.yaml, but for the webhook's secret.
boost::json::object show_notices(pqxx::work& work, UserId const& user_id);

}  // namespace rmirror::mail

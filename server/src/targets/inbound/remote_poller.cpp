// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/inbound/remote_poller.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "library/todos.hpp"
#include "targets/inbound/completed_todos.hpp"
#include "targets/values.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <pqxx/result>

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

namespace rmirror::targets {

namespace {

/// Longer than a batch takes, even at the service's rate limit.
constexpr int kLeaseSeconds = 900;
/// Delay before the next poll if a row was being written by the server during this one.
constexpr int kSoonSeconds = 10;
/// To claim a poll before another server does.
constexpr int kMostTries = 10;

constexpr db::Statement kFindDue = R"sql(
    SELECT user_id, id FROM integrations
    WHERE target_name = $1 AND look_due_at <= now() AND (looking_until IS NULL OR looking_until < now())
        AND is_enabled AND stopped_at IS NULL AND removing_at IS NULL
    ORDER BY look_due_at LIMIT 1)sql";

// Another server may have claimed it meanwhile.
constexpr db::Statement kClaim = R"sql(
    UPDATE integrations
    SET look_due_at = now() + $3 * interval '1 second', looking_until = now() + $4 * interval '1 second',
        looked_at = now()
    WHERE user_id = $1 AND id = $2 AND look_due_at <= now() AND (looking_until IS NULL OR looking_until < now())
        AND is_enabled AND stopped_at IS NULL AND removing_at IS NULL
    RETURNING settings, connection_id,
        (SELECT to_char(looked_to AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')), rules)sql";

constexpr db::Statement kGoOn = R"sql(
    UPDATE integrations SET looking_until = now() + $3 * interval '1 second'
    WHERE user_id = $1 AND id = $2
    RETURNING (SELECT clock_timestamp()))sql";

// Polls overlap. The next one starts two minutes before the last change seen, because the service may list an
// edit late, and never after this poll began, so edits made during it are included. If nothing was ever seen,
// it starts ten minutes before this poll, because clocks differ.
constexpr db::Statement kFinish = R"sql(
    UPDATE integrations
    SET looking_until = NULL,
        looked_to = (SELECT CASE
            WHEN NOT $3 THEN looked_to
            WHEN $4::timestamptz IS NULL THEN coalesce(looked_to, looked_at - interval '10 minutes')
            ELSE greatest(looked_to, least($4, looked_at) - interval '2 minutes') END),
        look_due_at = (SELECT CASE WHEN $5 THEN least(look_due_at, now() + $6 * interval '1 second')
                                   ELSE look_due_at END)
    WHERE user_id = $1 AND id = $2)sql";

// Matches external_id too, because a row that a user duplicated at the service has the same UUID.
constexpr db::Statement kFindRecords = R"sql(
    SELECT nth, record.metadata, record.status = 'success' AND record.synced_at < $5::timestamptz
    FROM unnest($3::uuid[], $4::text[]) WITH ORDINALITY AS given (item_key, external_id, nth)
    CROSS JOIN LATERAL (
        SELECT * FROM sync_records WHERE user_id = (SELECT $1::uuid) AND item_key = given.item_key OFFSET 0) AS record
    WHERE record.target_name = $2 AND record.item_type = 'todo'
        AND record.deleted_at IS NULL AND record.external_id = given.external_id)sql";

// Without the key of an item there is no index for it, but few such todos change between two polls.
constexpr db::Statement kFindKeys = R"sql(
    SELECT nth, record.item_key
    FROM unnest($3::text[]) WITH ORDINALITY AS given (external_id, nth)
    JOIN sync_records AS record ON record.external_id = given.external_id
    WHERE record.user_id = $1 AND record.target_name = $2 AND record.item_type = 'todo' AND record.deleted_at IS NULL)sql";

constexpr db::Statement kWriteStates = R"sql(
    UPDATE sync_records SET metadata = $4::jsonb
    WHERE user_id = $1 AND target_name = $2 AND item_type = 'todo' AND item_key = $3 AND deleted_at IS NULL)sql";

// Polls at most every 5 seconds: while a user types at the service, it sends hints continuously.
constexpr db::Statement kListHinted = R"sql(
    SELECT integration.user_id, integration.id
    FROM integrations AS integration
    JOIN connections AS connection ON connection.user_id = integration.user_id
    WHERE connection.provider = $1 AND connection.workspace_id = $2 AND integration.target_name = $1
        AND (integration.connection_id IS NULL OR integration.connection_id = connection.id)
        AND (cardinality($3::text[]) = 0 OR NOT $3::text[] <@ ARRAY [connection.bot_id])
        AND look_due_at > greatest(now(), looked_at + interval '5 seconds'))sql";

constexpr db::Statement kHint = R"sql(
    UPDATE integrations
    SET look_due_at = (SELECT least(look_due_at, greatest(now(), looked_at + interval '5 seconds')))
    WHERE user_id = $1 AND id = $2)sql";

}  // namespace

struct RemotePoller::Due {
    Integration integration;
    std::string since;                    // By the service's clock; empty: from the beginning.
    bool has_list = false;                // The target has a destination for todos.
    bool can_poll = false;                // Unset: nothing to look for, or no call is possible now.
    std::shared_ptr<Caller> caller = {};  // For targets with a provider.
    Values values = {};
    std::set<std::string> places = {};  // Where rules bring notebooks, besides the place of the settings.
};

namespace {

/// `rules`: a value of integrations.rules.
std::set<std::string> ruled_places(pqxx::field const& rules, Target const& target, Values const& values)
{
    std::set<std::string> places;
    if (rules.is_null() || !target.list_changed_notebooks)
        return places;
    auto const parsed = boost::json::parse(rules.c_str());
    for (auto const& rule : parsed.at("list").as_array())
        if (auto const* const place = rule.at("place").if_string())
            places.emplace(*place);
    places.erase(values.setting(target.ruled_place));
    return places;
}

/// Fills in the keys of todos that the service doesn't name; the rest is left out.
std::vector<RemoteTodo> with_keys(pqxx::work& work, Integration const& integration,
                                  std::vector<RemoteTodo> seen)
{
    ArrayText ids;
    bool is_incomplete = false;
    for (auto const& todo : seen) {
        ids.add(todo.item_key.empty() ? todo.remote_id : "");
        is_incomplete = is_incomplete || todo.item_key.empty();
    }
    if (is_incomplete)
        for (auto const& row : kFindKeys.rows(work, integration.user_id, integration.target_name, ids.str()))
            seen[row[0].as<std::size_t>() - 1].item_key = row[1].as<std::string>();
    std::erase_if(seen, [](RemoteTodo const& todo) { return todo.item_key.empty(); });
    return seen;
}

/// Applies ticks as the dashboard does. Locks the integration before the library, as a delivery does.
AppliedTicks apply_todo_ticks(pqxx::work& work, Target const& target, Integration const& integration,
                              std::vector<RemoteTodo> const& reported, std::string const& began_at)
{
    if (!lock_integration(work, integration.user_id, target.name))
        return {};
    library::LibraryWork library(work, integration.user_id);
    auto const seen = with_keys(work, integration, reported);
    ArrayText keys, ids;
    for (auto const& todo : seen) {
        keys.add(todo.item_key);
        ids.add(todo.remote_id);
    }
    AppliedTicks applied;
    for (auto const& row : kFindRecords.rows(work, integration.user_id, integration.target_name, keys.str(),
                                             ids.str(), began_at)) {
        auto const& todo = seen[row[0].as<std::size_t>() - 1];
        auto const before = boost::json::parse(row[1].as<std::string>()).as_object();
        auto metadata = before;
        auto const is_completed = target.apply_remote_completion(metadata, todo.states);
        if (metadata == before)
            continue;
        if (!row[2].as<bool>()) {
            applied.is_early = true;
            continue;
        }
        kWriteStates.rows(work, integration.user_id, integration.target_name, todo.item_key,
                          boost::json::serialize(metadata));
        if (is_completed && complete_todo(library, todo.item_key,
                                          *is_completed ? library::Completed::yes : library::Completed::no))
            ++applied.ticks;
    }
    return applied;
}

}  // namespace

RemotePoller::RemotePoller(Target const& target, db::Pool& pool, upstream::Gateway& gateway,
                           Callers const& callers, RemotePollerOptions options)
    : target_(target), pool_(pool), gateway_(gateway), callers_(callers), options_(std::move(options))
{}

std::optional<RemotePoller::Due> RemotePoller::claim()
{
    return db::as_system(pool_, [&](pqxx::work& work) -> std::optional<Due> {
        Due due;
        pqxx::result claimed;
        for (int tries = 0; claimed.empty(); ++tries) {
            auto const found = kFindDue.rows(work, std::string(target_.name));
            if (found.empty() || tries == kMostTries)
                return std::nullopt;
            due.integration.user_id = found[0][0].as<UserId>();
            due.integration.id = found[0][1].as<IntegrationId>();
            claimed = kClaim.rows(work, due.integration.user_id, due.integration.id,
                                  static_cast<std::int64_t>(options_.every.count()), kLeaseSeconds);
        }
        due.integration.target_name = target_.name;
        due.integration.settings = boost::json::parse(claimed[0][0].as<std::string>()).as_object();
        due.integration.connection_id = claimed[0][1].as<std::optional<ConnectionId>>();
        due.since = claimed[0][2].as<std::string>("");
        auto const types = deliverable_types(target_, plain_values_of(target_, due.integration));
        due.has_list = std::find(types.begin(), types.end(), ItemType::todo) != types.end();
        if (!due.has_list && !has_open_todos(work, due.integration))
            return due;
        open(work, due);
        due.places = ruled_places(claimed[0][3], target_, due.values);
        return due;
    });
}

void RemotePoller::open(pqxx::work& work, Due& due) const
{
    auto const& integration = due.integration;
    if (target_.provider.empty()) {
        auto values = values_of(work, *options_.vault, target_, integration);
        if (auto* const opened = std::get_if<Values>(&values)) {
            due.values = std::move(*opened);
            due.can_poll = true;
        }
        return;
    }
    due.values = plain_values_of(target_, integration);
    auto opened = callers_.open(work, target_.provider, integration.user_id, integration.connection_id);
    if (auto* const caller = std::get_if<std::unique_ptr<Caller>>(&opened)) {
        due.caller = std::move(*caller);
        due.can_poll = true;
    }
}

/// One poll of a due integration.
class RemotePoller::Poll {
public:
    Poll(RemotePoller& poller, Due const& due, TargetContext& context)
        : target_(poller.target_),
          pool_(poller.pool_),
          integration_(due.integration),
          context_(context),
          since_(due.since)
    {}

    /// Returns false if the poll is incomplete; the next one then starts where this one did.
    bool poll_todos();
    /// `place`: the context, or one with the place of a rule, which is left out if the service lacks it.
    bool poll_notebooks(TargetContext& place);

    std::size_t ticks() const { return applied_.ticks; }
    bool is_early() const { return applied_.is_early; }
    std::string const& to() const { return to_; }

private:
    std::string begin_piece() const;
    bool poll_pages(std::vector<RemoteNotebook> const& notebooks);
    void add(AppliedTicks const& applied);

    Target const& target_;
    db::Pool& pool_;
    Integration const& integration_;
    TargetContext& context_;
    std::string since_;
    std::string to_ = {};
    AppliedTicks applied_ = {};
};

std::string RemotePoller::Poll::begin_piece() const
{
    return db::as_system(pool_, [&](pqxx::work& work) {
        return kGoOn.row(work, integration_.user_id, integration_.id, kLeaseSeconds)[0].as<std::string>();
    });
}

void RemotePoller::Poll::add(AppliedTicks const& applied)
{
    applied_.ticks += applied.ticks;
    applied_.is_early = applied_.is_early || applied.is_early;
}

bool RemotePoller::Poll::poll_todos()
{
    PollStart from{since_, {}};
    do {
        auto const began_at = begin_piece();
        auto const changes = target_.list_changed_todos(context_, from);
        if (changes.failure)
            return false;
        add(db::as_system(pool_, [&](pqxx::work& work) {
            return apply_todo_ticks(work, target_, integration_, changes.todos, began_at);
        }));
        to_ = std::max(to_, changes.to);
        from.next = changes.next;
    } while (!from.next.empty());
    return true;
}

bool RemotePoller::Poll::poll_notebooks(TargetContext& place)
{
    // On the first poll everything at the service was just written by the server.
    if (since_.empty())
        return true;
    PollStart from{since_, {}};
    do {
        begin_piece();
        auto const changes = target_.list_changed_notebooks(place, from);
        if (changes.failure)
            return &place != &context_ && changes.failure->outcome.error == queue::ErrorClass::invalid_data;
        if (!poll_pages(changes.notebooks))
            return false;
        to_ = std::max(to_, changes.to);
        from.next = changes.next;
    } while (!from.next.empty());
    return true;
}

bool RemotePoller::Poll::poll_pages(std::vector<RemoteNotebook> const& notebooks)
{
    auto const pages = db::as_system(pool_, [&](pqxx::work& work) {
        return pages_with_open_todos(work, integration_, notebooks, since_);
    });
    for (auto const& page : pages) {
        auto const began_at = begin_piece();
        auto const checkboxes = target_.read_checkboxes(context_, page.remote);
        if (checkboxes.failure)
            return false;
        add(db::as_system(pool_, [&](pqxx::work& work) {
            return apply_checkbox_ticks(work, target_, integration_, page, checkboxes.boxes, began_at);
        }));
    }
    return true;
}

/// Errors aren't reported here, because deliveries report them.
std::size_t RemotePoller::poll_one(Due const& due)
{
    auto const with = [this, &due](Values values) {
        return TargetContext({.gateway = gateway_,
                              .public_url = options_.public_url,
                              .cancellation = options_.cancellation,
                              .caller = due.caller,
                              .renew = options_.renew},
                             due.integration.user_id, std::move(values));
    };
    auto context = with(due.values);
    Poll poll(*this, due, context);
    bool is_whole = (!due.has_list || poll.poll_todos()) &&
                    (!target_.list_changed_notebooks || poll.poll_notebooks(context));
    for (auto const& place : due.places) {
        auto values = due.values;
        values.settings.insert_or_assign(std::string(target_.ruled_place), place);
        auto at_place = with(std::move(values));
        is_whole = is_whole && poll.poll_notebooks(at_place);
    }
    finish(due, {.is_whole = is_whole && !poll.is_early(), .to = poll.to(), .is_early = poll.is_early()});
    return poll.ticks();
}

void RemotePoller::finish(Due const& due, Finished const& finished)
{
    auto const to = finished.to.empty() ? std::nullopt : std::optional(finished.to);
    db::as_system(pool_, [&](pqxx::work& work) {
        kFinish.rows(work, due.integration.user_id, due.integration.id, finished.is_whole, to,
                     finished.is_early, kSoonSeconds);
    });
}

std::size_t RemotePoller::poll_due()
{
    std::size_t ticks = 0;
    while (!options_.cancellation.stop_requested()) {
        auto const due = claim();
        if (!due)
            break;
        if (due->can_poll)
            ticks += poll_one(*due);
        else
            finish(*due, {});
    }
    return ticks;
}

void schedule_poll(pqxx::work& work, std::string_view provider, std::string const& workspace_id,
                   std::vector<std::string> const& authors)
{
    for (auto const& row :
         kListHinted.rows(work, std::string(provider), workspace_id, ArrayText(authors).str()))
        kHint.rows(work, row[0].as<UserId>(), row[1].as<IntegrationId>());
}

}  // namespace rmirror::targets

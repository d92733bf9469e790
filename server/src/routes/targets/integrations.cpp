// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"
#include "routes/targets/integration_requests.hpp"
#include "routes/targets/rule_requests.hpp"

#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/body/query.hpp"
#include "http/problem.hpp"
#include "targets/integrations/connection_tester.hpp"
#include "targets/integrations/preview.hpp"
#include "targets/integrations/progress.hpp"
#include "targets/integrations/settings.hpp"
#include "targets/reconcile/backfill.hpp"
#include "targets/registry.hpp"
#include "targets/second_credential.hpp"
#include "targets/values.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <pqxx/except>

#include <cctype>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace rmirror::routes {

namespace {

using http::Code;
using http::Reply;
using targets::Target;

/// Roughly how long one request works on a library, piece by piece. The next request or a background thread
/// does the rest.
constexpr std::chrono::milliseconds kRequestTimeBudget{500};
using Clock = std::chrono::steady_clock;

Reply no_integration()
{
    return http::problem(Code::Not_Found, "This target isn't set up.");
}

Reply still_removing()
{
    return http::problem(Code::Conflict,
                         "What was made at this target is being removed. Set it up again when that is done.");
}

boost::json::string_view name_of(std::string_view text)
{
    return {text.data(), text.size()};
}

std::string lowercase_first(std::string_view label)
{
    std::string text(label);
    text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
    return text;
}

boost::json::object shown(App const& app, Target const& target)
{
    boost::json::array accepted;
    for (auto const type : target.accepts)
        accepted.emplace_back(name_of(to_string(type)));
    boost::json::array templates;
    for (auto const kind : target.templates)
        templates.emplace_back(name_of(kind));
    boost::json::array fields;
    for (auto const& field : target.fields)
        fields.push_back(
            {{"key", name_of(field.key)},
             {"kind", name_of(to_string(field.kind))},
             {"label", name_of(field.label)},
             {"required", field.is_required},
             {"has_options", field.has_options},
             {"default", field.default_value.empty() ? boost::json::value(nullptr)
                                                     : boost::json::value(name_of(field.default_value))}});
    for (auto const& field : target.fields)
        if (targets::has_second(field))
            fields.push_back({{"key", targets::second_key(field)},
                              {"kind", name_of(to_string(field.kind))},
                              {"label", "Second " + lowercase_first(field.label)},
                              {"required", false},
                              {"has_options", false},
                              {"default", nullptr},
                              {"second_of", name_of(field.key)}});
    return {{"name", name_of(target.name)},
            {"delivery", target.way == targets::DeliveryMode::pushed ? "pushed" : "pulled"},
            {"accepts", std::move(accepted)},
            {"fields", std::move(fields)},
            {"templates", std::move(templates)},
            {"ruled_place", target.ruled_place.empty() ? boost::json::value(nullptr)
                                                       : boost::json::value(name_of(target.ruled_place))},
            {"can_authorize", app.oauth.is_registered(target)}};
}

Reply list_of(boost::json::array items)
{
    return http::ok_json(
        boost::json::serialize(boost::json::object{{"items", std::move(items)}, {"next", nullptr}}));
}

Reply list_targets(App& app, Call const& /*call*/)
{
    boost::json::array items;
    for (auto const* const target : targets::all_targets())
        items.push_back(shown(app, *target));
    return list_of(std::move(items));
}

Reply list_integrations(App& app, Call const& call)
{
    return list_of(db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        boost::json::array items;
        for (auto const* const target : targets::all_targets())
            if (auto integration = show_integration(work, *target, call.user.id))
                items.push_back(std::move(*integration));
        return items;
    }));
}

Reply show(App& app, Call const& call)
{
    auto const* const target = target_named_by(call);
    if (!target)
        return no_integration();
    auto const integration = db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return show_integration(work, *target, call.user.id);
    });
    return integration ? http::ok_json(boost::json::serialize(*integration)) : no_integration();
}

Reply progress(App& app, Call const& call)
{
    auto const* const target = target_named_by(call);
    if (!target)
        return no_integration();
    auto const progress = db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return targets::show_progress(work, app.settings, *target, call.user.id);
    });
    return progress ? http::ok_json(boost::json::serialize(*progress)) : no_integration();
}

Reply save(App& app, Call const& call)
{
    auto const* const target = target_named_by(call);
    if (!target)
        return no_target();
    http::Query query(call.request);
    targets::Setup setup;
    setup.made = targets::made_of(query.one_of_if_any("made", targets::kMade));
    if (auto refusal = query.refusal())
        return *refusal;
    http::JsonBody body(call.request);
    setup.values = read_values(body.fields(), *target);
    setup.choice = read_choice(body.fields());
    setup.rules = read_rules(body.fields(), *target);
    setup.is_enabled = body.fields().flag_if_any("is_enabled");
    if (auto refusal = body.refusal())
        return *refusal;
    return db::as_user(app.pool, call.user.id, [&](pqxx::work& work) -> Reply {
        auto const merged = targets::merged(work, app.vault, *target, call.user.id, setup);
        bool const private_urls = app.settings.flag("RMIRROR_PRIVATE_URLS");
        if (auto const fault = validate_for_saving(*target, merged, setup, private_urls))
            return http::problem(*fault);
        if (setup.rules && *setup.rules)
            if (auto const fault = fault_of_places(*target, **setup.rules, merged.values, private_urls))
                return http::problem(*fault);
        auto const saved = targets::save(work, app.vault, *target, call.user.id, setup);
        if (std::holds_alternative<targets::NotSaved>(saved))
            return still_removing();
        auto integration = show_integration(work, *target, call.user.id).value();
        integration["drawn"] = std::get<targets::GeneratedSecrets>(saved);
        return http::ok_json(boost::json::serialize(integration));
    });
}

Reply remove(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const made = query.one_of_if_any("made", targets::kMade);
    if (auto refusal = query.refusal())
        return *refusal;
    auto const* const target = target_named_by(call);
    if (!target)
        return no_integration();
    std::function<void()> revoke;
    bool const was_there = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        // What is removed first needs the token still; it is revoked after that.
        if (targets::made_of(made) == targets::Made::keep)
            revoke = app.oauth.revocation(work, *target, call.user.id);
        return remove_integration(work, *target, call.user.id, targets::made_of(made));
    });
    if (was_there && revoke)
        revoke();
    return was_there ? http::empty_reply(Code::No_Content) : no_integration();
}

Reply regenerate_secret(App& app, Call const& call)
{
    auto const* const target = target_named_by(call);
    if (!target)
        return no_integration();
    auto const generated = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        return regenerate_secrets(work, app.vault, *target, call.user.id);
    });
    if (!generated)
        return no_integration();
    if (generated->empty())
        return http::problem(Code::Conflict, "Nothing is drawn for this target.");
    return http::ok_json(boost::json::serialize(boost::json::object{{"drawn", *generated}}));
}

Reply preview(App& app, Call const& call)
{
    auto const* const target = target_named_by(call);
    if (!target)
        return no_target();
    http::JsonBody body(call.request);
    targets::Setup setup;
    setup.values = read_values(body.fields(), *target);
    setup.choice = read_choice(body.fields());
    setup.rules = read_rules(body.fields(), *target);
    if (auto refusal = body.refusal())
        return *refusal;
    auto const id = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        return targets::begin_preview(work, *target, call.user.id, setup);
    });
    auto const until = Clock::now() + kRequestTimeBudget;
    while (true) {
        auto const counted = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
            return targets::count_piece(work, app.settings, *target, call.user.id, id);
        });
        if (auto const* const all = std::get_if<targets::Counted>(&counted))
            return http::ok_json(boost::json::serialize(all->preview));
        if (Clock::now() < until)
            continue;
        auto reply = http::ok_json(boost::json::serialize(std::get<targets::Counting>(counted).progress));
        reply.status = Code::Accepted;
        return reply;
    }
}

/// Clears what a stopped backfill left waiting. Most libraries are small enough to finish within the request;
/// the follower does the rest.
void continue_stopped_backfill(App& app, UserId const& user_id, Target const& target)
{
    constexpr std::string_view kLockNotAvailable = "55P03";
    auto const until = Clock::now() + kRequestTimeBudget;
    bool is_more = true;
    try {
        while (is_more && Clock::now() < until)
            is_more = db::as_user(app.pool, user_id, [&](pqxx::work& work) {
                work.exec0("SET LOCAL lock_timeout = '200ms'");
                return is_stopping(work, target, user_id) && scan_piece(work, target, user_id);
            });
    } catch (pqxx::sql_error const& error) {
        // The follower holds the lock and is doing this work already.
        if (error.sqlstate() != kLockNotAvailable)
            throw;
    }
}

using ChangeBackfill = targets::Backfill (*)(pqxx::work&, Target const&, UserId const&);

Reply backfill(App& app, Call const& call, ChangeBackfill change)
{
    auto const* const target = target_named_by(call);
    if (!target)
        return no_integration();
    auto const outcome = db::as_user(app.pool, call.user.id,
                                     [&](pqxx::work& work) { return change(work, *target, call.user.id); });
    if (outcome == targets::Backfill::not_set_up)
        return no_integration();
    if (outcome == targets::Backfill::not_possible)
        return http::problem(Code::Conflict,
                             "This target is paused or being removed, or asks by itself. If it is paused, "
                             "resume it first.");
    continue_stopped_backfill(app, call.user.id, *target);
    auto const integration = db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return show_integration(work, *target, call.user.id);
    });
    return integration ? http::ok_json(boost::json::serialize(*integration)) : no_integration();
}

Reply stop_backfill(App& app, Call const& call)
{
    return backfill(app, call, targets::stop_backfill);
}

Reply start_backfill(App& app, Call const& call)
{
    return backfill(app, call, targets::start_backfill);
}

/// Tests the stored values, overridden by the unsaved ones in the body.
void test(App& app, Call const& call, http::Answer const& answer)
{
    auto const* const target = target_named_by(call);
    if (!target)
        return answer.send(no_target());
    http::JsonBody body(call.request);
    targets::Setup setup;
    setup.values = read_values(body.fields(), *target);
    if (auto refusal = body.refusal())
        return answer.send(std::move(*refusal));
    if (!target->test)
        return answer.send(
            http::problem(Code::Conflict, "This target asks by itself. There is nothing to test."));
    auto merged = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        return targets::merged(work, app.vault, *target, call.user.id, setup);
    });
    if (auto const fault = fault_of(*target, merged, app.settings.flag("RMIRROR_PRIVATE_URLS")))
        return answer.send(http::problem(*fault));
    auto const tested = setup.values.empty() ? targets::TestedValues::stored : targets::TestedValues::unsaved;
    auto const report = [&app, answer, target, tested, user = call.user.id,
                         verified =
                             merged.values.setting(target->verifies)](targets::DeliveryResult const& result) {
        answer.send(http::ok_json(
            boost::json::serialize(targets::show_test(app.pool, *target, user, result, tested, verified))));
    };
    if (merged.unopened)
        return report(
            {queue::Outcome::retry(queue::ErrorClass::auth_error, sentence_about(*target, *merged.unopened)),
             std::nullopt});
    begin_test(app, call, answer,
               {*target, targets::values_to_test(*target, merged, setup), target->test, report});
}

constexpr http::Traits kWholeLibrary{.runs = http::Runs::on_library_worker};

constexpr Row kIntegrationsRows[] = {
    {http::Method::get, "/api/v1/targets", Access::user, list_targets},
    {http::Method::get, "/api/v1/integrations", Access::user, list_integrations},
    {http::Method::get, "/api/v1/integrations/:target_name", Access::user, show},
    {http::Method::get, "/api/v1/integrations/:target_name/progress", Access::user, progress},
    {http::Method::put, "/api/v1/integrations/:target_name", Access::person, save, kWholeLibrary},
    {http::Method::remove, "/api/v1/integrations/:target_name", Access::person, remove},
    {http::Method::post, "/api/v1/integrations/:target_name/backfill", Access::person, start_backfill},
    {http::Method::remove, "/api/v1/integrations/:target_name/backfill", Access::person, stop_backfill},
    {http::Method::post, "/api/v1/integrations/:target_name/secret", Access::person, regenerate_secret},
    {http::Method::post, "/api/v1/integrations/:target_name/preview", Access::user, preview, kWholeLibrary},
    {http::Method::post, "/api/v1/integrations/:target_name/test", Access::person, test, kAskingTarget},
};

}  // namespace

Table integration_routes()
{
    return kIntegrationsRows;
}

}  // namespace rmirror::routes

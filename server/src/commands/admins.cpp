// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands/admins.hpp"

#include "admin/invitations.hpp"
#include "admin/people.hpp"
#include "admin/undo.hpp"
#include "auth/tokens/sign_in.hpp"
#include "db/migrate.hpp"
#include "db/transaction.hpp"
#include "input/uuid.hpp"
#include "quota/library_usage.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <optional>

namespace rmirror::commands {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 5> kTierNames = {"free", "beta", "pro", "team", "enterprise"};
constexpr std::int64_t kBytesPerMegabyte = 1'000'000;
constexpr std::int64_t kPieceSize = 200;

/// Runs `work` as an admin, and prints the lines that it returns or refuses what it refuses.
using Lines = Result<std::string>;
Result<int> print(Settings const& settings, std::function<Lines(pqxx::work&)> const& work)
{
    auto const& database = settings.secret("RMIRROR_DATABASE_URL");
    db::expect_current_schema(database);
    db::Pool pool({.url = database, .connections = 1});
    auto const lines = db::as_admin(pool, [&](pqxx::work& transaction) {
        admin::lock_acts(transaction);
        return work(transaction);
    });
    if (!lines.ok())
        return lines.error();
    std::cout << lines.value();
    return EXIT_SUCCESS;
}

/// The same for one person.
Result<int> print_about(Settings const& settings, std::string const& email,
                        std::function<Lines(pqxx::work&, UserId const&)> const& work)
{
    return print(settings, [&](pqxx::work& transaction) -> Lines {
        auto const person = admin::find_person(transaction, email);
        if (!person)
            return Refusal{"No account has the address " + email + "."};
        return work(transaction, *person);
    });
}

std::optional<std::int64_t> parse_number(std::string const& text)
{
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool const is_number = error == std::errc() && end == text.data() + text.size() && number >= 0;
    return is_number ? std::optional(number) : std::nullopt;
}

std::string text_or(json::value const& value, std::string_view fallback)
{
    return value.is_string() ? std::string(value.as_string()) : std::string(fallback);
}

/// The lines of all items of a list that comes in pieces.
std::string lines_of(std::function<std::string(admin::Piece const&)> const& list,
                     std::function<std::string(json::object const&)> const& line)
{
    std::string lines;
    admin::Piece piece{.limit = kPieceSize};
    do {
        auto const answer = json::parse(list(piece)).as_object();
        for (auto const& item : answer.at("items").as_array())
            lines += line(item.as_object()) + '\n';
        auto const& next = answer.at("next");
        piece.after = next.is_string() ? std::optional(std::string(next.as_string())) : std::nullopt;
    } while (piece.after);
    return lines;
}

std::string used_of(json::value const& usage)
{
    auto const& limit = usage.at("limit");
    return json::serialize(usage.at("used")) + "/" + (limit.is_null() ? "unlimited" : json::serialize(limit));
}

std::string line_of_person(json::object const& person)
{
    return text_or(person.at("email"), "no address") + "  " +
           std::string(person.at("plan").at("tier").as_string()) +
           "  step=" + std::string(person.at("step").as_string()) +
           "  pages=" + json::serialize(person.at("pages")) + "  bytes=" + used_of(person.at("storage")) +
           "  transcribed=" + used_of(person.at("transcribed")) + "  tokens=" + used_of(person.at("tokens")) +
           "  last=" + text_or(person.at("last_contact_at"), "never") +
           (person.at("is_admin").as_bool() ? "  admin" : "");
}

std::string line_of_act(json::object const& act)
{
    auto const about = text_or(act.at("person"), text_or(act.at("waiting"), ""));
    return std::string(act.at("id").as_string()) + "  " + std::string(act.at("created_at").as_string()) +
           "  " +
           (act.at("is_by_command").as_bool() ? "command line" : text_or(act.at("admin"), "former account")) +
           "  " + std::string(act.at("act").as_string()) + (about.empty() ? "" : "  " + about) + "  " +
           json::serialize(act.at("before")) + " -> " + json::serialize(act.at("after")) +
           (act.at("undoes").is_string() ? "  undoes " + std::string(act.at("undoes").as_string()) : "") +
           (act.at("undone_by").is_string() ? "  undone" : "");
}

quota::Rules rules_of(Settings const& settings)
{
    return {
        .free_pages = settings.count("RMIRROR_FREE_PAGES"),
        .free_tokens = static_cast<std::int64_t>(settings.count("RMIRROR_FREE_TOKENS")),
        .limits = quota::limits_json(settings.tiers("RMIRROR_STORAGE_MB"), settings.tiers("RMIRROR_PAGES"))};
}

Result<int> change(Settings const& settings, std::string const& email, admin::PlanChange const& plan)
{
    auto const rules = rules_of(settings);
    return print_about(settings, email, [&](pqxx::work& work, UserId const& person) -> Lines {
        admin::change_plan(work, {}, person, plan);
        return line_of_person(json::parse(admin::show_person(work, rules, person)).as_object()) + '\n';
    });
}

/// The addresses on the waitlist that `whom` names: one, or as many as it says.
std::vector<std::string> waiting_of(pqxx::work& work, std::string const& whom)
{
    if (auto const count = parse_number(whom))
        return admin::first_waiting(work, static_cast<std::size_t>(*count));
    auto const one = admin::find_waiting(work, whom);
    return one ? std::vector{one->text()} : std::vector<std::string>();
}

}  // namespace

Result<int> make_admin(Settings const& settings, std::string const& email)
{
    return print_about(settings, email, [&](pqxx::work& work, UserId const& person) -> Lines {
        bool const is_new = admin::set_admin(work, {}, person, true) == admin::AdminChange::done;
        return email + (is_new ? " is an admin now: the menu of the dashboard has “Administration”.\n"
                               : " is an admin already.\n");
    });
}

Result<int> remove_admin(Settings const& settings, std::string const& email)
{
    return print_about(settings, email, [&](pqxx::work& work, UserId const& person) -> Lines {
        auto const change = admin::set_admin(work, {}, person, false);
        if (change == admin::AdminChange::is_last)
            return Refusal{std::string(admin::kLastAdmin)};
        return email +
               (change == admin::AdminChange::done ? " isn't an admin any more.\n" : " isn't an admin.\n");
    });
}

Result<int> list_people(Settings const& settings, std::string const& search)
{
    auto const rules = rules_of(settings);
    return print(settings, [&](pqxx::work& work) -> Lines {
        return lines_of(
            [&](admin::Piece const& piece) { return admin::list_people(work, rules, search, piece); },
            line_of_person);
    });
}

Result<int> set_tier(Settings const& settings, std::string const& email, std::string const& tier)
{
    if (std::find(kTierNames.begin(), kTierNames.end(), tier) == kTierNames.end())
        return Refusal{"TIER must be free, beta, pro, team or enterprise."};
    return change(settings, email, {.tier = tier});
}

Result<int> set_limit(Settings const& settings, std::string const& email, std::string const& kind,
                      std::string const& limit)
{
    constexpr std::int64_t kMaxLimit = 1'000'000'000;
    auto const number = parse_number(limit);
    if (limit != "tier" && (!number || *number > kMaxLimit))
        return Refusal{"LIMIT must be a number up to 1000000000, or the word tier for what the tier allows."};
    admin::PlanChange::Limit const value{number};
    if (kind == "pages")
        return change(settings, email, {.pages = value});
    if (kind == "tokens")
        return change(settings, email, {.tokens = value});
    if (kind != "storage-mb")
        return Refusal{"KIND must be pages, tokens or storage-mb."};
    auto const bytes = number ? std::optional(*number * kBytesPerMegabyte) : std::nullopt;
    return change(settings, email, {.storage = admin::PlanChange::Limit{bytes}});
}

Result<int> list_waiting(Settings const& settings)
{
    return print(settings, [](pqxx::work& work) -> Lines {
        return lines_of(
            [&](admin::Piece const& piece) { return admin::list_waiting(work, std::nullopt, piece); },
            [](json::object const& waiting) {
                return std::string(waiting.at("email").as_string()) + "  " +
                       std::string(waiting.at("state").as_string()) + "  since " +
                       std::string(waiting.at("created_at").as_string());
            });
    });
}

Result<int> approve_waiting(Settings const& settings, std::string const& whom)
{
    auto const url = TRY(auth::SignInOptions::public_url_of(settings));
    return print(settings, [&](pqxx::work& work) -> Lines {
        auto const invited = admin::invite_waiting(work, {}, waiting_of(work, whom));
        if (invited.empty())
            return Refusal{"Nobody was invited: " + whom +
                           (parse_number(whom) ? " people don't wait." : " isn't waiting.")};
        std::string lines;
        for (auto const& each : invited)
            lines += each.email + "  " + url + "/sign-up#invitation=" + each.code + '\n';
        return lines;
    });
}

Result<int> list_acts(Settings const& settings, std::string const& count)
{
    constexpr std::int64_t kMaxActs = 10'000;
    auto const number = count.empty() ? std::optional(kPieceSize) : parse_number(count);
    if (!number || *number == 0 || *number > kMaxActs)
        return Refusal{"COUNT must be a number from 1 to 10000."};
    return print(settings, [&](pqxx::work& work) -> Lines {
        std::string lines;
        auto const acts = json::parse(admin::list_acts(work, {.limit = *number})).as_object();
        for (auto const& act : acts.at("items").as_array())
            lines += line_of_act(act.as_object()) + '\n';
        return lines;
    });
}

Result<int> undo_act(Settings const& settings, std::string const& id)
{
    auto const uuid = input::parse_uuid(id);
    if (!uuid)
        return Refusal{"ID must be the id of an act, as --admin-log prints it."};
    return print(settings, [&](pqxx::work& work) -> Lines {
        auto const undone = admin::undo(work, {}, admin::ActId(*uuid));
        if (auto const* const why = std::get_if<admin::NotUndone>(&undone))
            return Refusal{std::string(admin::to_string(*why))};
        return line_of_act(json::parse(admin::show_act(work, std::get<admin::ActId>(undone))).as_object()) +
               '\n';
    });
}

}  // namespace rmirror::commands

// SPDX-License-Identifier: AGPL-3.0-or-later
// The operator's terms and privacy policy, and accepting them.
#include "app.hpp"
#include "routes/routes.hpp"

#include "auth/client_info.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/body/query.hpp"
#include "http/problem.hpp"
#include "legal/terms.hpp"

#include <boost/json.hpp>

#include <array>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Code;
using http::Reply;

constexpr std::array<std::string_view, 2> kLanguages = {"en", "de"};
constexpr auto kOnlyLanguage = "en";  // The one that there always is.

Reply no_terms()
{
    return http::problem(Code::Not_Found, "This server has no terms that people have to accept.");
}

Reply show_texts(App& app, Call const& call)
{
    http::Query query(call.request);
    auto language = query.one_of_if_any("language", kLanguages).value_or(kOnlyLanguage);
    if (auto refusal = query.refusal())
        return std::move(*refusal);
    auto const& texts = app.terms.texts();
    if (!texts)
        return no_terms();
    if (!texts->terms.contains(language) || !texts->privacy.contains(language))
        language = kOnlyLanguage;
    return http::ok_json(json::serialize(json::object{{"version", texts->version},
                                                      {"language", language},
                                                      {"terms", texts->terms.at(language)},
                                                      {"privacy", texts->privacy.at(language)}}))
        .with("Cache-Control", "no-cache");
}

/// Null for a version that doesn't exist.
json::value version_or_null(std::string const& version)
{
    return version.empty() ? json::value() : json::value(json::string(version));
}

Reply show_accepted(App& app, Call const& call)
{
    auto const& texts = app.terms.texts();
    return http::ok_json(json::serialize(json::object{
                             {"version", version_or_null(texts ? texts->version : "")},
                             {"accepted_version", version_or_null(app.terms.accepted_by(call.user.id))}}))
        .with("Cache-Control", "no-store");
}

Reply accept(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const version = body.fields().text("version", {.min = 1, .max = 50});
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    if (!app.terms.texts())
        return no_terms();
    if (!app.terms.accept(call.user.id, version))
        return http::problem(Code::Conflict,
                             "The terms have changed since. Read and accept the present version.",
                             {{"type", "terms_changed"}});
    db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        auth::note(work, call.user.id, "terms_accepted", auth::client_info_of(call.request));
    });
    return http::empty_reply(Code::No_Content);
}

constexpr Row kLegalRows[] = {
    {http::Method::get, "/api/v1/legal", Access::anyone, show_texts},
    {http::Method::get, "/api/v1/me/legal", Access::user, show_accepted},
    {http::Method::put, "/api/v1/me/legal", Access::person, accept},
};

}  // namespace

Table legal_routes()
{
    return kLegalRows;
}

}  // namespace rmirror::routes

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "library/manifest/removal_warnings.hpp"

#include <array>
#include <string_view>

namespace rmirror::routes {

namespace {

constexpr std::array<std::string_view, 2> kAnswers{"remove", "keep"};

http::Reply list_warnings(App& app, Call const& call)
{
    auto const items = db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return library::list_removal_warnings(work, call.user.id);
    });
    return http::ok_json(R"({"items": )" + items + R"(, "next": null})");
}

http::Reply answer_warning(App& app, Call const& call)
{
    auto const id = input::parse_uuid(call.request.parameter("id"));
    http::JsonBody body(call.request);
    auto const answer = body.fields().one_of("answer", kAnswers);
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const held = answer == "remove" ? library::Held::is_removed : library::Held::is_kept;
    bool const is_answered = id && library::write(app.pool, call.user.id, [&](library::LibraryWork& work) {
                                 return library::answer_removal_warning(work, *id, held);
                             });
    return is_answered ? http::empty_reply(http::Code::No_Content)
                       : http::problem(http::Code::Not_Found,
                                       "This warning doesn't exist, or it was answered before.");
}

constexpr Row kRemovalWarningsRows[] = {
    {http::Method::get, "/api/v1/sync/warnings", Access::user, list_warnings},
    {http::Method::post, "/api/v1/sync/warnings/:id", Access::user, answer_warning},
};

}  // namespace

Table removal_warning_routes()
{
    return kRemovalWarningsRows;
}

}  // namespace rmirror::routes

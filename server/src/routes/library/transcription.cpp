// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "library/work.hpp"
#include "quota/quota.hpp"
#include "reading/read_pictures.hpp"
#include "reading/retranscribe.hpp"

#include <string>

namespace rmirror::routes {

namespace {

using http::Code;
using http::Reply;
using reading::RetranscribeOutcome;

Reply too_often(pqxx::work& work)
{
    auto const seconds = std::to_string(quota::seconds_left_today(work).count());
    return http::problem(
               Code::Too_Many_Requests,
               "This page was transcribed again or retried " + std::to_string(quota::kMaxRetriesPerDay) +
                   " times today as it looks now. You can have it transcribed again tomorrow (UTC).")
        .with("Retry-After", seconds);
}

Reply reply_to(library::LibraryWork& work, reading::Retranscription const& result)
{
    switch (result.outcome) {
        case RetranscribeOutcome::begun:
        case RetranscribeOutcome::done:
            return http::ok_json(result.answer);
        case RetranscribeOutcome::no_page:
            return http::problem(Code::Not_Found, "This page doesn't exist.");
        case RetranscribeOutcome::not_read:
            return http::problem(
                Code::Conflict,
                "This page isn't transcribed as it looks now, so it can't be transcribed again.");
        case RetranscribeOutcome::no_reader:
            return http::problem(Code::Conflict, "Handwriting recognition isn't set up on this server.");
        case RetranscribeOutcome::no_quota:
            return http::problem(
                Code::Payment_Required,
                "Your page quota is used up. The page keeps the text it has; it can be transcribed again "
                "when the quota resets.");
        case RetranscribeOutcome::too_often:
            break;
    }
    return too_often(*work);
}

Reply retranscribe(App& app, Call const& call)
{
    auto const notebook = input::parse_uuid(call.request.parameter("notebook_uuid"));
    auto const page = input::parse_uuid(call.request.parameter("page_uuid"));
    http::JsonBody body(call.request);
    auto const instead_of = body.fields().text("instead_of", {.min = 1, .max = 40});
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    if (!notebook || !page)
        return http::problem(Code::Not_Found, "This page doesn't exist.");
    return library::write(app.pool, call.user.id, [&](library::LibraryWork& work) {
        auto const result = reading::retranscribe(work, app.quota, {*notebook, *page, instead_of});
        return reply_to(work, result);
    });
}

Reply reply_to_pictures(library::LibraryWork& work, reading::AskedPictures const& asked)
{
    switch (asked.outcome) {
        case reading::PicturesOutcome::begun:
            return http::ok_json(asked.answer);
        case reading::PicturesOutcome::no_page:
            return http::problem(Code::Not_Found, "This page doesn't exist.");
        case reading::PicturesOutcome::no_image:
            return http::problem(Code::Conflict,
                                 "This page isn't stored as it looks now, so its pictures can't be read.");
        case reading::PicturesOutcome::no_reader:
            return http::problem(Code::Conflict, "Handwriting recognition isn't set up on this server.");
        case reading::PicturesOutcome::no_quota:
            return http::problem(Code::Payment_Required,
                                 "Your page quota is used up. The pictures can be read when it resets.");
        case reading::PicturesOutcome::too_often:
            break;
    }
    auto const seconds = std::to_string(quota::seconds_left_today(*work).count());
    return http::problem(Code::Too_Many_Requests,
                         "The pictures of this page were read " + std::to_string(quota::kMaxRetriesPerDay) +
                             " times today as it looks now. You can have them read again tomorrow (UTC).")
        .with("Retry-After", seconds);
}

Reply read_pictures(App& app, Call const& call)
{
    auto const notebook = input::parse_uuid(call.request.parameter("notebook_uuid"));
    auto const page = input::parse_uuid(call.request.parameter("page_uuid"));
    if (!notebook || !page)
        return http::problem(Code::Not_Found, "This page doesn't exist.");
    return library::write(app.pool, call.user.id, [&](library::LibraryWork& work) {
        return reply_to_pictures(work, reading::read_pictures(work, app.quota, {*notebook, *page}));
    });
}

constexpr Row kTranscriptionRows[] = {
    {http::Method::post, "/api/v1/notebooks/:notebook_uuid/pages/:page_uuid/transcribe-again", Access::user,
     retranscribe},
    {http::Method::post, "/api/v1/notebooks/:notebook_uuid/pages/:page_uuid/read-pictures", Access::user,
     read_pictures},
};

}  // namespace

Table transcription_routes()
{
    return kTranscriptionRows;
}

}  // namespace rmirror::routes

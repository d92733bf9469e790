// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/later.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "library/reading_words.hpp"
#include "ocr/configured_provider.hpp"
#include "reading/trial.hpp"

#include <boost/json.hpp>

#include <stop_token>

namespace rmirror::routes {

namespace {

using http::Code;
using http::Reply;

constexpr std::int64_t kTrialsPerMinute = 5;

Reply no_such_notebook()
{
    return http::problem(Code::Not_Found, "This notebook doesn't exist.");
}

Reply show_words(App& app, Call const& call)
{
    auto const uuid = input::parse_uuid(call.request.parameter("notebook_uuid"));
    if (!uuid)
        return no_such_notebook();
    auto const shown = db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return library::show_reading_words(work, call.user.id, *uuid);
    });
    return shown ? http::ok_json(*shown) : no_such_notebook();
}

Reply change_words(App& app, Call const& call)
{
    auto const uuid = input::parse_uuid(call.request.parameter("notebook_uuid"));
    http::JsonBody body(call.request);
    auto& fields = body.fields();
    auto const words = fields.text_if_any("words", {.max = library::kMaxReadingWords});
    if (!words && !fields.is_null("words"))
        fields.refuse("words", "Must be there.");
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    if (!uuid)
        return no_such_notebook();
    auto const shown =
        db::as_user(app.pool, call.user.id, [&](pqxx::work& work) -> std::optional<std::string> {
            if (!library::set_reading_words(work, call.user.id, *uuid, words))
                return std::nullopt;
            return library::show_reading_words(work, call.user.id, *uuid);
        });
    return shown ? http::ok_json(*shown) : no_such_notebook();
}

std::unique_ptr<ocr::Provider> provider_of(App& app)
{
    auto& service = app.gateways->to(app.settings.text("RMIRROR_OCR_PROVIDER"));
    auto const ask = ocr::through(service, app.settings.count("RMIRROR_OCR_CONCURRENCY"), ocr::Repeats::no,
                                  std::stop_token());
    return ocr::configured_provider(app.settings,
                                    ocr::within(ocr::configured_budget(app.settings, app.spend), ask));
}

Reply reply_of(reading::Trial const& trial)
{
    switch (trial.outcome) {
        case reading::TrialOutcome::read:
            return http::ok_json(boost::json::serialize(
                boost::json::object{{"before", trial.before}, {"markdown", trial.text.markdown}}));
        case reading::TrialOutcome::no_page:
            return http::problem(Code::Not_Found, "This page doesn't exist.");
        case reading::TrialOutcome::not_read:
            return http::problem(Code::Conflict,
                                 "This page isn't transcribed as it looks now, so there is no text to "
                                 "compare with.");
        case reading::TrialOutcome::no_reader:
            return http::problem(Code::Conflict, "Handwriting recognition isn't set up on this server.");
        case reading::TrialOutcome::no_quota:
            return http::problem(Code::Payment_Required, "Your page quota is used up.");
        case reading::TrialOutcome::failed:
            break;
    }
    return http::problem(Code::Bad_Gateway, trial.message.empty() ? "The page couldn't be transcribed."
                                                                  : std::string_view(trial.message));
}

void try_words(App& app, Call const& call, http::Answer const& answer)
{
    auto const notebook = input::parse_uuid(call.request.parameter("notebook_uuid"));
    auto const page = input::parse_uuid(call.request.parameter("page_uuid"));
    http::JsonBody body(call.request);
    auto words = body.fields().text("words", {.max = library::kMaxReadingWords});
    if (auto refusal = body.refusal())
        return answer.send(std::move(*refusal));
    if (!notebook || !page)
        return answer.send(http::problem(Code::Not_Found, "This page doesn't exist."));
    reading::TrialRequest request{*notebook, *page, std::move(words)};
    answer_async(app, call, answer, [&app, user_id = call.user.id, request = std::move(request)] {
        auto const provider = ocr::has_provider(app.settings) ? provider_of(app) : nullptr;
        return reply_of(
            reading::try_words(app.pool, *app.blobs, app.quota, provider.get(), user_id, request));
    });
}

constexpr Row kReadingWordsRows[] = {
    {http::Method::get, "/api/v1/notebooks/:notebook_uuid/reading-words", Access::user, show_words},
    {http::Method::put, "/api/v1/notebooks/:notebook_uuid/reading-words", Access::user, change_words},
    {http::Method::post,
     "/api/v1/notebooks/:notebook_uuid/pages/:page_uuid/reading-trial",
     Access::user,
     try_words,
     {.user_rate_limit = {"reading-trial", kTrialsPerMinute},
      .timeout = ocr::kLongDeadline + std::chrono::seconds(30)}},
};

}  // namespace

Table reading_words_routes()
{
    return kReadingWordsRows;
}

}  // namespace rmirror::routes

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/later.hpp"

#include "app.hpp"
#include "http/problem.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace rmirror::routes {

using http::Code;

namespace {

/// An exception that explain_failure() doesn't know is a bug of ours: it is logged, and dropping the unused
/// answer sends a 500.
void answer_or_explain(Log& log, http::Answer const& answer, std::function<http::Reply()> const& work)
{
    try {
        answer.send(work());
    } catch (std::exception const& error) {
        if (auto explained = explain_failure(error))
            answer.send(std::move(*explained));
        else
            log.write(Level::error, "late answer failed", {{"error", error.what()}});
    }
}

http::Reply try_later(std::string_view sentence, std::chrono::seconds after)
{
    return http::problem(Code::Service_Unavailable, sentence)
        .with("Retry-After", std::to_string(after.count()));
}

}  // namespace

void answer_async(App& app, Call const& call, http::Answer const& answer, std::function<http::Reply()> work)
{
    answer_async(app, call.user.id.text(), answer, std::move(work));
}

void answer_async(App& app, std::string const& owner, http::Answer const& answer,
                  std::function<http::Reply()> work)
{
    auto const task = [&log = app.log, answer, work = std::move(work)] {
        if (answer.is_wanted())
            answer_or_explain(log, answer, work);
    };
    if (!app.slow_tasks.run(owner, task))
        answer.send(try_later("Too many requests are waiting for other services. Try again in a moment.",
                              std::chrono::seconds(5)));
}

http::Reply problem_of(notion::Failed const& failed)
{
    constexpr std::chrono::seconds kDefaultWait{60};
    auto const sentence = notion::sentence_about(failed);
    if (failed.why != notion::Failed::Why::busy)
        return http::problem(Code::Bad_Gateway, sentence);
    auto const wait = std::chrono::ceil<std::chrono::seconds>(failed.retry_after.value_or(kDefaultWait));
    return try_later(sentence, std::clamp(wait, std::chrono::seconds(1), std::chrono::seconds(3600)));
}

}  // namespace rmirror::routes

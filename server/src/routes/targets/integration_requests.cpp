// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/targets/integration_requests.hpp"

#include "http/problem.hpp"
#include "targets/registry.hpp"
#include "targets/second_credential.hpp"

#include <stop_token>
#include <utility>

namespace rmirror::routes {

using http::Code;

targets::Target const* target_named_by(Call const& call)
{
    return targets::find_target(call.request.parameter("target_name"));
}

http::Reply no_target()
{
    return http::problem(Code::Not_Found, "This target doesn't exist on this server.");
}

targets::GivenValues read_values(input::JsonReader& fields, targets::Target const& target)
{
    constexpr input::Length kValue{.min = 1, .max = 2000};
    constexpr input::Length kSecond{.min = 0, .max = 2000};
    targets::GivenValues values;
    fields.object_if_any("settings", [&](input::JsonReader& settings) {
        for (auto const& field : target.fields)
            if (field.kind != targets::FieldKind::generated)
                if (auto value = settings.text_if_any(field.key, kValue))
                    values.emplace(field.key, std::move(*value));
        for (auto const& field : target.fields)
            if (targets::has_second(field))
                if (auto value = settings.text_if_any(targets::second_key(field), kSecond))
                    values.emplace(targets::second_key(field), std::move(*value));
    });
    return values;
}

std::optional<std::optional<targets::Choice>> read_choice(input::JsonReader& fields)
{
    constexpr std::size_t kMaxChosen = 1000;
    std::optional<std::optional<targets::Choice>> choice;
    fields.object_if_any("choice", [&](input::JsonReader& chosen) {
        choice.emplace(targets::Choice{chosen.uuids_if_any("notebooks", kMaxChosen),
                                       chosen.uuids_if_any("folders", kMaxChosen),
                                       chosen.texts_if_any("tags", kMaxChosen, {.min = 1, .max = 1000})});
    });
    if (fields.is_null("choice"))
        choice.emplace(std::nullopt);
    return choice;
}

void begin_test(App& app, Call const& call, http::Answer const& answer, ToTest to_test)
{
    std::stop_source cancellation;
    answer.on_disconnect([cancellation]() mutable { cancellation.request_stop(); });
    auto const begun =
        app.tester.test(to_test.target, call.user.id, std::move(to_test.values), std::move(to_test.check),
                        std::move(to_test.report), std::move(cancellation));
    if (begun == targets::ConnectionTester::Begun::owner_has_many)
        answer.send(http::problem(Code::Too_Many_Requests,
                                  "Two of your tests are still running. Wait until one of them ends.")
                        .with("Retry-After", "10"));
    else if (begun == targets::ConnectionTester::Begun::too_many)
        answer.send(
            http::problem(Code::Service_Unavailable, "Too many tests are running. Try again in a moment.")
                .with("Retry-After", "5"));
}

}  // namespace rmirror::routes

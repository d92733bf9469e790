// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/vault/writer.hpp"

#include "crypto/json_member.hpp"
#include "javascript/pool.hpp"
#include "javascript/vault_writer.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

namespace rmirror::targets::vault {

namespace {

namespace json = boost::json;

/// From the first note on.
javascript::Pool& engines()
{
    static javascript::Pool pool(javascript::vault_writer(), "vault",
                                 std::max(1U, std::thread::hardware_concurrency()));
    return pool;
}

constexpr std::string_view kTooMuch = "Your templates and steps take too long. Make them simpler.";

/// Of what templates alone take: people wait for it.
constexpr std::chrono::milliseconds kTemplatesTime{5000};

/// nullopt if it took too long or too much memory.
std::optional<json::object> answer_of(std::string_view function, json::object const& argument,
                                      std::optional<std::chrono::milliseconds> time = std::nullopt)
{
    auto const result = engines().call(function, json::serialize(argument), time);
    if (result.failure == javascript::Failure::exception)
        throw std::logic_error("the vault's writer: " + result.why);
    if (result.failure)
        return std::nullopt;
    json::error_code error;
    auto value = json::parse(result.text, error);
    if (error || !value.is_object())
        return json::object();
    return std::move(value.get_object());
}

/// Would fail every time, until the templates are changed.
DeliveryResult refused(std::string sentence)
{
    return {.outcome = queue::Outcome::rejected(queue::ErrorClass::invalid_data, std::move(sentence)),
            .remote = std::nullopt};
}

}  // namespace

Or<json::object> call_script(std::string_view function, json::object const& argument)
{
    bool const is_items = function == "items";
    auto answer = answer_of(function, argument, is_items ? std::optional(kTemplatesTime) : std::nullopt);
    if (!answer && is_items)
        return refused(std::string(kTooMuch));
    if (!answer)
        return failed(queue::ErrorClass::invalid_data, "This notebook is too large for a note.");
    if (auto const sentence = crypto::text_member(*answer, "sentence"); !sentence.empty())
        return refused(std::string(sentence));
    return std::move(*answer);
}

json::object check_templates(json::object const& templates)
{
    if (auto answer = answer_of("check", templates, kTemplatesTime))
        return std::move(*answer);
    return {{"fault", {{"place", ""}, {"line", nullptr}, {"reason", "too_much_work"}, {"about", ""}}},
            {"sentence", kTooMuch}};
}

bool is_safe_folder(std::string const& path)
{
    auto const answer = answer_of("folder", {{"path", path}}, kTemplatesTime);
    return answer && crypto::flag_member(*answer, "isSafe");
}

Or<json::object> next_step(json::object const& task)
{
    return call_script("plan", task);
}

}  // namespace rmirror::targets::vault

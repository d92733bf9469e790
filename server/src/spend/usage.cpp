// SPDX-License-Identifier: AGPL-3.0-or-later
#include "spend/usage.hpp"

#include "input/bounded_json.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace rmirror::spend {

namespace json = boost::json;

namespace {

/// More than any call uses, and few enough that sums don't overflow.
constexpr std::int64_t kMaxTokens = 1'000'000'000'000;

json::string_view view(std::string_view text)
{
    return {text.data(), text.size()};
}

std::int64_t count(json::object const& object, std::string_view name)
{
    auto const* const found = object.if_contains(view(name));
    return found && found->is_int64() ? std::clamp<std::int64_t>(found->get_int64(), 0, kMaxTokens) : 0;
}

json::object const* member(json::object const& object, std::string_view name)
{
    auto const* const found = object.if_contains(view(name));
    return found ? found->if_object() : nullptr;
}

Tokens counted(json::object const& usage)
{
    Tokens tokens;
    tokens.input = count(usage, "input_tokens") + count(usage, "prompt_tokens");
    tokens.output = count(usage, "output_tokens") + count(usage, "completion_tokens");
    tokens.cache_read = count(usage, "cache_read_input_tokens");
    if (auto const* const written = member(usage, "cache_creation"))
        tokens.cache_written_for_hour = count(*written, "ephemeral_1h_input_tokens");
    auto const all_written = count(usage, "cache_creation_input_tokens");
    tokens.cache_written = std::max<std::int64_t>(0, all_written - tokens.cache_written_for_hour);
    return tokens;
}

void add(Tokens& sum, Tokens const& more)
{
    sum.input += more.input;
    sum.cache_read += more.cache_read;
    sum.cache_written += more.cache_written;
    sum.cache_written_for_hour += more.cache_written_for_hour;
    sum.output += more.output;
}

}  // namespace

Iterations iterations_of(json::object const& usage)
{
    Iterations iterations;
    auto const* const found = usage.if_contains("iterations");
    auto const* const list = found ? found->if_array() : nullptr;
    if (!list)
        return iterations;
    for (auto const& entry : *list) {
        auto const* const iteration = entry.if_object();
        if (!iteration)
            continue;
        auto const tokens = counted(*iteration);
        add(iterations.all, tokens);
        auto const* const model = iteration->if_contains("model");
        if (model && model->is_string())
            add(iterations.of_models[std::string(model->get_string())], tokens);
    }
    return iterations;
}

Tokens tokens_of(json::object const& usage)
{
    return max_of(counted(usage), iterations_of(usage).all);
}

std::optional<Tokens> tokens_in(std::string_view answer)
{
    auto const whole = input::object_in_answer(answer);
    auto const* const usage = whole ? member(*whole, "usage") : nullptr;
    return usage ? std::optional(tokens_of(*usage)) : std::nullopt;
}

Tokens max_of(Tokens const& a, Tokens const& b)
{
    return {std::max(a.input, b.input), std::max(a.cache_read, b.cache_read),
            std::max(a.cache_written, b.cache_written),
            std::max(a.cache_written_for_hour, b.cache_written_for_hour), std::max(a.output, b.output)};
}

Tokens less(Tokens const& all, Tokens const& part)
{
    auto const rest = [](std::int64_t whole, std::int64_t taken) {
        return std::max<std::int64_t>(0, whole - taken);
    };
    return {rest(all.input, part.input), rest(all.cache_read, part.cache_read),
            rest(all.cache_written, part.cache_written),
            rest(all.cache_written_for_hour, part.cache_written_for_hour), rest(all.output, part.output)};
}

}  // namespace rmirror::spend

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude/usage.hpp"

#include "input/bounded_json.hpp"
#include "spend/usage.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace rmirror::proxy::claude {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxAnswerBytes = 16U << 20U;
constexpr std::size_t kMaxLineBytes = 1U << 20U;

json::object const* member(json::object const& object, std::string_view name)
{
    auto const* const found = object.if_contains(json::string_view(name.data(), name.size()));
    return found ? found->if_object() : nullptr;
}

/// More than any call uses, and small enough for sums not to overflow.
constexpr std::int64_t kMaxCountedTokens = 1'000'000'000'000;

void raise(std::int64_t& count, json::object const& said, std::string_view name)
{
    auto const* const found = said.if_contains(json::string_view(name.data(), name.size()));
    if (found && found->is_int64())
        count = std::max(count, std::min(found->get_int64(), kMaxCountedTokens));
}

void take(Usage& usage, spend::Iterations const& iterations)
{
    auto const& all = iterations.all;
    auto const raise = [](std::int64_t& count, std::int64_t said) { count = std::max(count, said); };
    raise(usage.input_tokens, all.input);
    raise(usage.cache_read_tokens, all.cache_read);
    raise(usage.cache_written_tokens, all.cache_written + all.cache_written_for_hour);
    raise(usage.cache_written_for_an_hour_tokens, all.cache_written_for_hour);
    raise(usage.output_tokens, all.output);
    for (auto const& [model, tokens] : iterations.of_models) {
        auto& max = usage.of_models[model];
        max = spend::max_of(max, tokens);
    }
}

void take(Usage& usage, json::object const& said)
{
    usage.is_known = true;
    raise(usage.input_tokens, said, "input_tokens");
    raise(usage.cache_read_tokens, said, "cache_read_input_tokens");
    raise(usage.cache_written_tokens, said, "cache_creation_input_tokens");
    raise(usage.output_tokens, said, "output_tokens");
    if (auto const* const written = member(said, "cache_creation"))
        raise(usage.cache_written_for_an_hour_tokens, *written, "ephemeral_1h_input_tokens");
    take(usage, spend::iterations_of(said));
}

}  // namespace

void UsageReader::read(std::string_view piece)
{
    auto const max = form_ == Form::json ? kMaxAnswerBytes : kMaxLineBytes;
    while (!piece.empty()) {
        auto const end = form_ == Form::events ? piece.find('\n') : std::string_view::npos;
        auto const part = piece.substr(0, end);
        is_too_long_ = is_too_long_ || text_.size() + part.size() > max;
        if (is_too_long_)
            text_.clear();
        else
            text_ += part;
        if (end == std::string_view::npos)
            return;
        piece.remove_prefix(end + 1);
        if (!is_too_long_)
            read_event(text_);
        text_.clear();
        is_too_long_ = false;
    }
}

/// Each line is parsed as JSON rather than searched, because its text may look like another event, for
/// example through a stop sequence that the caller chose.
void UsageReader::read_event(std::string_view line)
{
    constexpr std::string_view kData = "data:";
    if (!line.starts_with(kData))
        return;
    line.remove_prefix(kData.size());
    auto const event = input::object_in_answer(line);
    auto const* const type = event ? event->if_contains("type") : nullptr;
    if (!type || !type->is_string())
        return;
    if (type->get_string() == "message_stop")
        usage_.is_complete = true;
    else if (type->get_string() == "error")
        usage_.has_failed = true;
    else if (type->get_string() == "content_block_delta")
        ++pieces_;
    auto const* const message = member(*event, "message");
    if (auto const* const said = member(message ? *message : *event, "usage"))
        take(usage_, *said);
}

void UsageReader::end()
{
    if (form_ != Form::json)
        return;
    usage_.is_complete = true;
    auto const answer = input::object_in_answer(text_);
    if (auto const* const said = answer ? member(*answer, "usage") : nullptr)
        take(usage_, *said);
    else if (answer && answer->contains("input_tokens"))
        take(usage_, *answer);
}

spend::Tokens Usage::spent() const
{
    return {
        .input = input_tokens,
        .cache_read = cache_read_tokens,
        .cache_written = std::max<std::int64_t>(0, cache_written_tokens - cache_written_for_an_hour_tokens),
        .cache_written_for_hour = cache_written_for_an_hour_tokens,
        .output = output_tokens};
}

Usage UsageReader::usage() const
{
    auto usage = usage_;
    if (!usage.is_complete)
        usage.output_tokens = std::max(usage.output_tokens, pieces_);
    return usage;
}

void UsageMeter::begin(http::Reply const& head)
{
    bool const is_events = head.content_type.starts_with("text/event-stream");
    reader_.emplace(is_events ? UsageReader::Form::events : UsageReader::Form::json);
}

void UsageMeter::read(std::string_view piece)
{
    reader_->read(piece);
}

void UsageMeter::settle(CallEnd const& end, Settlement& settlement)
{
    if (reader_ && end.is_whole)
        reader_->end();
    auto const usage = reader_ ? reader_->usage() : Usage();
    if (reader_) {
        settlement.details["input_tokens"] = usage.prompt_tokens();
        settlement.details["output_tokens"] = usage.output_tokens;
    }
    bool const is_enough = end.caller_ended ? end.was_sent : end.is_whole && usage.is_complete;
    settlement.is_charged = is_enough && !usage.has_failed;
    if (usage.is_known)
        settlement.tokens = usage.tokens();
    settlement.cost = cost_of(end, usage);
}

/// What the call cost the server, whatever the caller is charged: reported usage must be paid for. nullopt if
/// the cost is unknown.
std::optional<spend::Nanodollars> UsageMeter::cost_of(CallEnd const& end, Usage const& usage) const
{
    if (usage.is_known) {
        auto own = usage.spent();
        spend::Nanodollars cost = 0;
        for (auto const& [model, tokens] : usage.of_models) {
            own = spend::less(own, tokens);
            cost += budget_.cost(model, tokens, spend::Rate::usual);
        }
        return cost + budget_.cost(own, spend::Rate::usual);
    }
    bool const was_refused = !reader_ && end.is_whole;
    return was_refused || !end.was_sent ? std::optional<spend::Nanodollars>(0) : std::nullopt;
}

}  // namespace rmirror::proxy::claude

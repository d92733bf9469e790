// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude/usage.hpp"

#include <boost/json.hpp>

namespace rmirror::proxy::claude {

namespace json = boost::json;

namespace {

constexpr std::size_t kMostAnswerBytes = 16U << 20U;
constexpr std::size_t kMostLineBytes = 1U << 20U;

json::object const* member(json::object const& object, std::string_view name)
{
    auto const* const found = object.if_contains(json::string_view(name.data(), name.size()));
    return found ? found->if_object() : nullptr;
}

std::int64_t count(json::object const& object, std::string_view name)
{
    auto const* const found = object.if_contains(json::string_view(name.data(), name.size()));
    return found && found->is_int64() ? found->get_int64() : 0;
}

/// Counts in later events are of all so far; what they leave out stays.
void take(Usage& usage, json::object const& said)
{
    auto const input = count(said, "input_tokens") + count(said, "cache_creation_input_tokens") +
                       count(said, "cache_read_input_tokens");
    if (input > 0)
        usage.input_tokens = input;
    if (auto const output = count(said, "output_tokens"); output > 0)
        usage.output_tokens = output;
}

}  // namespace

void UsageReader::read(std::string_view piece)
{
    usage_.has_content = usage_.has_content || (form_ == Form::json && !piece.empty());
    auto const most = form_ == Form::json ? kMostAnswerBytes : kMostLineBytes;
    while (!piece.empty()) {
        auto const end = form_ == Form::events ? piece.find('\n') : std::string_view::npos;
        auto const part = piece.substr(0, end);
        is_too_long_ = is_too_long_ || text_.size() + part.size() > most;
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

/// Only what tells something is parsed: most lines are a few words of text.
void UsageReader::read_event(std::string_view line)
{
    constexpr std::string_view kData = "data:";
    if (!line.starts_with(kData))
        return;
    line.remove_prefix(kData.size());
    if (line.find("content_block_") != std::string_view::npos) {
        usage_.has_content = true;
        return;
    }
    json::error_code error;
    auto const value = json::parse(json::string_view(line.data(), line.size()), error);
    auto const* const event = error ? nullptr : value.if_object();
    auto const* const type = event ? event->if_contains("type") : nullptr;
    if (!type || !type->is_string())
        return;
    if (type->get_string() == "message_stop")
        usage_.is_complete = true;
    else if (type->get_string() == "error")
        usage_.has_failed = true;
    auto const* const message = member(*event, "message");
    if (auto const* const said = member(message ? *message : *event, "usage"))
        take(usage_, *said);
}

void UsageReader::end()
{
    if (form_ != Form::json)
        return;
    usage_.is_complete = true;
    json::error_code error;
    auto const value = json::parse(text_, error);
    auto const* const answer = error ? nullptr : value.if_object();
    if (!answer)
        return;
    auto const* const said = member(*answer, "usage");
    take(usage_, said ? *said : *answer);
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

void UsageMeter::settle(upstream::Ending ending, Settlement& settlement)
{
    if (!reader_)
        return;
    if (ending == upstream::Ending::answered)
        reader_->end();
    auto const& usage = reader_->usage();
    settlement.details["input_tokens"] = usage.input_tokens;
    settlement.details["output_tokens"] = usage.output_tokens;
    bool const is_enough = ending == upstream::Ending::cancelled
                               ? usage.has_content
                               : ending == upstream::Ending::answered && usage.is_complete;
    settlement.is_charged = is_enough && !usage.has_failed;
}

}  // namespace rmirror::proxy::claude

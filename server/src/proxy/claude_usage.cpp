// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude_usage.hpp"

#include <boost/json.hpp>

namespace rmirror::proxy {

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
void take(ClaudeUsage& usage, json::object const& said)
{
    auto const input = count(said, "input_tokens") + count(said, "cache_creation_input_tokens") +
                       count(said, "cache_read_input_tokens");
    if (input > 0)
        usage.input_tokens = input;
    if (auto const output = count(said, "output_tokens"); output > 0)
        usage.output_tokens = output;
}

}  // namespace

void ClaudeUsageReader::read(std::string_view piece)
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
void ClaudeUsageReader::read_event(std::string_view line)
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

void ClaudeUsageReader::end()
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

}  // namespace rmirror::proxy

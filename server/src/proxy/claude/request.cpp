// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude/request.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <optional>
#include <set>

namespace rmirror::proxy::claude {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxDepth = 128;
constexpr std::size_t kMaxMembers = 10'000;  // Of one object, and of all open levels together.
constexpr std::size_t kMaxNames = 1'000;     // Each of models, speeds and tools.
constexpr std::size_t kMaxKeyBytes = 1'000;
constexpr std::size_t kMaxKeptBytes = 200;  // Of a string whose value matters, such as a model's name.

/// Per image of any size; Claude scales larger ones down.
constexpr std::int64_t kMaxImageTokens = 4784;
/// The tool-use instructions that Claude adds to the prompt if there are tools.
constexpr std::int64_t kToolTokens = 1000;

using Names = std::set<std::string>;

/// SAX handler that collects the relevant facts of a request body.
class FactsReader {
public:
    // Limits that boost::json::basic_parser requires from its handler.
    // NOLINTBEGIN(readability-identifier-naming)
    static constexpr std::size_t max_object_size = kMaxMembers;
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = kMaxKeyBytes;
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
    // NOLINTEND(readability-identifier-naming)

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_array_begin(json::error_code&) { return open(false); }
    bool on_array_end(std::size_t, json::error_code&) { return close(); }
    bool on_object_begin(json::error_code&) { return open(true); }
    bool on_object_end(std::size_t, json::error_code& error);
    bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return gather(part); }
    bool on_key(json::string_view part, std::size_t, json::error_code& error);
    bool on_string_part(json::string_view part, std::size_t, json::error_code&) { return gather(part); }
    bool on_string(json::string_view part, std::size_t, json::error_code&);
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t number, json::string_view, json::error_code&) { return take_number(number); }
    bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return take_other(); }
    bool on_double(double, json::string_view, json::error_code&) { return take_other(); }
    bool on_bool(bool value, json::error_code&);
    bool on_null(json::error_code&);
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

    std::string model;
    Names models;  // At any depth.
    Names speeds;
    Names tools;  // Tool types.
    std::size_t image_bytes = 0;
    std::optional<std::int64_t> max_tokens;
    bool has_odd_max_tokens = false;
    bool is_object = false;
    bool is_stream = false;
    bool has_tools = false;
    bool has_too_many_names = false;
    std::size_t images = 0;
    std::string refusal;  // Message for the caller.

private:
    struct Level {
        bool is_object = false;
        std::set<std::string, std::less<>> keys;
        std::string key;  // The key whose value comes next.
        std::string type;
        std::string source_type;      // The `type` of its member `source`.
        std::size_t data_bytes = 0;   // Length of its member `data`.
        std::size_t image_bytes = 0;  // The same of its base64 source.
        bool has_source = false;
        bool has_file = false;
        /// Inside data that Claude doesn't interpret as a request, such as a tool's input.
        bool caller_ended = false;
    };

    bool open(bool as_object);
    bool close();
    bool gather(json::string_view part);
    bool take_number(std::int64_t number);
    bool take_other();
    void take_name(Level& level, std::string text);
    void insert(Names& names, std::string name);
    void take_object(Level const& object);
    bool begins_callers_own() const;
    bool is_tool() const;
    bool refuse(std::string sentence, json::error_code& error);
    std::string why_not(Level const& object) const;
    bool is_at_top() const { return levels_.size() == 1; }
    std::string_view key() const { return levels_.empty() ? std::string_view() : levels_.back().key; }

    std::vector<Level> levels_;
    std::size_t open_members_ = 0;  // Total of all open levels.
    std::string text_;              // The current key or string, truncated to the part that matters.
};

bool FactsReader::gather(json::string_view part)
{
    // One byte more than the maximum distinguishes a truncated string from one of exactly that length.
    auto const max = std::max(kMaxKeptBytes, kMaxKeyBytes) + 1;
    text_.append(part.data(), std::min(part.size(), max - std::min(max, text_.size())));
    return true;
}

bool FactsReader::open(bool as_object)
{
    if (levels_.empty())
        is_object = as_object;
    if (!levels_.empty() && levels_.back().key == "source")
        levels_.back().has_source = true;
    Level level;
    level.is_object = as_object;
    level.caller_ended = begins_callers_own();
    take_other();
    levels_.push_back(std::move(level));
    return true;
}

bool FactsReader::close()
{
    levels_.pop_back();
    return true;
}

/// Schemas and tool inputs, whose member names are chosen by the caller.
bool FactsReader::begins_callers_own() const
{
    if (levels_.size() < 2)
        return false;
    auto const& parent = levels_.back();
    return parent.caller_ended || parent.key == "input_schema" || parent.key == "input_examples" ||
           parent.key == "schema" || (parent.key == "input" && levels_.front().key == "messages");
}

/// Whether the object that has just ended is a tool: from the request's `tools`, or defined in a message.
bool FactsReader::is_tool() const
{
    if (levels_.empty())
        return false;
    auto const& parent = levels_.back();
    bool const is_listed = levels_.size() == 2 && !parent.is_object && levels_.front().key == "tools";
    return is_listed || (!parent.caller_ended && parent.is_object && parent.key == "definition");
}

bool FactsReader::on_object_end(std::size_t, json::error_code& error)
{
    auto const object = std::move(levels_.back());
    levels_.pop_back();
    open_members_ -= object.keys.size();
    if (object.caller_ended)
        return true;
    take_object(object);
    auto sentence = why_not(object);
    return sentence.empty() || refuse(std::move(sentence), error);
}

void FactsReader::take_object(Level const& object)
{
    if (object.type == "image" && object.has_source) {
        ++images;
        image_bytes += object.image_bytes;
    }
    if (is_tool() && !is_run_by_caller(object.type))
        insert(tools, object.type);
    if (levels_.empty() || levels_.back().key != "source")
        return;
    levels_.back().source_type = object.type;
    if (object.type == "base64")
        levels_.back().image_bytes = object.data_bytes;
}

std::string FactsReader::why_not(Level const& object) const
{
    if (object.has_file && (object.type == "file" || object.type == "container_upload"))
        return "Files of the Files API aren't passed on. Send images as base64.";
    // The number of pages of a PDF can't be determined here.
    if (object.type == "document" && object.has_source && object.source_type != "text" &&
        object.source_type != "content")
        return "Documents aren't passed on. Send each page as an image.";
    return "";
}

bool FactsReader::on_key(json::string_view part, std::size_t, json::error_code& error)
{
    gather(part);
    auto& object = levels_.back();
    object.key = std::exchange(text_, {});
    if (!object.keys.insert(object.key).second)
        return refuse("A member is given more than once: " + object.key.substr(0, kMaxKeptBytes) + ".",
                      error);
    if (++open_members_ > kMaxMembers)
        return refuse("The request has too many members.", error);
    object.has_file = object.has_file || object.key == "file_id";
    has_tools = has_tools || (is_at_top() && object.key == "tools");
    if (is_at_top() && (object.key == "container" || object.key == "mcp_servers"))
        return refuse(object.key + ": this isn't passed on.", error);
    return true;
}

bool FactsReader::on_string(json::string_view part, std::size_t size, json::error_code&)
{
    gather(part);
    auto text = std::exchange(text_, {});
    take_other();
    if (levels_.empty() || !levels_.back().is_object)
        return true;
    auto& level = levels_.back();
    if (level.key == "data")
        level.data_bytes = size;
    text.resize(std::min(text.size(), kMaxKeptBytes));
    take_name(level, std::move(text));
    return true;
}

void FactsReader::take_name(Level& level, std::string text)
{
    if (level.key == "type")
        level.type = std::move(text);
    else if (level.key == "speed" && !level.caller_ended)
        insert(speeds, std::move(text));
    else if (level.key == "model" && !level.caller_ended) {
        if (is_at_top())
            model = text;
        insert(models, std::move(text));
    }
}

void FactsReader::insert(Names& names, std::string name)
{
    if (names.size() < kMaxNames)
        names.insert(std::move(name));
    else
        has_too_many_names = has_too_many_names || !names.contains(name);
}

bool FactsReader::take_number(std::int64_t number)
{
    if (is_at_top() && key() == "max_tokens") {
        max_tokens = number;
        return true;
    }
    return take_other();
}

/// A value that is neither a string nor an int64.
bool FactsReader::take_other()
{
    if (is_at_top() && key() == "max_tokens")
        has_odd_max_tokens = true;
    if (key() == "type")
        levels_.back().type = "a type that is no text";
    return true;
}

bool FactsReader::on_bool(bool value, json::error_code&)
{
    if (is_at_top() && key() == "stream")
        is_stream = value;
    return take_other();
}

/// A null type counts as absent.
bool FactsReader::on_null(json::error_code&)
{
    return key() == "type" || take_other();
}

bool FactsReader::refuse(std::string sentence, json::error_code& error)
{
    refusal = std::move(sentence);
    error = json::error::exception;
    return false;
}

std::optional<Refusal> refusal_of_facts(FactsReader const& found, Rules const& rules)
{
    using http::Code;
    if (found.model.empty())
        return Refusal{Code::Bad_Request, "model: Field required"};
    if (auto refusal = refusal_of("model", found.models, rules.models))
        return refusal;
    if (auto refusal = refusal_of("speed", found.speeds, rules.speeds))
        return refusal;
    if (auto refusal = refusal_of("tools", found.tools, rules.tools))
        return refusal;
    if (found.has_too_many_names)
        return Refusal{Code::Bad_Request, "The request names too many models, speeds or tools."};
    if (found.images > rules.max_images)
        return Refusal{Code::Bad_Request, "messages: " + std::to_string(found.images) +
                                              " images are too many for one call. Send at most " +
                                              std::to_string(rules.max_images) + "."};
    if (found.has_odd_max_tokens)
        return Refusal{Code::Bad_Request, "max_tokens: must be a whole number."};
    if (found.max_tokens && *found.max_tokens > rules.max_tokens)
        return Refusal{Code::Bad_Request, "max_tokens: " + std::to_string(*found.max_tokens) + " > " +
                                              std::to_string(rules.max_tokens) +
                                              ", the maximum that this server allows."};
    return std::nullopt;
}

/// Upper bound: a text never has more tokens than bytes, and a request's structure is longer as JSON than as
/// tokens.
std::int64_t max_input_tokens(std::string_view body, FactsReader const& found)
{
    return static_cast<std::int64_t>(body.size() - found.image_bytes) +
           static_cast<std::int64_t>(found.images) * kMaxImageTokens + (found.has_tools ? kToolTokens : 0);
}

}  // namespace

std::variant<RequestFacts, Refusal> read_request(std::string_view body, Rules const& rules)
{
    using http::Code;
    json::parse_options options;
    options.max_depth = kMaxDepth;
    json::basic_parser<FactsReader> parser(options);
    json::error_code error;
    auto const used = parser.write_some(false, body.data(), body.size(), error);
    auto& found = parser.handler();
    if (!found.refusal.empty())
        return Refusal{Code::Bad_Request, std::move(found.refusal)};
    if (error || used != body.size() || !found.is_object)
        return Refusal{Code::Bad_Request, "The request body isn't a valid JSON object."};
    if (auto refusal = refusal_of_facts(found, rules))
        return std::move(*refusal);
    return RequestFacts{std::move(found.model), found.images, found.is_stream, max_input_tokens(body, found),
                        std::max<std::int64_t>(0, found.max_tokens.value_or(0))};
}

}  // namespace rmirror::proxy::claude

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude/request.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <optional>
#include <set>

namespace rmirror::proxy::claude {

namespace json = boost::json;

namespace {

constexpr std::size_t kMostDepth = 128;
constexpr std::size_t kMostMembers = 10'000;  // Of one object.
constexpr std::size_t kMostKeyBytes = 1'000;
constexpr std::size_t kMostKeptBytes = 200;  // Of a text that matters here, such as a model's name.

/// Notes what matters of a document while it is parsed.
class FactsReader {
public:
    // What boost::json::basic_parser asks of its handler.
    // NOLINTBEGIN(readability-identifier-naming)
    static constexpr std::size_t max_object_size = kMostMembers;
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = kMostKeyBytes;
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
    bool on_null(json::error_code&) { return take_other(); }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

    std::string model;
    std::optional<std::int64_t> max_tokens;
    bool has_odd_max_tokens = false;
    bool is_object = false;
    bool is_stream = false;
    std::size_t images = 0;
    std::string refusal;  // A sentence.

private:
    struct Level {
        bool is_object = false;
        std::set<std::string, std::less<>> keys;
        std::string key;  // The one whose value comes next.
        std::string type;
        std::string source_type;  // Of its member `source`.
        bool has_source = false;
        bool has_file = false;
    };

    bool open(bool as_object);
    bool close();
    bool gather(json::string_view part);
    bool take_number(std::int64_t number);
    bool take_other();
    bool refuse(std::string sentence, json::error_code& error);
    std::string why_not(Level const& object) const;
    bool is_at_top() const { return levels_.size() == 1; }
    std::string_view key() const { return levels_.empty() ? std::string_view() : levels_.back().key; }

    std::vector<Level> levels_;
    std::string text_;  // Of the key or text that is being read, as far as it matters.
};

bool FactsReader::gather(json::string_view part)
{
    // One byte too many tells a text that was cut from one that is known.
    auto const most = std::max(kMostKeptBytes, kMostKeyBytes) + 1;
    text_.append(part.data(), std::min(part.size(), most - std::min(most, text_.size())));
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
    levels_.push_back(std::move(level));
    return true;
}

bool FactsReader::close()
{
    levels_.pop_back();
    return true;
}

bool FactsReader::on_object_end(std::size_t, json::error_code& error)
{
    auto const object = std::move(levels_.back());
    levels_.pop_back();
    if (object.type == "image" && object.has_source)
        ++images;
    if (!levels_.empty() && levels_.back().key == "source")
        levels_.back().source_type = object.type;
    auto sentence = why_not(object);
    return sentence.empty() || refuse(std::move(sentence), error);
}

std::string FactsReader::why_not(Level const& object) const
{
    if (object.has_file && (object.type == "file" || object.type == "container_upload"))
        return "Files of the Files API aren't passed on. Send images as base64.";
    // How many pages a PDF has does not show from here.
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
        return refuse("A member is given more than once: " + object.key.substr(0, kMostKeptBytes) + ".",
                      error);
    object.has_file = object.has_file || object.key == "file_id";
    if (is_at_top() && (object.key == "container" || object.key == "mcp_servers"))
        return refuse(object.key + ": this isn't passed on.", error);
    return true;
}

bool FactsReader::on_string(json::string_view part, std::size_t, json::error_code&)
{
    gather(part);
    auto const text = std::exchange(text_, {});
    if (levels_.empty() || text.size() > kMostKeptBytes)
        return true;
    auto& level = levels_.back();
    if (level.is_object && level.key == "type")
        level.type = text;
    if (is_at_top() && level.key == "model")
        model = text;
    return take_other();
}

bool FactsReader::take_number(std::int64_t number)
{
    if (is_at_top() && key() == "max_tokens")
        max_tokens = number;
    return true;
}

bool FactsReader::take_other()
{
    if (is_at_top() && key() == "max_tokens")
        has_odd_max_tokens = true;
    return true;
}

bool FactsReader::on_bool(bool value, json::error_code&)
{
    if (is_at_top() && key() == "stream")
        is_stream = value;
    return take_other();
}

bool FactsReader::refuse(std::string sentence, json::error_code& error)
{
    refusal = std::move(sentence);
    error = json::error::exception;
    return false;
}

std::string joined(std::vector<std::string> const& words)
{
    std::string text;
    for (auto const& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

bool allows(Rules const& rules, std::string const& model)
{
    return std::any_of(rules.models.begin(), rules.models.end(),
                       [&](std::string const& each) { return each == "*" || each == model; });
}

}  // namespace

std::variant<RequestFacts, Refusal> read_request(std::string_view body, Rules const& rules)
{
    using http::Code;
    json::parse_options options;
    options.max_depth = kMostDepth;
    json::basic_parser<FactsReader> parser(options);
    json::error_code error;
    auto const used = parser.write_some(false, body.data(), body.size(), error);
    auto& found = parser.handler();
    if (!found.refusal.empty())
        return Refusal{Code::Bad_Request, std::move(found.refusal)};
    if (error || used != body.size() || !found.is_object)
        return Refusal{Code::Bad_Request, "The request body isn't a valid JSON object."};
    if (found.model.empty())
        return Refusal{Code::Bad_Request, "model: Field required"};
    if (!allows(rules, found.model))
        return Refusal{Code::Forbidden, "model: this server doesn't pass on calls to " + found.model +
                                            ". It allows " + joined(rules.models) + "."};
    if (found.has_odd_max_tokens)
        return Refusal{Code::Bad_Request, "max_tokens: must be a whole number."};
    if (found.max_tokens && *found.max_tokens > rules.most_tokens)
        return Refusal{Code::Bad_Request, "max_tokens: " + std::to_string(*found.max_tokens) + " > " +
                                              std::to_string(rules.most_tokens) +
                                              ", the maximum that this server allows."};
    return RequestFacts{std::move(found.model), found.images, found.is_stream};
}

}  // namespace rmirror::proxy::claude

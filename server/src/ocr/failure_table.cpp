// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/failure_table.hpp"

#include "json.hpp"
#include "ocr/json_fields.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace rmirror::ocr {

extern char const kFailures[];

namespace {

namespace json = boost::json;

/// The error of another service may have one inside itself; deeper than this nobody looks.
constexpr int kMaxDepth = 3;
constexpr std::size_t kMaxQuotedBytes = 300;

struct Rule {
    std::vector<std::string> statuses;  // "429", or "5xx" for all that begin so. Empty: any.
    std::vector<std::string> names;     // One of them. Empty: any.
    std::vector<std::string> texts;     // One of them, in small letters. Empty: any.
    std::string reason;
};

struct Table {
    std::vector<Rule> rules;  // The first that matches decides.
    std::map<std::string, std::string, std::less<>> places;
};

std::string in_small_letters(std::string text)
{
    for (auto& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

std::vector<std::string> strings_at(json::object const& object, json::string_view name)
{
    auto const* const list = object.if_contains(name);
    return list ? json::value_to<std::vector<std::string>>(*list) : std::vector<std::string>();
}

Table table_of(json::object const& told)
{
    Table table;
    for (auto const& entry : told.at("rules").as_array()) {
        auto const& rule = entry.as_object();
        table.rules.push_back({strings_at(rule, "status"), strings_at(rule, "names"),
                               strings_at(rule, "text"), text_at(&rule, "reason")});
    }
    table.places = json::value_to<std::map<std::string, std::string, std::less<>>>(told.at("places"));
    return table;
}

std::map<std::string, Table, std::less<>> const& tables()
{
    static auto const all = [] {
        std::map<std::string, Table, std::less<>> found;
        auto const whole = json::parse(kFailures);
        for (auto const& [name, told] : whole.as_object())
            found.emplace(std::string(name), table_of(told.as_object()));
        return found;
    }();
    return all;
}

bool is_of(std::string const& pattern, std::string const& status)
{
    return std::equal(pattern.begin(), pattern.end(), status.begin(), status.end(),
                      [](char expected, char found) { return expected == 'x' || expected == found; });
}

bool matches(Rule const& rule, std::string const& status, ErrorAnswer const& error)
{
    auto const any = [](auto const& list, auto const& fits) {
        return list.empty() || std::any_of(list.begin(), list.end(), fits);
    };
    return any(rule.statuses, [&](auto const& pattern) { return is_of(pattern, status); }) &&
           any(rule.names,
               [&](auto const& name) {
                   return std::find(error.names.begin(), error.names.end(), name) != error.names.end();
               }) &&
           any(rule.texts, [&](auto const& text) { return error.searched.find(text) != std::string::npos; });
}

/// On one line, cut between two characters.
std::string one_line(std::string_view text)
{
    std::string line;
    for (auto const c : text) {
        bool const is_space = static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
        if (!is_space)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (line.size() > kMaxQuotedBytes) {
        auto end = kMaxQuotedBytes;
        while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xc0U) == 0x80U)
            --end;
        return line.substr(0, end) + "…";
    }
    if (!line.empty() && line.back() == ' ')
        line.pop_back();
    return line;
}

/// Of a page for people, its title.
std::string text_of(std::string_view body)
{
    auto const first = body.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || body[first] != '<')
        return one_line(body.substr(0, 4 * kMaxQuotedBytes));
    auto const small = in_small_letters(std::string(body.substr(first, 20'000)));
    auto const begin = small.find("<title>");
    auto const end = small.find("</title>");
    if (begin == std::string::npos || end == std::string::npos || end < begin)
        return "";
    return one_line(body.substr(first + begin + 7, end - begin - 7));
}

class ErrorReader {
public:
    ErrorAnswer take() && { return std::move(answer_); }

    void read(std::string_view body, int depth)
    {
        std::string why;
        auto const value = parse_json({reinterpret_cast<std::uint8_t const*>(body.data()), body.size()}, why);
        if (value)
            return read_whole(*value, depth);
        answer_.is_error = true;
        say(text_of(body));
    }

private:
    void read_whole(json::value const& value, int depth)
    {
        if (auto const* const list = value.if_array(); list && !list->empty())
            return read_whole(list->front(), kMaxDepth);
        auto const* const whole = value.if_object();
        if (!whole)
            return;
        if (auto const* const error = whole->if_contains("error"); error && !error->is_null()) {
            answer_.is_error = true;
            if (auto const* const object = error->if_object())
                return read_object(*object, depth);
            if (auto const* const text = error->if_string())
                say(one_line(*text));
            return;
        }
        read_without_error(*whole, depth);
    }

    /// As vLLM and Mistral (`message`), and what is made with FastAPI (`detail`), have it.
    void read_without_error(json::object const& whole, int depth)
    {
        auto const* const detail = whole.if_contains("detail");
        answer_.is_error = detail || text_at(&whole, "object") == "error" || whole.contains("message");
        if (detail && !detail->is_string())
            say(one_line(json::serialize(*detail)));
        if (detail && detail->is_string())
            say(one_line(detail->get_string()));
        if (answer_.is_error)
            read_object(whole, depth);
    }

    void read_object(json::object const& error, int depth)
    {
        auto const* const metadata = object_at(&error, "metadata");
        if (auto const raw = text_at(metadata, "raw"); !raw.empty() && depth < kMaxDepth)
            read(raw, depth + 1);
        say(one_line(text_at(&error, "message")));
        for (auto const* const name : {"type", "code", "status", "param", "reason"})
            add_name(text_at(&error, name));
        auto const* const code = error.if_contains("code");
        if (code && code->is_int64() && !answer_.status)
            answer_.status = static_cast<int>(std::clamp<std::int64_t>(code->get_int64(), 0, 999));
        add_name(text_at(object_at(&error, "details"), "error_code"));
        auto const* const details = error.if_contains("details");
        if (auto const* const list = details ? details->if_array() : nullptr)
            for (auto const& detail : *list)
                add_name(text_at(detail.if_object(), "reason"));
    }

    /// The innermost message is the one that says something.
    void say(std::string const& text)
    {
        if (answer_.message.empty())
            answer_.message = text;
        answer_.searched += in_small_letters(text) + "\n";
    }

    void add_name(std::string name)
    {
        if (!name.empty())
            answer_.names.push_back(std::move(name));
    }

    ErrorAnswer answer_;
};

}  // namespace

ErrorAnswer read_error(std::string_view body)
{
    ErrorReader reader;
    reader.read(body, 0);
    return std::move(reader).take();
}

std::string judge(std::string_view table, int status, ErrorAnswer const& error)
{
    auto const text = std::to_string(status);
    auto const found = tables().find(table);
    if (found != tables().end())
        for (auto const& rule : found->second.rules)
            if (matches(rule, text, error))
                return rule.reason;
    return "unknown";
}

std::string place_of(std::string_view table, std::string_view reason)
{
    auto const found = tables().find(table);
    if (found == tables().end())
        return "";
    auto const place = found->second.places.find(reason);
    return place == found->second.places.end() ? "" : place->second;
}

}  // namespace rmirror::ocr

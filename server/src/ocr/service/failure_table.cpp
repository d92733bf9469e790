// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/service/failure_table.hpp"

#include "input/bounded_json.hpp"
#include "json.hpp"
#include "ocr/service/json_fields.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace rmirror::ocr {

extern char const kFailures[];

namespace {

namespace json = boost::json;

/// An error may wrap another service's error; nesting beyond this depth is ignored.
constexpr int kMaxDepth = 3;
constexpr std::size_t kMaxQuotedBytes = 300;

struct Rule {
    std::vector<std::string> statuses;  // "429", or "5xx" for a whole class. Empty: any.
    std::vector<std::string> names;     // One of these must occur. Empty: any.
    std::vector<std::string> texts;     // One of these, in lower case, must occur. Empty: any.
    Reason reason;
};

struct Table {
    std::vector<Rule> rules;  // The first match decides.
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

Table table_of(json::object const& given)
{
    Table table;
    for (auto const& entry : given.at("rules").as_array()) {
        auto const& rule = entry.as_object();
        table.rules.push_back({strings_at(rule, "status"), strings_at(rule, "names"),
                               strings_at(rule, "text"), reason_named(text_at(&rule, "reason")).value()});
    }
    table.places = json::value_to<std::map<std::string, std::string, std::less<>>>(given.at("places"));
    return table;
}

Table const& table_of(ProviderKind kind)
{
    static auto const whole = json::parse(kFailures);
    static auto const claude = table_of(whole.at("claude").as_object());
    static auto const openai = table_of(whole.at("openai").as_object());
    return kind == ProviderKind::claude ? claude : openai;
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

/// Collapses whitespace to single spaces and cuts long text between two characters.
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

/// Plain text of a body that isn't JSON; the title if it is an HTML page.
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
        auto const value = input::parse_answer(body, why);
        if (value)
            return read_whole(*value, depth);
        say(text_of(body));
    }

private:
    void read_whole(json::value const& value, int depth)
    {
        if (auto const* const list = value.if_array(); list && !list->empty() && depth < kMaxDepth)
            return read_whole(list->front(), depth + 1);
        if (auto const* const text = value.if_string())
            return say(one_line(*text));
        auto const* const whole = value.if_object();
        if (!whole)
            return;
        if (auto const* const error = error_in(*whole)) {
            answer_.is_error = true;
            if (auto const* const object = error->if_object())
                return read_object(*object, depth);
            if (auto const* const text = error->if_string())
                say(one_line(*text));
            return;
        }
        read_without_error(*whole, depth);
    }

    /// The `error` member of the document, or of its first choice (OpenRouter, when a provider fails midway).
    static json::value const* error_in(json::object const& whole)
    {
        auto const* const choices = whole.if_contains("choices");
        auto const* const list = choices ? choices->if_array() : nullptr;
        auto const* const choice = list && !list->empty() ? list->front().if_object() : nullptr;
        for (auto const* const object : {&whole, choice}) {
            auto const* const error = object ? object->if_contains("error") : nullptr;
            if (error && (error->is_object() || (error->is_string() && !error->get_string().empty())))
                return error;
        }
        return nullptr;
    }

    /// Error formats without an `error` member: `message` (vLLM, Mistral) and `detail` (FastAPI services).
    void read_without_error(json::object const& whole, int depth)
    {
        answer_.is_error = text_at(&whole, "object") == "error";
        auto const* const detail = whole.if_contains("detail");
        if (detail && !detail->is_string())
            say(one_line(json::serialize(*detail)));
        if (detail && detail->is_string())
            say(one_line(detail->get_string()));
        if (answer_.is_error || detail || whole.contains("message"))
            read_object(whole, depth);
    }

    void read_object(json::object const& error, int depth)
    {
        auto const raw = text_at(object_at(&error, "metadata"), "raw");
        if (!raw.empty() && depth < kMaxDepth)
            read(raw, depth + 1);
        auto const message = text_at(&error, "message");
        if (message.starts_with('{') && depth < kMaxDepth)
            read(message, depth + 1);
        say(one_line(message));
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

    /// The innermost error is read first, and its message is the most informative one.
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

int status_of(int status, ErrorAnswer const& error)
{
    constexpr int kFirstError = 400;
    bool const is_hidden = status < kFirstError && error.is_error && error.status.value_or(0) >= kFirstError;
    return is_hidden ? *error.status : status;
}

Reason judge(ProviderKind kind, int status, ErrorAnswer const& error)
{
    auto const text = std::to_string(status_of(status, error));
    for (auto const& rule : table_of(kind).rules)
        if (matches(rule, text, error))
            return rule.reason;
    return Reason::unknown;
}

std::string place_of(ProviderKind kind, Reason reason)
{
    auto const& places = table_of(kind).places;
    auto const place = places.find(to_string(reason));
    return place == places.end() ? "" : place->second;
}

}  // namespace rmirror::ocr

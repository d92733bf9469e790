// SPDX-License-Identifier: AGPL-3.0-or-later
#include "canonical_json.hpp"

#include "json.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace rmirror {

namespace {

namespace json = boost::json;

std::string_view view(json::string_view text)
{
    return {text.data(), text.size()};
}

void append_character(char character, std::string& out)
{
    constexpr char kDigits[] = "0123456789abcdef";
    switch (character) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\b':
            out += "\\b";
            return;
        case '\f':
            out += "\\f";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    auto const byte = static_cast<unsigned char>(character);
    if (byte >= 0x20) {
        out += character;
        return;
    }
    out += "\\u00";
    out += kDigits[byte >> 4];
    out += kDigits[byte & 0x0f];
}

void append_string(std::string_view text, std::string& out)
{
    out += '"';
    for (char character : text)
        append_character(character, out);
    out += '"';
}

class Writer {
public:
    bool append(json::value const& value, std::size_t depth)
    {
        switch (value.kind()) {
            case json::kind::null:
                out += "null";
                return true;
            case json::kind::bool_:
                out += value.get_bool() ? "true" : "false";
                return true;
            case json::kind::int64:
                out += std::to_string(value.get_int64());
                return true;
            case json::kind::uint64:
                out += std::to_string(value.get_uint64());
                return true;
            case json::kind::string:
                append_string(view(value.get_string()), out);
                return true;
            case json::kind::double_:
                return refuse("a number is not a 64-bit integer");
            case json::kind::array:
                return depth < kMaxJsonDepth ? append(value.get_array(), depth)
                                             : refuse("it is nested too deeply");
            case json::kind::object:
                return depth < kMaxJsonDepth ? append(value.get_object(), depth)
                                             : refuse("it is nested too deeply");
        }
        return false;
    }

    std::string out;
    std::string why;

private:
    bool refuse(char const* reason)
    {
        why = reason;
        return false;
    }

    bool append(json::array const& items, std::size_t depth)
    {
        char separator = '[';
        for (auto const& item : items) {
            out += separator;
            separator = ',';
            if (!append(item, depth + 1))
                return false;
        }
        out += items.empty() ? "[]" : "]";
        return true;
    }

    bool append(json::object const& members, std::size_t depth)
    {
        std::vector<json::key_value_pair const*> sorted;
        sorted.reserve(members.size());
        for (auto const& member : members)
            sorted.push_back(&member);
        // char_traits<char> compares bytes as unsigned, so this is the order of the UTF-8 bytes.
        std::sort(sorted.begin(), sorted.end(),
                  [](auto const* a, auto const* b) { return view(a->key()) < view(b->key()); });
        char separator = '{';
        for (auto const* member : sorted) {
            out += separator;
            separator = ',';
            append_string(view(member->key()), out);
            out += ':';
            if (!append(member->value(), depth + 1))
                return false;
        }
        out += members.empty() ? "{}" : "}";
        return true;
    }
};

}  // namespace

std::optional<std::string> canonical_json(json::value const& value, std::string& why)
{
    Writer writer;
    if (writer.append(value, 0))
        return std::move(writer.out);
    why = writer.why;
    return std::nullopt;
}

}  // namespace rmirror

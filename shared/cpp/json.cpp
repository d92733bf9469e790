// SPDX-License-Identifier: AGPL-3.0-or-later
#include "json.hpp"

// Boost.JSON is header-only here: this is the one translation unit that compiles its source.
#include <boost/json/src.hpp>

#include <algorithm>
#include <array>

namespace rmirror {

namespace {

constexpr std::array<std::uint8_t, 3> kByteOrderMark = {0xef, 0xbb, 0xbf};

std::string reason(boost::json::error_code const& code)
{
    namespace json = boost::json;
    if (code == json::error::incomplete)
        return "the JSON ends too early";
    if (code == json::error::too_deep)
        return "the JSON is nested too deeply";
    if (code == json::error::syntax && code.message().empty())
        return "it is not JSON";
    return "it is not JSON (" + code.message() + ")";
}

}  // namespace

std::optional<boost::json::value> parse_json(std::span<std::uint8_t const> text, std::string& why,
                                             std::size_t most_bytes, boost::json::storage_ptr storage)
{
    if (text.size() > most_bytes) {
        why = "it is too large for what it should be (" + std::to_string(text.size()) + " bytes)";
        return std::nullopt;
    }
    if (text.size() >= kByteOrderMark.size() &&
        std::equal(kByteOrderMark.begin(), kByteOrderMark.end(), text.begin()))
        text = text.subspan(kByteOrderMark.size());
    if (text.empty()) {
        why = "it is empty";
        return std::nullopt;
    }
    boost::json::parse_options options;
    options.max_depth = kMaxJsonDepth;
    boost::json::error_code code;
    auto value = boost::json::parse({reinterpret_cast<char const*>(text.data()), text.size()}, code,
                                    std::move(storage), options);
    if (code) {
        why = reason(code);
        return std::nullopt;
    }
    return value;
}

std::string_view beginning_of(std::string_view text, std::size_t most_bytes)
{
    if (text.size() <= most_bytes)
        return text;
    auto const continues = [&](std::size_t at) {
        return (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U;
    };
    auto end = most_bytes;
    while (end > 0 && continues(end))
        --end;
    return text.substr(0, end);
}

std::string quoted_name(std::string_view name)
{
    constexpr std::size_t kMostBytes = 40;
    constexpr unsigned char kFirstPrintable = 0x20, kDelete = 0x7f;
    auto const beginning = beginning_of(name, kMostBytes);
    std::string quoted = "\"";
    for (char const c : beginning) {
        auto const byte = static_cast<unsigned char>(c);
        quoted += byte < kFirstPrintable || byte == kDelete ? '?' : c;
    }
    return quoted + (beginning.size() < name.size() ? "...\"" : "\"");
}

}  // namespace rmirror

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/json_fields.hpp"

#include <charconv>
#include <unordered_set>

namespace rmirror {

namespace {

namespace json = boost::json;

std::string_view view(json::string const& text)
{
    return {text.data(), text.size()};
}

// Beyond 2^53 neither doubles nor JavaScript represent every integer.
constexpr double kLargestWholeDouble = 9007199254740992.0;

std::optional<std::int64_t> to_integer(std::string_view text)
{
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

}  // namespace

std::optional<std::int64_t> whole_number(json::value const& value)
{
    if (auto const* number = value.if_int64())
        return *number;
    if (auto const* number = value.if_double()) {
        if (!(*number >= -kLargestWholeDouble && *number <= kLargestWholeDouble))
            return std::nullopt;
        auto const whole = static_cast<std::int64_t>(*number);
        return static_cast<double>(whole) == *number ? std::optional(whole) : std::nullopt;
    }
    if (auto const* flag = value.if_bool())
        return *flag ? 1 : 0;
    if (auto const* text = value.if_string())
        return to_integer(view(*text));
    return std::nullopt;
}

json::value const* JsonFields::find(std::string_view key) const
{
    if (object_ == nullptr)
        return nullptr;
    auto const* value = object_->if_contains({key.data(), key.size()});
    return value == nullptr || value->is_null() ? nullptr : value;
}

json::value const* JsonFields::find_unwrapped(std::string_view key) const
{
    auto const* value = find(key);
    auto const* wrapper = value == nullptr ? nullptr : value->if_object();
    if (wrapper == nullptr)
        return value;
    auto const* inner = wrapper->if_contains("value");
    if (inner == nullptr)
        return value;
    return inner->is_null() ? nullptr : inner;
}

void JsonFields::report(std::string_view key, std::string_view what) const
{
    auto const prefix = where_.empty() ? std::string() : where_ + ": ";
    problems_.add(prefix + std::string(key) + " " + std::string(what));
}

std::optional<std::string_view> JsonFields::text(std::string_view key) const
{
    auto const* value = find_unwrapped(key);
    if (value == nullptr)
        return std::nullopt;
    if (auto const* text = value->if_string())
        return view(*text);
    report(key, "is not a text");
    return std::nullopt;
}

std::optional<std::int64_t> JsonFields::integer(std::string_view key) const
{
    auto const* value = find_unwrapped(key);
    if (value == nullptr || (value->is_string() && value->get_string().empty()))
        return std::nullopt;
    auto const number = whole_number(*value);
    if (!number)
        report(key, "is not a whole number");
    return number;
}

std::optional<double> JsonFields::number(std::string_view key) const
{
    auto const* value = find_unwrapped(key);
    if (value == nullptr)
        return std::nullopt;
    if (auto const* number = value->if_double())
        return *number;
    if (auto const* number = value->if_uint64())
        return static_cast<double>(*number);
    auto const whole = value->is_bool() ? std::nullopt : whole_number(*value);
    if (whole)
        return static_cast<double>(*whole);
    report(key, "is not a number");
    return std::nullopt;
}

std::optional<bool> JsonFields::flag(std::string_view key) const
{
    auto const* value = find_unwrapped(key);
    if (value == nullptr)
        return std::nullopt;
    if (auto const* text = value->if_string()) {
        if (view(*text) == "true" || view(*text) == "false")
            return view(*text) == "true";
        if (text->empty())
            return std::nullopt;
    }
    auto const number = whole_number(*value);
    if (!number)
        report(key, "is neither true nor false");
    return number ? std::optional(*number != 0) : std::nullopt;
}

json::array const* JsonFields::list(std::string_view key) const
{
    auto const* value = find_unwrapped(key);
    if (value == nullptr)
        return nullptr;
    auto const* list = value->if_array();
    if (list == nullptr)
        report(key, "is not a list");
    return list;
}

json::object const* JsonFields::object(std::string_view key) const
{
    auto const* value = find(key);
    if (value == nullptr)
        return nullptr;
    auto const* object = value->if_object();
    if (object == nullptr)
        report(key, "is not an object");
    return object;
}

std::vector<std::string> JsonFields::names(std::string_view key) const
{
    std::vector<std::string> names;
    auto const* items = list(key);
    if (items == nullptr)
        return names;
    std::unordered_set<std::string> seen;
    bool all_named = true;
    for (auto const& item : *items) {
        auto const name = name_of(item);
        all_named = all_named && name.has_value();
        if (name && !name->empty() && seen.emplace(*name).second)
            names.emplace_back(*name);
    }
    if (!all_named)
        report(key, "has entries without a name");
    return names;
}

std::optional<std::string_view> name_of(json::value const& value)
{
    if (auto const* text = value.if_string())
        return view(*text);
    auto const* object = value.if_object();
    auto const* name = object == nullptr ? nullptr : object->if_contains("name");
    if (name == nullptr || !name->is_string())
        return std::nullopt;
    return view(name->get_string());
}

}  // namespace rmirror

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/service/json_fields.hpp"

#include "input/bounded_json.hpp"

namespace rmirror::ocr {

namespace json = boost::json;

std::optional<json::object> object_in(std::string_view text)
{
    return input::object_in_answer(text);
}

json::object const* object_at(json::object const* object, json::string_view name)
{
    auto const* const value = object ? object->if_contains(name) : nullptr;
    return value ? value->if_object() : nullptr;
}

std::string text_at(json::object const* object, json::string_view name)
{
    auto const* const value = object ? object->if_contains(name) : nullptr;
    auto const* const text = value ? value->if_string() : nullptr;
    return text ? std::string(*text) : std::string();
}

std::uint64_t count_at(json::object const* object, json::string_view name)
{
    auto const* const value = object ? object->if_contains(name) : nullptr;
    auto const* const count = value ? value->if_int64() : nullptr;
    return count && *count > 0 ? static_cast<std::uint64_t>(*count) : 0;
}

}  // namespace rmirror::ocr

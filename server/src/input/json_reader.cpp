// SPDX-License-Identifier: AGPL-3.0-or-later
#include "input/json_reader.hpp"

#include "input/time.hpp"
#include "input/uuid.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror::input {

namespace {

namespace json = boost::json;

json::string_view key_of(std::string_view name)
{
    return {name.data(), name.size()};
}

json::object const& object_of(json::value const& value)
{
    static json::object const none;
    return value.is_object() ? value.get_object() : none;
}

}  // namespace

JsonReader::JsonReader(json::object const& object, std::optional<Fault>& fault)
    : object_(object), fault_(fault)
{}

JsonReader::JsonReader(json::object const& object, JsonReader const& parent, std::string_view name,
                       std::optional<std::size_t> index)
    : object_(object), fault_(parent.fault_), parent_(&parent), name_(name), index_(index)
{}

std::string JsonReader::path() const
{
    if (!parent_)
        return {};
    auto const place = index_ ? "[" + std::to_string(*index_) + "]" : "";
    return parent_->path() + std::string(name_) + place + ".";
}

void JsonReader::refuse(std::string_view name, std::string_view sentence)
{
    if (!fault_)
        fault_ = Fault{path() + shown_name(name), std::string(sentence)};
}

void JsonReader::finish()
{
    if (fault_ || object_.size() == asked_.size())
        return;
    for (auto const& member : object_) {
        std::string_view const name(member.key().data(), member.key().size());
        if (std::find(asked_.begin(), asked_.end(), name) == asked_.end())
            refuse(name, "Unknown field.");
    }
}

json::value const* JsonReader::find(std::string_view name)
{
    auto const* const value = object_.if_contains(key_of(name));
    if (value)
        asked_.push_back(name);
    return value && !value->is_null() ? value : nullptr;
}

json::value const* JsonReader::require(std::string_view name)
{
    auto const* const value = find(name);
    if (!value)
        refuse(name, "Required.");
    return value;
}

std::string JsonReader::text_of(json::value const& value, std::string_view name, Length length)
{
    auto const* const text = value.if_string();
    if (!text) {
        refuse(name, "Must be a string.");
        return {};
    }
    std::string_view const view(text->data(), text->size());
    if (view.find('\0') != std::string_view::npos)
        refuse(name, "Must not contain a NUL character.");
    else if (!has_length(view, length))
        refuse(name, sentence_about(length));
    else
        return std::string(view);
    return {};
}

std::string JsonReader::uuid_of(json::value const& value, std::string_view name)
{
    auto const* const text = value.if_string();
    auto uuid = text ? parse_uuid({text->data(), text->size()}) : std::nullopt;
    if (!uuid)
        refuse(name, "Must be a UUID.");
    return uuid.value_or("");
}

std::int64_t JsonReader::integer_of(json::value const& value, std::string_view name, std::int64_t min,
                                    std::int64_t max)
{
    auto const* const number = value.if_int64();
    if (number && *number >= min && *number <= max)
        return *number;
    refuse(name, sentence_about(min, max));
    return min;
}

bool JsonReader::flag_of(json::value const& value, std::string_view name)
{
    if (!value.is_bool())
        refuse(name, "Must be true or false.");
    return value.is_bool() && value.get_bool();
}

json::array const& JsonReader::array_of(json::value const& value, std::string_view name, std::size_t max)
{
    static json::array const none;
    auto const* const array = value.if_array();
    if (!array)
        refuse(name, "Must be a list.");
    else if (array->size() > max)
        refuse(name, "Must have at most " + std::to_string(max) + " entries.");
    else
        return *array;
    return none;
}

void JsonReader::each_of(json::value const& value, std::string_view name, std::size_t max,
                         std::function<void(JsonReader&)> const& read)
{
    std::size_t index = 0;
    for (auto const& item : array_of(value, name, max)) {
        if (fault_)
            return;
        JsonReader reader(object_of(item), *this, name, index++);
        if (!item.is_object())
            return refuse(std::string(name) + "[" + std::to_string(index - 1) + "]", "Must be an object.");
        read(reader);
        reader.finish();
    }
}

std::string JsonReader::text(std::string_view name, Length length)
{
    auto const* const value = require(name);
    return value ? text_of(*value, name, length) : std::string{};
}

std::optional<std::string> JsonReader::text_if_any(std::string_view name, Length length)
{
    auto const* const value = find(name);
    return value ? std::optional(text_of(*value, name, length)) : std::nullopt;
}

std::string JsonReader::uuid(std::string_view name)
{
    auto const* const value = require(name);
    return value ? uuid_of(*value, name) : std::string{};
}

std::optional<std::string> JsonReader::uuid_if_any(std::string_view name)
{
    auto const* const value = find(name);
    return value ? std::optional(uuid_of(*value, name)) : std::nullopt;
}

std::string JsonReader::one_of(std::string_view name, std::span<std::string_view const> values)
{
    auto const* const value = require(name);
    return value ? choice_of(*value, name, values) : std::string{};
}

std::optional<std::string> JsonReader::one_of_if_any(std::string_view name,
                                                     std::span<std::string_view const> values)
{
    auto const* const value = find(name);
    return value ? std::optional(choice_of(*value, name, values)) : std::nullopt;
}

std::string JsonReader::choice_of(json::value const& value, std::string_view name,
                                  std::span<std::string_view const> values)
{
    auto const* const text = value.if_string();
    for (auto const each : values)
        if (text && *text == key_of(each))
            return std::string(each);
    refuse(name, sentence_about(values));
    return {};
}

std::int64_t JsonReader::integer(std::string_view name, std::int64_t min, std::int64_t max)
{
    auto const* const value = require(name);
    return value ? integer_of(*value, name, min, max) : min;
}

std::optional<std::int64_t> JsonReader::integer_if_any(std::string_view name, std::int64_t min,
                                                       std::int64_t max)
{
    auto const* const value = find(name);
    return value ? std::optional(integer_of(*value, name, min, max)) : std::nullopt;
}

double JsonReader::number(std::string_view name, double min, double max)
{
    auto const* const value = require(name);
    if (!value)
        return min;
    json::error_code not_a_number;
    auto const number = value->to_number<double>(not_a_number);
    if (!not_a_number && std::isfinite(number) && number >= min && number <= max)
        return number;
    refuse(name, sentence_about(min, max));
    return min;
}

bool JsonReader::flag(std::string_view name)
{
    auto const* const value = require(name);
    return value && flag_of(*value, name);
}

std::optional<bool> JsonReader::flag_if_any(std::string_view name)
{
    auto const* const value = find(name);
    return value ? std::optional(flag_of(*value, name)) : std::nullopt;
}

std::optional<std::string> JsonReader::time_if_any(std::string_view name)
{
    auto const* const value = find(name);
    if (!value)
        return std::nullopt;
    auto const* const text = value->if_string();
    if (text && is_time({text->data(), text->size()}))
        return std::string(text->data(), text->size());
    refuse(name, kTimeSentence);
    return std::nullopt;
}

std::vector<std::string> JsonReader::uuids_if_any(std::string_view name, std::size_t max)
{
    std::vector<std::string> uuids;
    auto const* const value = find(name);
    if (!value)
        return uuids;
    for (auto const& item : array_of(*value, name, max))
        uuids.push_back(uuid_of(item, std::string(name) + "[" + std::to_string(uuids.size()) + "]"));
    return uuids;
}

std::vector<std::string> JsonReader::texts_if_any(std::string_view name, std::size_t max, Length length)
{
    std::vector<std::string> texts;
    auto const* const value = find(name);
    if (!value)
        return texts;
    for (auto const& item : array_of(*value, name, max))
        texts.push_back(text_of(item, std::string(name) + "[" + std::to_string(texts.size()) + "]", length));
    return texts;
}

void JsonReader::each(std::string_view name, std::size_t max, std::function<void(JsonReader&)> const& read)
{
    if (auto const* const value = require(name))
        each_of(*value, name, max, read);
}

void JsonReader::each_if_any(std::string_view name, std::size_t max,
                             std::function<void(JsonReader&)> const& read)
{
    if (auto const* const value = find(name))
        each_of(*value, name, max, read);
}

void JsonReader::object_if_any(std::string_view name, std::function<void(JsonReader&)> const& read)
{
    auto const* const value = find(name);
    if (!value)
        return;
    if (!value->is_object())
        return refuse(name, "Must be an object.");
    JsonReader reader(value->get_object(), *this, name, std::nullopt);
    read(reader);
    reader.finish();
}

bool JsonReader::is_null(std::string_view name) const
{
    auto const* const value = object_.if_contains(key_of(name));
    return value && value->is_null();
}

}  // namespace rmirror::input

// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the fields of a JSON object strictly, with the same refusals everywhere.
//
// An invalid field records the first fault and reads as empty, so a caller reads all fields and then checks
// for a fault once. An unknown field is a fault as well.
#pragma once

#include "input/fault.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::input {

/// The fields of one object.
class JsonReader {
public:
    JsonReader(boost::json::object const& object, std::optional<Fault>& fault);
    JsonReader(JsonReader const&) = delete;
    JsonReader& operator=(JsonReader const&) = delete;

    // If a field is absent or null, functions that end in _if_any return nullopt or an empty list, and the
    // others record a fault.
    std::string text(std::string_view name, Length length);
    std::optional<std::string> text_if_any(std::string_view name, Length length);
    /// In lower case.
    std::string uuid(std::string_view name);
    std::optional<std::string> uuid_if_any(std::string_view name);
    std::string one_of(std::string_view name, std::span<std::string_view const> values);
    std::optional<std::string> one_of_if_any(std::string_view name, std::span<std::string_view const> values);
    std::int64_t integer(std::string_view name, std::int64_t min, std::int64_t max);
    std::optional<std::int64_t> integer_if_any(std::string_view name, std::int64_t min, std::int64_t max);
    double number(std::string_view name, double min, double max);
    bool flag(std::string_view name);
    std::optional<bool> flag_if_any(std::string_view name);
    /// See input/time.hpp.
    std::optional<std::string> time_if_any(std::string_view name);
    std::vector<std::string> uuids_if_any(std::string_view name, std::size_t max);
    std::vector<std::string> texts_if_any(std::string_view name, std::size_t max, Length length);
    /// Calls `read` for each object of an array with at most `max` entries.
    void each(std::string_view name, std::size_t max, std::function<void(JsonReader&)> const& read);
    void each_if_any(std::string_view name, std::size_t max, std::function<void(JsonReader&)> const& read);

    /// Calls `read` for the object, if it is present.
    void object_if_any(std::string_view name, std::function<void(JsonReader&)> const& read);
    /// Whether the field is present and null. This doesn't count as reading it, so also read it.
    bool is_null(std::string_view name) const;

    /// Records a fault that goes beyond a field's format. `sentence` is for people, such as "Must be an email
    /// address."
    void refuse(std::string_view name, std::string_view sentence);
    /// Records a fault if the object has fields that weren't read.
    void finish();

private:
    JsonReader(boost::json::object const& object, JsonReader const& parent, std::string_view name,
               std::optional<std::size_t> index);

    boost::json::value const* find(std::string_view name);
    boost::json::value const* require(std::string_view name);
    std::string text_of(boost::json::value const& value, std::string_view name, Length length);
    std::string uuid_of(boost::json::value const& value, std::string_view name);
    std::string choice_of(boost::json::value const& value, std::string_view name,
                          std::span<std::string_view const> values);
    std::int64_t integer_of(boost::json::value const& value, std::string_view name, std::int64_t min,
                            std::int64_t max);
    bool flag_of(boost::json::value const& value, std::string_view name);
    boost::json::array const& array_of(boost::json::value const& value, std::string_view name,
                                       std::size_t max);
    void each_of(boost::json::value const& value, std::string_view name, std::size_t max,
                 std::function<void(JsonReader&)> const& read);
    std::string path() const;

    boost::json::object const& object_;
    std::optional<Fault>& fault_;
    // The position of this object, for the field's path in a fault.
    JsonReader const* parent_ = nullptr;
    std::string_view name_;
    std::optional<std::size_t> index_;  // In an array.
    std::vector<std::string_view> asked_;
};

}  // namespace rmirror::input

// SPDX-License-Identifier: AGPL-3.0-or-later
// One JSON line for each event: {"at","level","event", and fields}.
#pragma once

#include "base/secret.hpp"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace rmirror {

enum class Level {
    error,  // A person must act.
    info,   // Something changed.
    debug,
};

std::optional<Level> level_of(std::string_view name);

/// A Secret among the fields is written as ***.
struct LogField {
    std::string_view name;
    std::variant<std::string_view, std::int64_t, double, bool, Secret const*> value;
};

/// As Log writes it, with its end.
std::string log_line(Level level, std::string_view event, std::initializer_list<LogField> fields);

class Log {
public:
    using Sink = std::function<void(std::string const& line)>;

    /// The sink gets whole lines with their end, one at a time.
    Log(Level most, Sink sink);

    bool takes(Level level) const { return level <= most_; }
    /// `event` is a constant phrase such as "item rejected"; what varies goes into the fields.
    void write(Level level, std::string_view event, std::initializer_list<LogField> fields = {});

private:
    Level most_;
    Sink sink_;
    std::mutex mutex_;
};

}  // namespace rmirror

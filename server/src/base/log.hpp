// SPDX-License-Identifier: AGPL-3.0-or-later
// The log: one JSON line per event, {"at","level","event", and fields}.
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

/// A Secret is written as ***.
struct LogField {
    std::string_view name;
    std::variant<std::string_view, std::int64_t, double, bool, Secret const*> value;
};

using LogFields = std::initializer_list<LogField>;

/// Formats a line as Log writes it, including the line end.
std::string log_line(Level level, std::string_view event, LogFields fields);

class Log {
public:
    using Sink = std::function<void(std::string const& line)>;
    using Listener = std::function<void(std::string_view event, LogFields fields)>;

    /// Writes events up to level `max`. `sink` gets complete lines with their line ends, one call at a time.
    Log(Level max, Sink sink);

    bool takes(Level level) const { return level <= max_; }
    /// `event` is a constant phrase such as "item rejected"; variable data goes into the fields.
    void write(Level level, std::string_view event, LogFields fields = {});
    /// `listener` gets errors, one call at a time. It must not log. Null ends this: afterwards, no call is in
    /// progress.
    void listen(Listener listener);

private:
    Level max_;
    Sink sink_;
    Listener listener_;
    std::mutex mutex_;
};

}  // namespace rmirror
